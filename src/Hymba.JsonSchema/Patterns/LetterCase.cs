using System.Text;

namespace Hymba.JsonSchema.Patterns;

/// <summary>Sets that do not tell upper from lower case.</summary>
internal static class LetterCase
{
    private static readonly Lazy<(int CodePoint, int Other)[]> Pairs = new(ReadPairs);

    /// <summary>The set and the other cases of its members.</summary>
    public static CodePointSet Close(CodePointSet set)
        => CodePointSet.Of([.. set.Ranges, .. Pairs.Value.Where(pair => set.Contains(pair.CodePoint)).Select(pair => (pair.Other, pair.Other))]);

    private static (int CodePoint, int Other)[] ReadPairs()
    {
        var pairs = new List<(int, int)>();
        for (int code = 0; code <= 0x1FFFF; code++)
        {
            if (!Rune.IsValid(code))
            {
                continue;
            }

            foreach (Rune other in (Rune[])[Rune.ToUpperInvariant(new Rune(code)), Rune.ToLowerInvariant(new Rune(code))])
            {
                if (other.Value != code)
                {
                    pairs.Add((code, other.Value));
                }
            }
        }

        return [.. pairs];
    }
}
