using Hymba.Validation.Scanning;

namespace Hymba.Validation.Deobfuscation;

/// <summary>Code points around a place, and what scripts and emoji do with invisible characters in ordinary text.</summary>
internal static class Runes
{
    /// <summary>UTF-16 units that are looked at before a place, at most.</summary>
    public const int LooksBack = 40;

    private const int NearBefore = 32;

    /// <summary>The code point at an index; a lone surrogate as it is.</summary>
    public static int At(TextCursor cursor, int index, out int length)
    {
        char unit = cursor[index];
        if (char.IsHighSurrogate(unit))
        {
            char low = cursor[index + 1];
            if (char.IsLowSurrogate(low))
            {
                length = 2;
                return char.ConvertToUtf32(unit, low);
            }
        }

        length = 1;
        return unit;
    }

    /// <summary>The code point before an index.</summary>
    public static int Before(TextCursor cursor, int index)
    {
        char unit = cursor[index - 1];
        return char.IsLowSurrogate(unit) && char.IsHighSurrogate(cursor[index - 2]) ? char.ConvertToUtf32(cursor[index - 2], unit) : unit;
    }

    /// <summary>Whether the tags here spell a region behind a black flag: Scotland and its like.</summary>
    public static bool IsFlag(TextCursor cursor, int index)
    {
        int start = index;
        int count = 0;
        while (count < 8 && Invisible.IsTag(Before(cursor, start)))
        {
            start -= 2;
            count++;
        }

        if (Before(cursor, start) != 0x1F3F4)
        {
            return false;
        }

        for (int end = start; end < start + 16; end += 2)
        {
            int rune = At(cursor, end, out _);
            if (rune == 0xE007F)
            {
                return true;
            }

            if (rune is not (>= 0xE0030 and <= 0xE0039 or >= 0xE0061 and <= 0xE007A))
            {
                return false;
            }
        }

        return false;
    }

    /// <summary>Emoji, their modifiers and the selector behind them.</summary>
    public static bool IsPictograph(int rune)
        => rune is >= 0x1F000 and <= 0x1FAFF or >= 0x2190 and <= 0x21FF or >= 0x2300 and <= 0x27BF or >= 0x2900 and <= 0x2BFF or 0xFE0F
            or 0xA9 or 0xAE
            or 0x203C or 0x2049 or 0x2122 or 0x2139 or 0x3030 or 0x303D or 0x3297 or 0x3299;

    /// <summary>What a variation selector may follow.</summary>
    public static bool TakesVariation(int rune)
        => (IsPictograph(rune) && rune != 0xFE0F) || rune is (>= '0' and <= '9') or '#' or '*'
            or >= 0x1800 and <= 0x18AF or >= 0x2200 and <= 0x22FF or >= 0x3000 and <= 0x9FFF or >= 0xF900 and <= 0xFAFF
            or >= 0x20000 and <= 0x3FFFF;

    /// <summary>Scripts that write joiners: Arabic and its relatives, those of India, Mongolian.</summary>
    public static bool UsesJoiners(int rune) => rune is >= 0x600 and <= 0xDFF or >= 0x1000 and <= 0x109F or >= 0x1780 and <= 0x18AF;

    /// <summary>Scripts that mark where a line may break: Thai, Lao, Burmese, Khmer.</summary>
    public static bool HasNoBlanks(int rune)
        => rune is >= 0xE00 and <= 0xEFF or >= 0x1000 and <= 0x109F or >= 0x1780 and <= 0x17FF or >= 0x3040 and <= 0x9FFF;

    /// <summary>Whether such a script is written closely before: marks of direction stand beside its brackets and numbers.</summary>
    public static bool HasRightToLeftBefore(TextCursor cursor, int index)
    {
        foreach (char letter in cursor.Before(index, NearBefore))
        {
            if (IsRightToLeft(letter))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>Hebrew, Arabic and their relatives.</summary>
    public static bool IsRightToLeft(int rune) => rune is >= 0x590 and <= 0x8FF or >= 0xFB1D and <= 0xFDFF or >= 0xFE70 and <= 0xFEFC;
}
