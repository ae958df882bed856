using CsCheck;
using Hymba.JsonSchema.Patterns;
using Hymba.JsonSchema.Values;

namespace Hymba.JsonSchema.Tests;

/// <summary>The linear-time regular expressions.</summary>
public sealed class PatternTests
{
    [Theory]
    [InlineData("a(?=bc)", "xabc", true)]
    [InlineData("a(?=bc)", "xabd", false)]
    [InlineData("^(?!.*secret)[a-z ]+$", "no such thing", true)]
    [InlineData("^(?!.*secret)[a-z ]+$", "a secret thing", false)]
    [InlineData("(?<=\\$)\\d+", "$42", true)]
    [InlineData("(?<!\\$)\\b\\d+", "$42", false)]
    [InlineData("^(?=(?!ab)a)", "ac", true)]
    [InlineData("^(?=(?!ab)a)", "ab", false)]
    [InlineData("(?<=^a{2,3})b", "aab", true)]
    [InlineData("(?<=^a{2,3})b", "aaaab", false)]
    [InlineData("^.$", "🐲", true)]
    [InlineData("^[^a]$", "🐲", true)]
    [InlineData("^[🐲-🐴]+$", "🐳", true)]
    [InlineData("^\\u{1F432}\\ud83d\\udc32$", "🐲🐲", true)]
    [InlineData("^\\p{L}\\p{Script=Greek}\\P{Lu}$", "aαb", true)]
    [InlineData("^\\p{Lu}$", "𝐀", true)]
    [InlineData("\\bcat\\b", "a cat.", true)]
    [InlineData("\\bcat\\b", "concat", false)]
    [InlineData("\\Bcat", "concat", true)]
    [InlineData("^a{2,3}?$", "aaaa", false)]
    [InlineData("^(a|bc|)+$", "abcbca", true)]
    [InlineData("[]", "", false)]
    [InlineData("^[^]$", "\n", true)]
    [InlineData("^[\\w-.]+$", "a-.", true)]
    [InlineData("^\\-\\_\\@$", "-_@", true)]
    [InlineData("(?i)^straße$", "STRAßE", true)]
    [InlineData("^\\Aab\\z$", "ab", true)]
    [InlineData("^(?<year>\\d{4})(?P<m>x)$", "2024x", true)]
    [InlineData("^{a}$", "{a}", true)]
    [InlineData("^x{,3}$", "x{,3}", true)]
    [InlineData("^[\\b]\\cJ\\x41\\0$", "\b\nA\0", true)]
    [InlineData("a$", "a\n", false)]
    [InlineData("(?:a{1,3}|(?:^)?){2}", "ab", true)]
    [InlineData("(?:(?:(?:\\W){1,3}|(?:(?:)){2,})){2}", " ", true)]
    public void A_pattern_matches_as_ECMA_262_says(string pattern, string text, bool isMatch)
        => Assert.Equal(isMatch, IsMatch(pattern, text));

    [Theory]
    [InlineData("(")]
    [InlineData("a)")]
    [InlineData("[a")]
    [InlineData("[b-a]")]
    [InlineData("*a")]
    [InlineData("a**")]
    [InlineData("^*")]
    [InlineData("a{2,1}")]
    [InlineData("\\")]
    [InlineData("\\q")]
    [InlineData("\\p{Nonsense}")]
    [InlineData("(?>a)")]
    [InlineData("\\u{110000}")]
    [InlineData("(a)\\1")]
    public void A_malformed_pattern_is_refused(string pattern) => Assert.Throws<PatternException>(() => LinearPattern.Compile(pattern, 1_000));

    [Fact]
    public void Groups_nested_without_end_are_refused()
        => Assert.Throws<PatternException>(() => LinearPattern.Compile(new string('(', 100_000), 1_000));

    [Fact]
    public void Random_patterns_match_what_their_definition_matches()
        => Gen.Select(RandomPattern.Any, Gen.OneOf('a', 'b', ' ').Array[0, 7].Select(characters => new string(characters))).Sample(
            (pattern, text) => IsMatch(pattern.Source, text) == pattern.IsMatch(text),
            iter: 5_000,
            print: sample => $"/{sample.Item1.Source}/ on '{sample.Item2}'");

    private static bool IsMatch(string pattern, string text) => LinearPattern.Compile(pattern, 10_000).IsMatch(text, new StepBudget(long.MaxValue));
}
