using Hymba.Validation.Scanning;

namespace Hymba.Validation.Deobfuscation;

/// <summary>Runs of characters that show nothing, where nothing ordinary explains them.</summary>
internal static class HiddenCharacters
{
    private const int Longest = 1024;

    private static readonly ScanRule Tags = Make("tag-characters", "TAG_CHARACTERS", Severity.High);
    private static readonly ScanRule Bidi = Make("bidi-control", "BIDI_CONTROL", Severity.High);
    private static readonly ScanRule ZeroWidth = Make("zero-width", "ZERO_WIDTH", Severity.Medium);
    private static readonly ScanRule Variation = Make("variation-selector", "VARIATION_SELECTOR", Severity.Medium);
    private static readonly ScanRule PrivateUse = Make("private-use", "PRIVATE_USE", Severity.Low);

    /// <summary>The rules.</summary>
    public static IReadOnlyList<ScanRule> Rules { get; } = [Tags, Bidi, ZeroWidth, Variation, PrivateUse];

    /// <summary>Whether a run begins at a place.</summary>
    public static bool TryMatch(TextCursor cursor, int start, out Candidate match)
    {
        match = default;
        if (cursor[start] < 0xAD)
        {
            return false;
        }

        int end = start;
        ScanRule? rule = null;
        while (end < start + Longest)
        {
            ScanRule? next = Classify(cursor, end, out int length);
            if (next is null || (rule is not null && next != rule))
            {
                break;
            }

            rule = next;
            end += length;
        }

        if (rule is null)
        {
            return false;
        }

        match = new Candidate(rule, start, end, Confidence: 1);
        return true;
    }

    private static ScanRule Make(string name, string type, Severity severity)
        => new("deobfuscation." + name, "deobfuscation", type, severity);

    private static ScanRule? Classify(TextCursor cursor, int index, out int length)
    {
        int rune = Runes.At(cursor, index, out length);
        if (rune < 0xAD)
        {
            return null;
        }

        if (Invisible.IsTag(rune))
        {
            return Runes.IsFlag(cursor, index) ? null : Tags;
        }

        if (Invisible.IsBidiControl(rune))
        {
            return Bidi;
        }

        if (Invisible.IsVariationSelector(rune))
        {
            int before = Runes.Before(cursor, index);
            return Runes.TakesVariation(before) ? null : Variation;
        }

        if (Invisible.IsZeroWidth(rune))
        {
            return IsOrdinary(cursor, index, rune) ? null : ZeroWidth;
        }

        return rune is >= 0xE000 and <= 0xF8FF or >= 0xF0000 ? PrivateUse : null;
    }

    private static bool IsOrdinary(TextCursor cursor, int index, int rune)
    {
        if (rune == 0xFEFF)
        {
            return index == 0;
        }

        int before = Runes.Before(cursor, index);
        switch (rune)
        {
            case 0x200D when Runes.IsPictograph(before):
                return Runes.IsPictograph(Runes.At(cursor, index + 1, out _));
            case 0x200C or 0x200D:
                return Runes.UsesJoiners(before);
            case 0x200B:
                return Runes.HasNoBlanks(before);
            case 0x200E or 0x200F or 0x61C:
                return Runes.HasRightToLeftBefore(cursor, index) || Runes.IsRightToLeft(Runes.At(cursor, index + 1, out _));
            case 0xAD:
                return char.IsLetter((char)before) && before >= 0x80;
            case 0x3164 or 0x115F or 0x1160 or 0xFFA0:
                return before is >= 0x1100 and <= 0x11FF or >= 0xAC00 and <= 0xD7A3;
            default:
                return false;
        }
    }
}
