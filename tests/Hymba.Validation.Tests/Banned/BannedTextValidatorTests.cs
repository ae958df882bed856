using Hymba.Validation.Banned;

namespace Hymba.Validation.Tests.Banned;

public sealed class BannedTextValidatorTests
{
    [Fact]
    public void Cases_are_redacted_as_expected()
    {
        foreach (GuardrailCase item in GuardrailCase.Read("output_scanners.llm-guard").Where(item => item.String("scanner") == "Regex"))
        {
            string[] patterns = [.. item.Data.GetProperty("config").GetProperty("patterns").EnumerateArray().Select(pattern => pattern.GetString()!)];
            var validator = new BannedTextValidator(new() { Patterns = patterns });
            Assert.Equal(StreamingBehaviour.Incremental, validator.Streaming);
            string text = item.Text;
            foreach (Finding finding in Contract.Find(validator, text).Reverse())
            {
                text = text[..finding.Start] + "[REDACTED]" + text[finding.End..];
            }

            Assert.Equal(item.Expected.TryGetProperty("text", out var expected) ? expected.GetString() : item.Text, text);
            Contract.CheckStreaming(validator, item.Text + " and more 12345 Bearer x");
        }
    }

    [Theory]
    [InlineData("Project Falcon", "about project falcon.", true, false, 1)]
    [InlineData("Project Falcon", "about project falcon.", false, false, 0)]
    [InlineData("cat", "concatenate the cat", true, true, 1)]
    [InlineData("Straße", "die STRASSE, die straße", true, false, 1)]
    [InlineData("a.b*", "a.b* axb", true, false, 1)]
    public void Substrings_are_literal(string banned, string text, bool ignoreCase, bool wholeWords, int count)
    {
        var validator = new BannedTextValidator(new() { Substrings = [banned], IgnoreCase = ignoreCase, WholeWords = wholeWords });
        Assert.Equal(count, Contract.Find(validator, text).Count);
        Contract.CheckStreaming(validator, text);
    }

    [Fact]
    public void Expressions_beyond_the_subset_wait_for_the_whole_text()
    {
        var validator = new BannedTextValidator(new() { Patterns = ["^secret", "x{3}"] });
        Assert.Equal(StreamingBehaviour.WholeText, validator.Streaming);
        Assert.Equal(2, Contract.Find(validator, "secret xxx").Count);
    }

    [Theory]
    [InlineData(@"(a)\1")]
    [InlineData("(?<=a)b")]
    [InlineData("(")]
    public void Expressions_without_linear_time_are_refused(string pattern) =>
        Assert.ThrowsAny<ArgumentException>(() => new BannedTextValidator(new() { Patterns = [pattern] }));

    [Fact]
    public void Empty_texts_are_refused() => Assert.Throws<ArgumentException>(() => new BannedTextValidator(new() { Substrings = [""] }));
}
