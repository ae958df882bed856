using Hymba.Validation.Scanning;

namespace Hymba.Validation.Deobfuscation;

/// <summary>Characters of ASCII as programs and pages escape them: <c>\x41</c>, <c>\u0041</c>, <c>&amp;#65;</c>, <c>&amp;#x41;</c>.</summary>
internal static class CharacterEscape
{
    // Leading zeros included.
    private const int LongestNumber = 7;

    /// <summary>Reads the escape that begins at a place.</summary>
    /// <param name="text">The text.</param>
    /// <param name="start">Where it begins.</param>
    /// <param name="value">The character.</param>
    /// <param name="open">Whether more text could make it one.</param>
    /// <returns>Its length; 0 for none.</returns>
    public static int Read(string text, int start, out char value, out bool open)
    {
        value = '\0';
        open = text[start] is '\\' or '&' && start + 2 >= text.Length;
        if (open || text[start] is not ('\\' or '&'))
        {
            return 0;
        }

        bool isEntity = text[start] == '&';
        char kind = text[start + 1];
        bool isHex = !isEntity || text[start + 2] is 'x' or 'X';
        int count = isEntity ? LongestNumber : kind == 'x' ? 2 : 4;
        if (isEntity ? kind != '#' : kind is not ('x' or 'u'))
        {
            return 0;
        }

        int first = start + (isEntity && isHex ? 3 : 2);
        int end = first;
        int number = 0;
        while (end < text.Length && end < first + count && (isHex ? Chars.IsHex(text[end]) : Chars.IsDigit(text[end])))
        {
            number = (number * (isHex ? 16 : 10)) + Chars.HexValue(text[end++]);
        }

        open = end == text.Length && (isEntity || end < first + count);
        bool isWhole = !open && (isEntity ? text[end] == ';' : end == first + count);
        if (!isWhole || number is < 0x20 or > 0x7E)
        {
            return 0;
        }

        value = (char)number;
        return end - start + (isEntity ? 1 : 0);
    }
}
