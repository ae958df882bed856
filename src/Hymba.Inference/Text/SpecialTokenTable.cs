using System.Buffers;
using System.Collections.Frozen;

namespace Hymba.Inference.Text;

/// <summary>The tokens that stand for themselves and not for text, by their literal spelling. Immutable.</summary>
internal sealed class SpecialTokenTable
{
    private readonly SearchValues<string> _search;
    private readonly KeyValuePair<string, int>[] _longestFirst;

    public SpecialTokenTable(IReadOnlyDictionary<string, int> idByText)
    {
        IdByText = idByText.ToFrozenDictionary(StringComparer.Ordinal);
        TextById = idByText.ToFrozenDictionary(pair => pair.Value, pair => pair.Key);
        _longestFirst = [.. idByText.OrderByDescending(pair => pair.Key.Length)];
        _search = SearchValues.Create([.. idByText.Keys], StringComparison.Ordinal);
    }

    public FrozenDictionary<string, int> IdByText { get; }

    public FrozenDictionary<int, string> TextById { get; }

    /// <summary>Index of the first special token in the text (the longest there), or -1.</summary>
    public int Find(ReadOnlySpan<char> text, out KeyValuePair<string, int> token)
    {
        int index = text.IndexOfAny(_search);
        token = default;
        if (index < 0)
        {
            return -1;
        }

        foreach (KeyValuePair<string, int> candidate in _longestFirst)
        {
            if (text[index..].StartsWith(candidate.Key, StringComparison.Ordinal))
            {
                token = candidate;
                break;
            }
        }

        return index;
    }
}
