using Hymba.Validation.Urls;

namespace Hymba.Validation.Tests.Urls;

/// <summary>Tabs and breaks of lines inside of URLs.</summary>
public sealed class UrlCutTests
{
    private static readonly UrlValidator Validator = new(new() { AllowList = ["good.co", "good.example", "10.1.2.3"], AllowedSchemes = ["http", "https", "data"] });

    [Theory]
    [InlineData("See good.co\tm now", "good.co\tm")]
    [InlineData("See https://good.co\nm now", "https://good.co\nm")]
    [InlineData("See (good.co)\r\nm", "good.co)\r\nm")]
    [InlineData("10.1.2.3\n4", "10.1.2.3\n4")]
    [InlineData("http://good.example\n@evil.example:80/x now", "http://good.example\n@evil.example:80/x")]
    [InlineData("me\t@good.co", "me\t@good.co")]
    [InlineData("click java\nscript:alert(1) now", "java\nscript:alert(1)")]
    [InlineData("htt\tp://good.example/x", "htt\tp://good.example/x")]
    [InlineData("http:\n//good.example/x", "http:\n//good.example/x")]
    [InlineData("http://\ngood.example/x", "http://\ngood.example/x")]
    public void What_joins_to_another_place_is_malformed(string text, string cut)
    {
        Finding found = Assert.Single(Contract.Find(Validator, text));
        Assert.Equal((UrlRules.Malformed, cut), (found.Rule, text[found.Start..found.End]));
        Contract.CheckStreaming(Validator, text);
        Contract.CheckStreaming(Validator, text + " and\nmore.\n" + text);
    }

    [Theory]
    [InlineData("See https://good.example\nNext line")]
    [InlineData("See https://good.example/path\nNext line")]
    [InlineData("good.co\ngood.example\ngood.co\n")]
    [InlineData("Hosts:\n- good.co\n- good.example\n")]
    [InlineData("1. good.co\n2. 10.1.2.3\n3. done")]
    [InlineData("| good.co |\n| m |")]
    [InlineData("data:\nkey: value\njava\nscript\n")]
    [InlineData("for bob\n@someone said good.co.\n\nm")]
    public void Lines_that_end_with_a_host_are_not_joined(string text)
    {
        Assert.Empty(Contract.Find(Validator, text));
        Contract.CheckStreaming(Validator, text);
    }

    [Theory]
    [InlineData("a.co\nm\t")]
    [InlineData("ht\tt")]
    [InlineData("a.com\n@b.com\n")]
    [InlineData("\n")]
    public void Hostile_repetition_stays_linear(string unit)
        => Assert.NotNull(Contract.Find(Validator, string.Concat(Enumerable.Repeat(unit, 200_000 / unit.Length))));
}
