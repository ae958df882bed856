using System.Collections.Immutable;

namespace Hymba.JsonSchema.Patterns;

/// <summary>A set of code points, as ranges in order that neither touch nor overlap. Immutable.</summary>
internal sealed class CodePointSet
{
    private const int Last = 0x10FFFF;
    private const int WordBits = 64;

    // Most text is ASCII: two words answer for it.
    private readonly ulong _low;
    private readonly ulong _high;

    private CodePointSet(ImmutableArray<(int First, int Last)> ranges)
    {
        Ranges = ranges;
        for (int i = 0; i < WordBits; i++)
        {
            _low |= Search(i) ? 1UL << i : 0;
            _high |= Search(WordBits + i) ? 1UL << i : 0;
        }
    }

    /// <summary>Every code point.</summary>
    public static CodePointSet All { get; } = Of((0, Last));

    /// <summary>None.</summary>
    public static CodePointSet None { get; } = Of();

    /// <summary>0 to 9.</summary>
    public static CodePointSet Digits { get; } = Of(('0', '9'));

    /// <summary>What ECMAScript calls a word character.</summary>
    public static CodePointSet Word { get; } = Of(('0', '9'), ('A', 'Z'), ('_', '_'), ('a', 'z'));

    /// <summary>ECMAScript's white space and line ends.</summary>
    public static CodePointSet Space { get; } = Of(
        (9, 13), (' ', ' '), (0xA0, 0xA0), (0x1680, 0x1680), (0x2000, 0x200A), (0x2028, 0x2029),
        (0x202F, 0x202F), (0x205F, 0x205F), (0x3000, 0x3000), (0xFEFF, 0xFEFF));

    /// <summary>What a dot matches: all but line ends.</summary>
    public static CodePointSet Dot { get; } = Of(('\n', '\n'), ('\r', '\r'), (0x2028, 0x2029)).Complement();

    public ImmutableArray<(int First, int Last)> Ranges { get; }

    /// <summary>The union of ranges in any order.</summary>
    public static CodePointSet Of(params IEnumerable<(int First, int Last)> ranges)
    {
        var merged = ImmutableArray.CreateBuilder<(int First, int Last)>();
        foreach ((int first, int last) in ranges.OrderBy(range => range.First))
        {
            if (merged.Count > 0 && first <= merged[^1].Last + 1)
            {
                merged[^1] = (merged[^1].First, Math.Max(last, merged[^1].Last));
            }
            else
            {
                merged.Add((first, last));
            }
        }

        return new CodePointSet(merged.ToImmutable());
    }

    /// <summary>One code point.</summary>
    public static CodePointSet Single(int codePoint) => Of((codePoint, codePoint));

    public bool Contains(int codePoint)
        => codePoint < WordBits ? (_low >> codePoint & 1) != 0
            : codePoint < 2 * WordBits ? (_high >> (codePoint - WordBits) & 1) != 0
            : Search(codePoint);

    /// <summary>All other code points.</summary>
    public CodePointSet Complement()
    {
        var others = new List<(int, int)>();
        int next = 0;
        foreach ((int first, int last) in Ranges)
        {
            if (first > next)
            {
                others.Add((next, first - 1));
            }

            next = last + 1;
        }

        if (next <= Last)
        {
            others.Add((next, Last));
        }

        return Of(others);
    }

    private bool Search(int codePoint)
    {
        int low = 0, high = Ranges.Length - 1;
        while (low <= high)
        {
            int middle = (low + high) / 2;
            (int first, int last) = Ranges[middle];
            if (codePoint >= first && codePoint <= last)
            {
                return true;
            }

            if (codePoint < first)
            {
                high = middle - 1;
            }
            else
            {
                low = middle + 1;
            }
        }

        return false;
    }
}
