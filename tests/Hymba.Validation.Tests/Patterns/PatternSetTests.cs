using Hymba.Validation.Patterns;

namespace Hymba.Validation.Tests.Patterns;

public sealed class PatternSetTests
{
    [Theory]
    [InlineData("abc|abd", "xxABDabc")]
    [InlineData(@"\bsel(ect)?\b", "selects sel select unsel")]
    [InlineData("a{2,3}", "aaaaa")]
    [InlineData(@"[^\s,]+@\w+", "to me@home, you")]
    [InlineData(@"\x1b\[[0-9;]*m", "a\u001b[31mb\u001b[0m")]
    [InlineData("é+|ü", "ÉéÜ")]
    public void Matches_are_those_of_the_platform(string pattern, string text)
    {
        var matches = new List<PatternMatch>();
        new PatternSet([pattern]).Scan(text, matches);
        var expected = System.Text.RegularExpressions.Regex.Matches(
            text,
            pattern,
            System.Text.RegularExpressions.RegexOptions.IgnoreCase | System.Text.RegularExpressions.RegexOptions.NonBacktracking)
            .Select(match => (match.Index, match.Index + match.Length));
        Assert.Equal(expected, matches.Select(match => (match.Start, match.End)));
    }

    [Theory]
    [InlineData("select .* from", "x sel", 2)]
    [InlineData("select .* from", "x set", 5)]
    [InlineData(@"\bdrop\b", "a drop", 2)]
    [InlineData(@"\bdrop\b", "a drop ", 7)]
    [InlineData(@"\bdrop\b", "a drops", 7)]
    [InlineData("abc", "abcab", 3)]
    public void The_open_start_is_where_more_text_could_matter(string pattern, string text, int open) =>
        Assert.Equal(open, new PatternSet([pattern]).Scan(text, null));

    [Fact]
    public void Any_prefix_settles_what_the_whole_text_says()
    {
        var set = new PatternSet(["a+b", @"\bcat\b", "ca[rt]{2,4}", "b.c"], maxLength: 12);
        var random = new Random(7);
        for (int round = 0; round < 40; round++)
        {
            string text = string.Concat(Enumerable.Range(0, 40).Select(_ => "abcrt "[random.Next(6)]));
            var whole = new List<PatternMatch>();
            set.Scan(text, whole);
            for (int length = 0; length < text.Length; length++)
            {
                var matches = new List<PatternMatch>();
                int open = set.Scan(text[..length], matches);
                Assert.Equal(whole.Where(match => match.Start < open), matches.Where(match => match.Start < open));
                Assert.All(matches.Where(match => match.Start < open), match => Assert.True(match.End <= open));
            }
        }
    }

    [Theory]
    [InlineData("(a")]
    [InlineData("a)")]
    [InlineData("[a")]
    [InlineData("a*")]
    [InlineData(@"a(?=b)")]
    [InlineData(@"(a)\1")]
    [InlineData("a{9999}")]
    [InlineData("^a")]
    public void What_it_does_not_know_is_refused(string pattern) =>
        Assert.Throws<PatternSyntaxException>(() => new PatternSet([pattern]));
}
