namespace Hymba.JsonSchema.Formats;

/// <summary>URI templates of RFC 6570.</summary>
internal static class UriTemplateFormat
{
    private const string RefusedLiterals = "\"'<>\\^`{|} ";
    private const string Operators = "+#./;?&=,!@|";
    private const int MostPrefixDigits = 4;

    public static bool IsTemplate(string text)
    {
        int position = 0;
        while (position < text.Length)
        {
            char c = text[position];
            if (c == '{')
            {
                int end = text.IndexOf('}', position);
                if (end < 0 || !IsExpression(text[(position + 1)..end]))
                {
                    return false;
                }

                position = end + 1;
                continue;
            }

            if (c <= ' ' || c == 0x7F || RefusedLiterals.Contains(c, StringComparison.Ordinal) || (c == '%' && !IsEscape(text, position)))
            {
                return false;
            }

            position++;
        }

        return true;
    }

    private static bool IsEscape(string text, int position)
        => position + 2 < text.Length && char.IsAsciiHexDigit(text[position + 1]) && char.IsAsciiHexDigit(text[position + 2]);

    private static bool IsExpression(string text)
    {
        int start = text.Length > 0 && Operators.Contains(text[0], StringComparison.Ordinal) ? 1 : 0;
        return text[start..].Split(',').All(IsVariable);
    }

    private static bool IsVariable(string text)
    {
        int colon = text.IndexOf(':', StringComparison.Ordinal);
        string name = text.EndsWith('*') ? text[..^1] : colon < 0 ? text : text[..colon];
        if (colon >= 0 && name.Length == colon)
        {
            string prefix = text[(colon + 1)..];
            if (prefix.Length is 0 or > MostPrefixDigits || prefix[0] == '0' || !prefix.All(char.IsAsciiDigit))
            {
                return false;
            }
        }

        return name.Split('.').All(part => part.Length > 0 && IsName(part));
    }

    private static bool IsName(string part)
    {
        for (int i = 0; i < part.Length; i++)
        {
            if (part[i] == '%' && IsEscape(part, i))
            {
                i += 2;
            }
            else if (!char.IsAsciiLetterOrDigit(part[i]) && part[i] != '_')
            {
                return false;
            }
        }

        return true;
    }
}
