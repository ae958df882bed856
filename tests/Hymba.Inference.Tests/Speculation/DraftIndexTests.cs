using CsCheck;
using Hymba.Inference.Speculation;

namespace Hymba.Inference.Tests.Speculation;

public sealed class DraftIndexTests
{
    [Fact]
    public void What_followed_the_same_three_tokens_is_proposed()
        => Assert.Equal([4, 5, 1], Propose([9, 1, 2, 3, 4, 5, 1, 2, 3], 3));

    [Fact]
    public void Two_tokens_are_not_enough() => Assert.Empty(Propose([1, 2, 3, 8, 2, 3], 4));

    [Fact]
    public void The_longest_match_counts_and_of_equal_ones_the_latest()
    {
        Assert.Equal([50], Propose([7, 1, 2, 3, 50, 8, 1, 2, 3, 60, 7, 1, 2, 3], 1));
        Assert.Equal([60], Propose([7, 1, 2, 3, 50, 8, 1, 2, 3, 60, 9, 1, 2, 3], 1));
    }

    [Fact]
    public void Text_that_repeats_itself_is_continued_beyond_its_end()
        => Assert.Equal([2, 3, 1, 2, 3, 1, 2], Propose([1, 2, 3, 1, 2, 3, 1], 7));

    [Fact]
    public void Nothing_is_copied_or_matched_across_a_border()
    {
        Assert.Equal([4], Propose([1, 2, 3, 4, -1, 1, 2, 3], 5));
        Assert.Empty(Propose([1, 2, -1, 3, 9, 9, 1, 2, 3], 5));
        Assert.Empty(Propose([1, 2, 3, -1, 1, 2, 3], 5));
    }

    [Fact]
    public void An_index_without_tokens_proposes_nothing() => Assert.Empty(Propose([], 3));

    [Fact]
    public void It_finds_what_a_search_of_everything_finds()
        => Gen.Int[0, 3].Array[0, 80].Sample(tokens => Propose(tokens, 1).SequenceEqual(Search(tokens)), iter: 2000, seed: "0000KOIKoeU2");

    // Sixteen candidates and 32 tokens of a match are looked at: as many here.
    private static int[] Search(int[] tokens)
    {
        (int best, int longest, int looked) = (-1, 2, 0);
        for (int place = tokens.Length - 1; place >= 3 && looked < 16; place--)
        {
            int length = 0;
            while (length < Math.Min(32, place) && tokens[place - 1 - length] == tokens[^(1 + length)])
            {
                length++;
            }

            looked += length >= 3 ? 1 : 0;
            (best, longest) = length > longest ? (place, length) : (best, longest);
        }

        return best < 0 ? [] : [tokens[best]];
    }

    private static int[] Propose(int[] tokens, int most)
    {
        var index = new DraftIndex(tokens.Length);
        foreach (int token in tokens)
        {
            if (token < 0)
            {
                index.AddBorder();
            }
            else
            {
                index.Add(token);
            }
        }

        int[] draft = new int[most];
        return draft[..index.Propose(draft)];
    }
}
