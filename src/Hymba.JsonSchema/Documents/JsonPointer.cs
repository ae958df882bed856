using System.Text;

namespace Hymba.JsonSchema.Documents;

/// <summary>JSON pointers (RFC 6901), also as URI fragments.</summary>
internal static class JsonPointer
{
    /// <summary>A pointer and one more token.</summary>
    public static string Append(string pointer, string token)
        => $"{pointer}/{token.Replace("~", "~0", StringComparison.Ordinal).Replace("/", "~1", StringComparison.Ordinal)}";

    /// <summary>The tokens of a pointer that begins with a slash or is empty.</summary>
    public static IEnumerable<string> Tokens(string pointer)
        => pointer.Split('/').Skip(1).Select(token => token.Replace("~1", "/", StringComparison.Ordinal).Replace("~0", "~", StringComparison.Ordinal));

    /// <summary>The text of a URI's fragment: its percent escapes as UTF-8.</summary>
    public static string Unescape(string fragment)
    {
        if (!fragment.Contains('%', StringComparison.Ordinal))
        {
            return fragment;
        }

        var bytes = new List<byte>();
        byte[] source = Encoding.UTF8.GetBytes(fragment);
        for (int i = 0; i < source.Length; i++)
        {
            bool isEscape = source[i] == '%' && i + 2 < source.Length && char.IsAsciiHexDigit((char)source[i + 1]) && char.IsAsciiHexDigit((char)source[i + 2]);
            bytes.Add(isEscape ? (byte)((Convert.FromHexString([(char)source[i + 1], (char)source[i + 2]]))[0]) : source[i]);
            i += isEscape ? 2 : 0;
        }

        return Encoding.UTF8.GetString([.. bytes]);
    }
}
