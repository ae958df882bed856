using Hymba.Validation.Scanning;

namespace Hymba.Validation.Deobfuscation;

/// <summary>
/// Words that mix Latin letters with look-alikes of another script. Symbols of science ("μm", "αx") are shorter or hold letters of their
/// own.
/// </summary>
internal static class MixedWords
{
    private const int Longest = 64;
    private const int ShortestWord = 4;

    /// <summary>The rule.</summary>
    public static ScanRule Rule { get; } = new("deobfuscation.homoglyphs", "deobfuscation", "HOMOGLYPHS", Severity.Medium);

    /// <summary>Whether such a word begins at a place.</summary>
    public static bool TryMatch(TextCursor cursor, int start, out Candidate match)
    {
        match = default;
        if (!IsLetter(cursor[start]) || (IsLetter(cursor[start - 1]) && start != cursor.Floor))
        {
            return false;
        }

        int latin = 0;
        int alike = 0;
        int end = start;
        while (end < start + Longest)
        {
            char letter = cursor[end];
            if (!IsLetter(letter) && !(Invisible.IsZeroWidth(letter) && IsLetter(cursor[end + 1])))
            {
                break;
            }

            if (Chars.IsLetter(letter))
            {
                latin++;
            }
            else if (letter is (>= '\u0370' and <= '\u058F') or (>= '\u13A0' and <= '\u13FF') && LookAlikes.Letters.ContainsKey(letter))
            {
                alike++;
            }
            else if (letter >= '\u0250' && IsLetter(letter))
            {
                // A word of that script, or phonetic spelling: no Latin word in disguise.
                return false;
            }

            end++;
        }

        if (latin < 1 || alike < 1 || latin + alike < ShortestWord)
        {
            return false;
        }

        match = new Candidate(Rule, start, end, Math.Min(0.9, 0.5 + (0.1 * Math.Min(latin, 3)) + (0.1 * alike)));
        return true;
    }

    private static bool IsLetter(char value) => Chars.IsLetter(value) || (value >= 0xC0 && char.IsLetter(value));
}
