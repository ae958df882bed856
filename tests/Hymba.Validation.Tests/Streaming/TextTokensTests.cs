using System.Globalization;
using Hymba.Validation.Streaming;
using Hymba.Validation.Tests.Fakes;

namespace Hymba.Validation.Tests.Streaming;

public sealed class TextTokensTests
{
    [Theory]
    [InlineData("plain text ", 11)]
    [InlineData("plain text", 6)]
    [InlineData("see http://a.b/c?d", 4)]
    [InlineData("see http://a.b/c?d ", 18)]
    [InlineData("see [a link](http://a.b", 4)]
    [InlineData("see [a link](http://a.b) ", 24)]
    [InlineData("see ![an image](http://a.b \"title", 4)]
    [InlineData("see [a][ref", 4)]
    [InlineData("[ref]: http://a.b ", 0)]
    [InlineData("[ref]: http://a.b \n.", 19)]
    [InlineData("a <img src=\"x\" alt=\"y", 2)]
    [InlineData("a <https://b.c d> ", 17)]
    [InlineData("1 < 2 ", 5)]
    [InlineData("[no link ", 0)]
    [InlineData("[no\n\nlink ", 9)]
    [InlineData("e\u0301", 0)]
    [InlineData("\u4E2D\u6587", 1)]
    [InlineData("x \U0001F469\u200D", 2)]
    [InlineData("x \U0001F1E9\U0001F1EA\U0001F1E9", 6)]
    [InlineData("x\r", 1)]
    public void What_is_still_open_is_held_back(string text, int expected)
    {
        // A space at the end may still be combined with; the floor before it is what counts.
        var floor = TextTokens.Floor(text, 0, text.Length, isFinal: false);
        Assert.Equal(expected == text.Length ? text.Length - 1 : expected, floor);
    }

    [Fact]
    public void A_cut_never_falls_inside_a_construct()
    {
        const string text = "go to [a link](http://a.b/c) and <b>x</b> or http://d.e/f now.";
        foreach (var construct in new[] { "[a link](http://a.b/c)", "<b>", "</b>", "http://d.e/f" })
        {
            var start = text.IndexOf(construct, StringComparison.Ordinal);
            for (var limit = start; limit < start + construct.Length; limit++)
            {
                Assert.Equal(start, TextTokens.Floor(text, 0, limit, isFinal: false));
            }

            Assert.Equal(start + construct.Length, TextTokens.Floor(text, 0, start + construct.Length, isFinal: false));
        }
    }

    [Fact]
    public void Borders_are_grapheme_borders_and_do_not_depend_on_where_the_walk_begins()
    {
        for (var seed = 0; seed < 300; seed++)
        {
            var text = Texts.Make(new Random(seed), 30, mayBlock: false);
            var graphemes = StringInfo.ParseCombiningCharacters(text).Append(text.Length).ToHashSet();
            var previous = 0;
            for (var limit = 0; limit <= text.Length; limit++)
            {
                var whole = TextTokens.Floor(text, 0, limit, isFinal: false);
                Assert.Contains(whole, graphemes);
                Assert.Equal(whole, TextTokens.Floor(text, previous, limit, isFinal: false));

                // Less of the text never allows more.
                Assert.InRange(TextTokens.Floor(text.AsSpan(0, limit), 0, limit, isFinal: false), 0, whole);
                previous = whole;
            }

            Assert.Equal(text.Length, TextTokens.Floor(text, 0, text.Length, isFinal: true));
        }
    }

    [Theory]
    [InlineData("[")]
    [InlineData("[](")]
    [InlineData("<a")]
    [InlineData("![a](b ")]
    [InlineData("a\u0301\u0302\u0303")]
    [InlineData("http://")]
    public void Hostile_repetition_gets_through_at_last(string unit)
    {
        var text = string.Concat(Enumerable.Repeat(unit, 20_000));
        Assert.InRange(text.Length - TextTokens.Floor(text, 0, text.Length, isFinal: false), 1, 2500);
    }
}
