using System.Text.Json;
using Hymba.Validation.Urls;

namespace Hymba.Validation.Tests.Urls;

public sealed class UrlValidatorTests
{
    private static readonly string[] Files = ["url_allow_list.openai-guardrails", "url_filter.openai-guardrails"];

    [Fact]
    public void Core_cases_all_pass_and_adversarial_ones_nearly_all()
    {
        var failures = new List<string>();
        int adversarial = 0;
        int passed = 0;
        foreach (GuardrailCase item in Files.SelectMany(GuardrailCase.Read).Where(item => item.HasFlag && item.Tier is "core" or "adversarial"))
        {
            bool right = Passes(item);
            adversarial += item.Tier == "adversarial" ? 1 : 0;
            passed += item.Tier == "adversarial" && right ? 1 : 0;
            if (!right)
            {
                failures.Add($"{item.Tier} {item.Id} {item.Text}");
            }
        }

        Figures.Write($"adversarial {passed}/{adversarial}\n{string.Join('\n', failures)}");
        Assert.DoesNotContain(failures, failure => failure.StartsWith("core", StringComparison.Ordinal));
        Assert.True(passed >= 0.95 * adversarial, string.Join('\n', failures));
    }

    [Fact]
    public void Detection_finds_the_urls_of_the_cases()
    {
        var failures = new List<string>();
        IReadOnlyList<GuardrailCase> cases = GuardrailCase.Read("url_detection.openai-guardrails");
        foreach (GuardrailCase item in cases)
        {
            string[] found = [.. UrlDetector.Find(item.Text).Select(url => item.Text[url.Start..url.End])];
            if (!found.Order(StringComparer.Ordinal).SequenceEqual(Strings(item.Expected, "detected").Order(StringComparer.Ordinal)))
            {
                failures.Add($"{item.Text} -> {string.Join(' ', found)}");
            }
        }

        Figures.Write(string.Join('\n', failures));
        Assert.True(failures.Count <= 2, string.Join('\n', failures));
    }

    [Fact]
    public void Streaming_settles_what_the_whole_text_says()
    {
        foreach (GuardrailCase item in Files.Append("url_detection.openai-guardrails").SelectMany(GuardrailCase.Read))
        {
            Contract.CheckStreaming(new UrlValidator(Options(item)), item.Text + " and more. www.example.org is\tanother");
        }
    }

    [Fact]
    public void Positives_stay_found_in_their_surroundings()
    {
        foreach (GuardrailCase item in GuardrailCase.Read(Files[0]).Where(item => item.Flag))
        {
            foreach ((string text, int offset) in Contract.Surround(item.Text))
            {
                Assert.Contains(Contract.Find(new UrlValidator(Options(item)), text), finding => finding.Start == offset);
            }
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

    private static bool Passes(GuardrailCase item)
    {
        UrlPolicy policy = new(Options(item));
        string[] blocked = [.. policy.Find(item.Text).Where(url => policy.Judge(item.Text, url) is not null).Select(url => item.Text[url.Start..url.End])];
        string[] all = [.. policy.Find(item.Text).Select(url => item.Text[url.Start..url.End])];
        return blocked.Length > 0 == item.Flag
            && Matches(item, "blocked", blocked, same: true)
            && Matches(item, "blocked_includes", blocked, same: false)
            && Matches(item, "detected", all, same: true)
            && Matches(item, "allowed", [.. all.Except(blocked)], same: true);
    }

    private static bool Matches(GuardrailCase item, string name, string[] found, bool same)
    {
        string[]? expected = item.Expected.TryGetProperty(name, out _) ? Strings(item.Expected, name) : null;
        return expected is null || (same ? expected.ToHashSet().SetEquals(found) : expected.All(found.Contains));
    }

    private static string[] Strings(JsonElement element, string name) =>
        [.. element.GetProperty(name).EnumerateArray().Select(value => value.GetString()!)];

    private static UrlPolicyOptions Options(GuardrailCase item)
    {
        if (!item.Data.TryGetProperty("config", out JsonElement config))
        {
            return new();
        }

        return new()
        {
            AllowList = config.TryGetProperty("url_allow_list", out _) ? Strings(config, "url_allow_list") : [],
            AllowedSchemes = config.TryGetProperty("allowed_schemes", out _) ? Strings(config, "allowed_schemes") : ["https"],
            BlockUserInfo = !config.TryGetProperty("block_userinfo", out JsonElement block) || block.GetBoolean(),
            AllowSubdomains = config.TryGetProperty("allow_subdomains", out JsonElement allow) && allow.GetBoolean(),
        };
    }
}
