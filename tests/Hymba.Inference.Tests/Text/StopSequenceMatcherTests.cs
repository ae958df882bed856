using CsCheck;
using Hymba.Inference.Text;

namespace Hymba.Inference.Tests.Text;

public class StopSequenceMatcherTests
{
    private static readonly Gen<string> Letters = Gen.Char['a', 'b'].Array[1, 5].Select(letters => new string(letters));

    [Fact]
    public void However_the_text_is_cut_it_ends_where_the_first_complete_stop_began() =>
        Gen.Select(Letters.Array[0, 3], Letters.Array[0, 12]).Sample(
            (stops, parts) =>
            {
                (string text, string? stop) = Naive(string.Concat(parts), stops);
                var matcher = new StopSequenceMatcher(stops);
                string got = string.Concat(parts.Select(part => matcher.Append(part, out _))) + matcher.Flush();
                Assert.Equal(text, got);
                Assert.Equal(stop, matcher.MatchedStop);
            },
            seed: "0000KIZoYtcT",
            iter: 10_000);

    [Fact]
    public void No_more_is_held_back_than_could_become_a_stop() =>
        Gen.Select(Letters.Array[1, 3], Letters.Array[0, 12]).Sample(
            (stops, parts) =>
            {
                var matcher = new StopSequenceMatcher(stops);
                (string seen, string given) = ("", "");
                foreach (string part in parts)
                {
                    seen += part;
                    given += matcher.Append(part, out bool stopped);
                    if (stopped)
                    {
                        break;
                    }

                    string held = seen[given.Length..];
                    Assert.True(held.Length == 0 || stops.Any(stop => stop.StartsWith(held, StringComparison.Ordinal)));
                }
            },
            seed: "0000KIZoYtcT",
            iter: 5000);

    [Fact]
    public void Says_which_stop_was_found_and_returns_nothing_more()
    {
        var matcher = new StopSequenceMatcher(["\nUser:", "</s>"]);
        Assert.Equal("Yes", matcher.Append("Yes\nUs", out bool stopped));
        Assert.False(stopped);
        Assert.Equal(".", matcher.Append("er:", out stopped) + ".");
        Assert.True(stopped);
        Assert.Equal("\nUser:", matcher.MatchedStop);
        Assert.Equal("", matcher.Append("more", out stopped) + matcher.Flush());
        Assert.True(stopped);
    }

    [Fact]
    public void Of_stops_complete_at_the_same_character_the_longest_wins()
    {
        var matcher = new StopSequenceMatcher(["c", "abc", "bc"]);
        Assert.Equal("x", matcher.Append("xabc", out _));
        Assert.Equal("abc", matcher.MatchedStop);
    }

    [Fact]
    public void Comparison_is_ordinal()
    {
        var matcher = new StopSequenceMatcher(["STOP", "e\u0301"]);
        Assert.Equal("stop \u00E9 ST\u00ADOP", matcher.Append("stop \u00E9 ST\u00ADOP", out bool stopped));
        Assert.False(stopped);
    }

    [Fact]
    public void A_long_text_of_near_misses_passes_through()
    {
        var matcher = new StopSequenceMatcher([new string('a', 50_000) + "b"]);
        string text = string.Concat(Enumerable.Range(0, 200_000).Select(_ => matcher.Append("a", out bool _)));
        Assert.Equal(150_000, text.Length);
        Assert.Equal(50_000, matcher.Flush().Length);
    }

    [Fact]
    public void An_impossible_stop_is_refused()
    {
        string[] impossible = ["", "a\uD83D", "\uDE00", "\uD83Da"];
        Assert.All(impossible, stop =>
        {
            var error = Assert.Throws<ArgumentException>(() => new StopSequenceMatcher(["ok", stop]));
            Assert.Contains("Stop sequence 1 of 2", error.Message, StringComparison.Ordinal);
        });
    }

    private static (string Text, string? Stop) Naive(string text, string[] stops)
    {
        for (int end = 1; end <= text.Length; end++)
        {
            string? found = stops.Where(stop => text[..end].EndsWith(stop, StringComparison.Ordinal)).MaxBy(stop => stop.Length);
            if (found is not null)
            {
                return (text[..(end - found.Length)], found);
            }
        }

        return (text, null);
    }
}
