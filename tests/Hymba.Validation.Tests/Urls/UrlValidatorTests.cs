using Hymba.Validation.Tests.Guardrails;
using Hymba.Validation.Urls;

namespace Hymba.Validation.Tests.Urls;

public sealed class UrlValidatorTests
{
    private static readonly string[] Files = ["url_allow_list.openai-guardrails", "url_filter.openai-guardrails"];

    [Fact]
    public void Streaming_settles_what_the_whole_text_says()
    {
        foreach (GuardrailCase item in Files.Append("url_detection.openai-guardrails").SelectMany(GuardrailCase.Read))
        {
            Contract.CheckStreaming(new UrlValidator(CaseSettings.Urls(item)), item.Text + " and more. www.example.org is\tanother");
        }
    }

    [Fact]
    public void Prose_holds_no_urls_and_is_hardly_held_back()
    {
        var validator = new UrlValidator();
        foreach (string text in Prose.Replies)
        {
            Assert.Empty(Contract.Find(validator, text));
            Assert.InRange(Contract.Held(validator, text), 0, 8);
            Contract.CheckStreaming(validator, text);
        }
    }

    [Theory]
    [InlineData("https://allowed.example\\@evil.example/x", UrlRules.Malformed)]
    [InlineData("https:/evil.example/x", UrlRules.Malformed)]
    [InlineData("https://allowed.example/safe/../other", UrlRules.Path)]
    [InlineData("https://allowed.example.evil.example/safe", UrlRules.Host)]
    [InlineData("javascript:alert(1)", UrlRules.Scheme)]
    [InlineData("//evil.example/x", UrlRules.Host)]
    [InlineData("https://аllowed.example/safe", UrlRules.Host)]
    public void Disguises_are_seen(string url, string rule)
    {
        var validator = new UrlValidator(new() { AllowList = ["https://allowed.example/safe"] });
        Assert.Equal(rule, Assert.Single(Contract.Find(validator, $"See {url} now")).Rule);
    }

    [Theory]
    [InlineData("http://a.example,")]
    [InlineData("a.example/(")]
    [InlineData("https://a.example/?x=(")]
    [InlineData("a:a.")]
    [InlineData("[::1")]
    [InlineData("https://")]
    public void Hostile_repetition_stays_linear(string unit)
    {
        string text = string.Concat(Enumerable.Repeat(unit, 400_000 / unit.Length));
        Contract.Find(new UrlValidator(new() { AllowList = ["https://a.example/x,y"] }), text);
    }
}
