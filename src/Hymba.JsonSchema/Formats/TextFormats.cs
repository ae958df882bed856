namespace Hymba.JsonSchema.Formats;

/// <summary>Formats that are a few characters with a rule.</summary>
internal static class TextFormats
{
    private const int UuidLength = 36;

    /// <summary>RFC 4122: 8-4-4-4-12 hexadecimal digits.</summary>
    public static bool IsUuid(string text)
        => text.Length == UuidLength && text.Index().All(entry => entry.Index is 8 or 13 or 18 or 23 ? entry.Item == '-' : char.IsAsciiHexDigit(entry.Item));

    /// <summary>RFC 6901.</summary>
    public static bool IsJsonPointer(ReadOnlySpan<char> text)
    {
        if (!text.IsEmpty && text[0] != '/')
        {
            return false;
        }

        for (int i = 0; i < text.Length; i++)
        {
            if (text[i] == '~' && (i + 1 == text.Length || text[i + 1] is not ('0' or '1')))
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>Levels to go up, then a pointer or # for the name.</summary>
    public static bool IsRelativeJsonPointer(string text)
    {
        int digits = text.AsSpan().IndexOfAnyExceptInRange('0', '9');
        digits = digits < 0 ? text.Length : digits;
        return digits > 0 && (digits == 1 || text[0] != '0') && (text[digits..] == "#" || IsJsonPointer(text.AsSpan(digits)));
    }
}
