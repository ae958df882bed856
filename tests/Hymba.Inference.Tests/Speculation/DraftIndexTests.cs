using CsCheck;
using Hymba.Inference.Speculation;

namespace Hymba.Inference.Tests.Speculation;

public sealed class DraftIndexTests
{
    [Fact]
    public void What_followed_the_same_four_tokens_is_proposed()
        => Assert.Equal([5, 6, 1], Propose([9, 1, 2, 3, 4, 5, 6, 1, 2, 3, 4], 3));

    [Fact]
    public void Three_tokens_are_not_enough() => Assert.Empty(Propose([1, 2, 3, 4, 8, 2, 3, 4], 4));

    [Fact]
    public void The_longest_match_counts_and_of_equal_ones_the_latest()
    {
        Assert.Equal([50], Propose([7, 1, 2, 3, 4, 50, 8, 1, 2, 3, 4, 60, 7, 1, 2, 3, 4], 1));
        Assert.Equal([60], Propose([7, 1, 2, 3, 4, 50, 8, 1, 2, 3, 4, 60, 9, 1, 2, 3, 4], 1));
    }

    [Fact]
    public void The_length_of_a_match_is_told()
    {
        Assert.Equal((5, 5), Index([1, 2, 3, 4, 5, 6, 1, 2, 3, 4, 5]).LongestMatch());
        Assert.Equal(0, Index([1, 2, 3, 4, 5, 6, 2, 4, 5]).LongestMatch().Length);
    }

    [Fact]
    public void Text_that_repeats_itself_is_continued_beyond_its_end()
        => Assert.Equal([2, 3, 1, 2, 3, 1, 2], Propose([1, 2, 3, 1, 2, 3, 1], 7));

    [Fact]
    public void Nothing_is_copied_or_matched_across_a_border()
    {
        Assert.Equal([5], Propose([1, 2, 3, 4, 5, -1, 1, 2, 3, 4], 5));
        Assert.Empty(Propose([1, 2, 3, -1, 4, 9, 9, 1, 2, 3, 4], 5));
        Assert.Empty(Propose([1, 2, 3, 4, -1, 1, 2, 3, 4], 5));
    }

    [Fact]
    public void An_index_without_tokens_proposes_nothing() => Assert.Empty(Propose([], 3));

    [Fact]
    public void It_finds_what_a_search_of_everything_finds()
        => Gen.Int[0, 2].Array[0, 80].Sample(tokens => Propose(tokens, 1).SequenceEqual(Search(tokens)), iter: 2000, seed: "0000KOIKoeU2");

    // Sixteen candidates and 32 tokens of a match are looked at: as many here.
    private static int[] Search(int[] tokens)
    {
        (int best, int longest, int looked) = (-1, 3, 0);
        for (int place = tokens.Length - 1; place >= 4 && looked < 16; place--)
        {
            int length = 0;
            while (length < Math.Min(32, place) && tokens[place - 1 - length] == tokens[^(1 + length)])
            {
                length++;
            }

            looked += length >= 4 ? 1 : 0;
            (best, longest) = length > longest ? (place, length) : (best, longest);
        }

        return best < 0 ? [] : [tokens[best]];
    }

    private static int[] Propose(int[] tokens, int most)
    {
        DraftIndex index = Index(tokens);
        (int from, int length) = index.LongestMatch();
        int[] draft = new int[length > 0 ? most : 0];
        return draft[..index.Copy(from, draft)];
    }

    private static DraftIndex Index(int[] tokens)
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

        return index;
    }
}
