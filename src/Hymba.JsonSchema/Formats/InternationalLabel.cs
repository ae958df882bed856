using System.Globalization;
using System.Text;
using Hymba.JsonSchema.Patterns;

namespace Hymba.JsonSchema.Formats;

/// <summary>Labels of host names beyond ASCII: which code points may stand in them, and beside what (RFC 5891, RFC 5892).</summary>
internal static class InternationalLabel
{
    // RFC 5892, 2.6: what the categories would let in or keep out wrongly.
    private static readonly CodePointSet Allowed = CodePointSet.Of(
        ('-', '-'), ('0', '9'), ('a', 'z'), (0xDF, 0xDF), (0x3C2, 0x3C2), (0x6FD, 0x6FE), (0xF0B, 0xF0B), (0x3007, 0x3007));

    private static readonly CodePointSet Refused = CodePointSet.Of(
        (0x640, 0x640), (0x7FA, 0x7FA), (0x302E, 0x302F), (0x3031, 0x3035), (0x303B, 0x303B), (0x1100, 0x11FF), (0xA960, 0xA97C), (0xD7B0, 0xD7FB));

    // Code points of the canonical combining class Virama.
    private static readonly CodePointSet Viramas = CodePointSet.Of(
        new[]
        {
            0x94D, 0x9CD, 0xA4D, 0xACD, 0xB4D, 0xBCD, 0xC4D, 0xCCD, 0xD3B, 0xD3C, 0xD4D, 0xDCA, 0xE3A, 0xEBA, 0xF84, 0x1039, 0x103A, 0x1714,
            0x1715, 0x1734, 0x17D2,
            0x1A60, 0x1B44, 0x1BAA, 0x1BAB, 0x1BF2, 0x1BF3, 0x2D7F, 0xA806, 0xA82C, 0xA8C4, 0xA953, 0xA9C0, 0xAAF6, 0xABED, 0x10A3F, 0x11046, 0x1107F, 0x110B9,
            0x11133, 0x11134, 0x111C0, 0x11235, 0x112EA, 0x1134D, 0x11442, 0x114C2, 0x115BF, 0x1163F, 0x116B6, 0x1172B, 0x11839,
        }.Select(code => (code, code)));

    private static readonly Lazy<CodePointSet> Kana = new(() => CodePointSet.Of(new[] { "Hiragana", "Katakana", "Han" }.SelectMany(Script)));
    private static readonly Lazy<CodePointSet> Greek = new(() => CodePointSet.Of(Script("Greek")));
    private static readonly Lazy<CodePointSet> Hebrew = new(() => CodePointSet.Of(Script("Hebrew")));

    /// <summary>Whether a decoded label is one.</summary>
    public static bool IsValid(string label)
    {
        if (label.Length == 0 || label[0] == '-' || label[^1] == '-' || (label.Length > 3 && label[2..4] == "--")
            || !string.Equals(Normalize(label, NormalizationForm.FormC), label, StringComparison.Ordinal))
        {
            return false;
        }

        int[] codes = [.. label.EnumerateRunes().Select(rune => rune.Value)];
        bool hasArabicDigits = codes.Any(IsArabicDigit), hasExtendedDigits = codes.Any(IsExtendedDigit);
        return !IsMark(codes[0]) && !(hasArabicDigits && hasExtendedDigits) && Enumerable.Range(0, codes.Length).All(i => IsAllowed(codes, i));
    }

    /// <summary>The normalised text; null where a noncharacter keeps it from being normalised, as on some systems.</summary>
    public static string? Normalize(string text, NormalizationForm form)
    {
        try
        {
            return text.Normalize(form);
        }
        catch (ArgumentException)
        {
            return null;
        }
    }

    private static bool IsAllowed(int[] codes, int i)
    {
        int before = i > 0 ? codes[i - 1] : 0, after = i < codes.Length - 1 ? codes[i + 1] : 0;
        return codes[i] switch
        {
            0xB7 => before == 'l' && after == 'l',
            0x375 => Greek.Value.Contains(after),
            0x5F3 or 0x5F4 => Hebrew.Value.Contains(before),
            0x30FB => codes.Any(code => code != 0x30FB && Kana.Value.Contains(code)),
            0x200C => Viramas.Contains(before) || Joins(codes, i),
            0x200D => Viramas.Contains(before),
            int code => Allowed.Contains(code) || (!Refused.Contains(code) && IsLetterOrDigit(code)),
        };
    }

    // A non-joiner may also part letters that would join; the scripts that join are those around Arabic.
    private static bool Joins(int[] codes, int i)
        => i > 0 && i < codes.Length - 1 && IsJoining(codes[i - 1]) && IsJoining(codes[i + 1]);

    private static bool IsJoining(int code) => code is (>= 0x620 and <= 0x77F) or (>= 0x7CA and <= 0x7EA) or (>= 0x840 and <= 0x8C7);

    private static bool IsArabicDigit(int code) => code is >= 0x660 and <= 0x669;

    private static bool IsExtendedDigit(int code) => code is >= 0x6F0 and <= 0x6F9;

    private static bool IsMark(int code)
        => CharUnicodeInfo.GetUnicodeCategory(code) is UnicodeCategory.NonSpacingMark or UnicodeCategory.SpacingCombiningMark or UnicodeCategory.EnclosingMark;

    // What compatibility forms or case would change is refused by RFC 5892, 2.2.
    private static bool IsLetterOrDigit(int code)
    {
        string text = char.ConvertFromUtf32(code);
        return CharUnicodeInfo.GetUnicodeCategory(code) is UnicodeCategory.LowercaseLetter or UnicodeCategory.OtherLetter or UnicodeCategory.ModifierLetter
                or UnicodeCategory.NonSpacingMark or UnicodeCategory.SpacingCombiningMark or UnicodeCategory.DecimalDigitNumber
            && string.Equals(Normalize(text, NormalizationForm.FormKC)?.ToLowerInvariant(), text, StringComparison.Ordinal);
    }

    private static IEnumerable<(int First, int Last)> Script(string name) => UnicodeProperty.Find("Script=" + name)!.Ranges;
}
