namespace Hymba.Validation.Scanning;

/// <summary>
/// Classes of characters. Scripts written without blanks (Chinese, Japanese, Korean particles) count as borders of words.
/// </summary>
internal static class Chars
{
    /// <summary>0 to 9.</summary>
    public static bool IsDigit(char value) => value is >= '0' and <= '9';

    /// <summary>A to Z, a to z.</summary>
    public static bool IsLetter(char value) => (uint)((value | 0x20) - 'a') <= 'z' - 'a';

    /// <summary>A to Z.</summary>
    public static bool IsUpper(char value) => value is >= 'A' and <= 'Z';

    /// <summary>Letter or digit of ASCII.</summary>
    public static bool IsAlphanumeric(char value) => IsDigit(value) || IsLetter(value);

    /// <summary>Part of a word: ASCII letters, digits, underscore, and the letters of Latin scripts.</summary>
    public static bool IsWord(char value)
        => IsAlphanumeric(value) || value == '_' || value is >= '\u00C0' and <= '\u024F' and not '\u00D7' and not '\u00F7';

    /// <summary>Hexadecimal digit.</summary>
    public static bool IsHex(char value) => IsDigit(value) || (value | 0x20) is >= 'a' and <= 'f';

    /// <summary>Value of a hexadecimal digit.</summary>
    public static int HexValue(char value) => IsDigit(value) ? value - '0' : (value | 0x20) - 'a' + 10;

    /// <summary>Lower case of an ASCII letter.</summary>
    public static char Lower(char value) => IsUpper(value) ? (char)(value | 0x20) : value;

    /// <summary>Upper case of an ASCII letter.</summary>
    public static char Upper(char value) => value is >= 'a' and <= 'z' ? (char)(value & ~0x20) : value;
}
