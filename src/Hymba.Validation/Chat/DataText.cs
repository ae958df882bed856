using System.Net.Mime;
using System.Text;
using Microsoft.Extensions.AI;

namespace Hymba.Validation.Chat;

/// <summary>The text of data whose media type says that it is one: text, JSON, XML.</summary>
internal static class DataText
{
    /// <summary>Whether data should hold text.</summary>
    public static bool IsText(DataContent data)
    {
        var type = data.MediaType.AsSpan();
        type = type[..(type.IndexOf(';') is >= 0 and var end ? end : type.Length)].Trim();
        return type.StartsWith("text/", StringComparison.OrdinalIgnoreCase)
            || type.EndsWith("/json", StringComparison.OrdinalIgnoreCase) || type.EndsWith("+json", StringComparison.OrdinalIgnoreCase)
            || type.EndsWith("/xml", StringComparison.OrdinalIgnoreCase) || type.EndsWith("+xml", StringComparison.OrdinalIgnoreCase);
    }

    /// <summary>
    /// The text and how to write it again: by the type's charset, a byte order mark, as UTF-8 or else byte by byte. Null where the charset is unknown or
    /// wrong, or the text has null characters, as other encodings have in places where this one sees letters.
    /// </summary>
    public static (string Text, Encoding Encoding)? Read(DataContent data)
    {
        try
        {
            var bytes = data.Data.Span;
            string? charset = new ContentType(data.MediaType).CharSet;
            charset = !string.IsNullOrEmpty(charset) ? charset
                : bytes.StartsWith(Encoding.Unicode.Preamble) ? "utf-16"
                : bytes.StartsWith(Encoding.BigEndianUnicode.Preamble) ? "utf-16BE"
                : System.Text.Unicode.Utf8.IsValid(bytes) ? "utf-8"
                : "iso-8859-1";
            var encoding = Encoding.GetEncoding(charset, EncoderFallback.ReplacementFallback, DecoderFallback.ExceptionFallback);
            var text = encoding.GetString(bytes);
            return text.Contains('\0', StringComparison.Ordinal) ? null : (text, encoding);
        }
        catch (Exception error) when (error is ArgumentException or FormatException or NotSupportedException)
        {
            return null;
        }
    }
}
