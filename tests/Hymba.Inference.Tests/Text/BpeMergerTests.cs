using CsCheck;
using Hymba.Inference.Text;

namespace Hymba.Inference.Tests.Text;

public class BpeMergerTests
{
    private static readonly PieceTable Pieces = RealTokenizer.Instance.Vocabulary.Pieces;

    [Fact]
    public void Merges_as_a_search_through_all_pairs_does() =>
        RandomText.Valid.Sample(
            text => Assert.Equal(Naive(text), RealTokenizer.Instance.Encode(text, addBos: false, parseSpecialTokens: false)),
            seed: "0000KIZoYtcT",
            iter: 1000);

    [Fact]
    public void The_leftmost_of_equal_merges_wins()
    {
        using var model = new SmallModel("aa");
        HymbaTokenizer tokenizer = model.Load();
        string[] pieces = [.. tokenizer.Encode("aaaaa", addBos: false).Select(tokenizer.GetPiece)];
        Assert.Equal(["aa", "aa", "a"], pieces[^3..]);
    }

    [Fact]
    public void Equal_scores_of_different_merges_are_decided_by_place()
    {
        using var model = new SmallModel("▁", "a", "b", "c");
        model.Add("bc", -1, PieceKind.Normal);
        model.Add("ab", -1, PieceKind.Normal);
        HymbaTokenizer tokenizer = model.Load();
        Assert.Equal(["▁", "ab", "c"], tokenizer.Encode("abc", addBos: false).Select(tokenizer.GetPiece));
    }

    private static List<int> Naive(string text)
    {
        List<int> ids = [];
        foreach (System.Text.Rune rune in (text.Length == 0 ? "" : "▁" + text.Replace(' ', '▁')).EnumerateRunes())
        {
            int id = Pieces.Merges.FindCharacter(rune);
            ids.AddRange(id >= 0 ? [id] : System.Text.Encoding.UTF8.GetBytes(rune.ToString()).Select(Pieces.ByteId));
        }

        while (true)
        {
            (int rank, int at, int merged) = (int.MaxValue, -1, -1);
            for (int index = 0; index + 1 < ids.Count; index++)
            {
                int candidate = Pieces.Merges.FindMerge(ids[index], ids[index + 1], out int candidateRank);
                (rank, at, merged) = candidate >= 0 && candidateRank < rank ? (candidateRank, index, candidate) : (rank, at, merged);
            }

            if (at < 0)
            {
                return ids;
            }

            ids[at] = merged;
            ids.RemoveAt(at + 1);
        }
    }
}
