using System.Text;

namespace Hymba.Inference.Text;

/// <summary>
/// The merges of a byte-pair vocabulary: which two pieces make which third, and how early. Immutable.
/// </summary>
internal sealed class MergeTable
{
    private const int BasicPlane = 0x10000;

    private readonly int[] _basicPlane = new int[BasicPlane];
    private readonly Dictionary<int, int> _supplementary = [];
    private readonly Dictionary<long, int> _merged = [];
    private readonly HashSet<long> _neighbours = [];
    private readonly int[] _ranks;

    public MergeTable(string[] pieces, SentencePieceFile file)
    {
        Array.Fill(_basicPlane, -1);
        _ranks = Ranks(file.Scores);
        var normal = new Dictionary<string, int>(pieces.Length, StringComparer.Ordinal);
        for (int id = 0; id < pieces.Length; id++)
        {
            if (file.Kinds[id] is PieceKind.Normal)
            {
                normal.Add(pieces[id], id);
                AddCharacter(pieces[id], id);
            }
        }

        Dictionary<string, int>.AlternateLookup<ReadOnlySpan<char>> lookup = normal.GetAlternateLookup<ReadOnlySpan<char>>();
        foreach ((string piece, int id) in normal)
        {
            for (int split = 1; split < piece.Length; split++)
            {
                if (lookup.TryGetValue(piece.AsSpan(0, split), out int left) && lookup.TryGetValue(piece.AsSpan(split), out int right))
                {
                    _merged[Pair(left, right)] = id;
                }
            }

            AddNeighbours(piece);
        }
    }

    /// <summary>The piece that is this one character, or -1.</summary>
    public int FindCharacter(Rune character) =>
        character.Value < BasicPlane ? _basicPlane[character.Value] : _supplementary.GetValueOrDefault(character.Value, -1);

    /// <summary>The piece that two pieces make, or -1. Lower ranks merge first.</summary>
    public int FindMerge(int left, int right, out int rank)
    {
        if (_merged.TryGetValue(Pair(left, right), out int id))
        {
            rank = _ranks[id];
            return id;
        }

        rank = 0;
        return -1;
    }

    /// <summary>
    /// Whether any piece holds these two characters side by side. Where none does, no merge can ever cross: the text may be cut there.
    /// </summary>
    public bool MayMeet(int leftCharacter, int rightCharacter) => _neighbours.Contains(Pair(leftCharacter, rightCharacter));

    // A product keeps the hash codes apart; two shifted halves would be xored into few of them.
    private long Pair(int left, int right) => ((long)left * _ranks.Length) + right;

    // Pieces of equal score share a rank: between them the leftmost place wins.
    private static int[] Ranks(List<float> scores)
    {
        float[] distinct = [.. scores.Distinct().OrderDescending()];
        Dictionary<float, int> rankOf = new(distinct.Length);
        for (int rank = 0; rank < distinct.Length; rank++)
        {
            rankOf.Add(distinct[rank], rank);
        }

        return [.. scores.Select(score => rankOf[score])];
    }

    private void AddCharacter(string piece, int id)
    {
        if (!Rune.TryGetRuneAt(piece, 0, out Rune character) || character.Utf16SequenceLength != piece.Length)
        {
            return;
        }

        if (character.Value < BasicPlane)
        {
            _basicPlane[character.Value] = id;
        }
        else
        {
            _supplementary[character.Value] = id;
        }
    }

    private void AddNeighbours(string piece)
    {
        int previous = -1;
        foreach (Rune character in piece.EnumerateRunes())
        {
            int id = FindCharacter(character);
            if (previous >= 0 && id >= 0)
            {
                _neighbours.Add(Pair(previous, id));
            }

            previous = id;
        }
    }
}
