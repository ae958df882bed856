using System.Globalization;
using System.Text;

namespace Hymba.Inference.Text;

/// <summary>Recognises what the chat template gives meaning to: role markers and the tags of contexts, tools and tool calls.</summary>
internal static class MarkupScanner
{
    private const string MarkerName = "extra_id_";
    private const int LongestName = 16;

    /// <summary>Opening brackets: the ASCII one, its full-width and its small form.</summary>
    public const string OpeningBrackets = "<\uFF1C\uFE64";

    /// <summary>Whether a marker or tag starts at an opening bracket. Reads ahead no further than the next one.</summary>
    public static bool StartsMarkup(ReadOnlySpan<char> text)
    {
        if (text.IsEmpty || !OpeningBrackets.Contains(text[0]))
        {
            return false;
        }

        ReadOnlySpan<char> rest = SkipBlank(text[1..]);
        if (Peek(rest, out int slash) == '/')
        {
            rest = SkipBlank(rest[slash..]);
        }

        Span<char> buffer = stackalloc char[LongestName];
        ReadOnlySpan<char> name = buffer[..ReadName(ref rest, buffer)];

        // No text that means no harm has this name, so a marker need not be closed.
        return name.StartsWith(MarkerName)
            ? name.Length > MarkerName.Length && char.IsAsciiDigit(name[MarkerName.Length])
            : name is "tool" or "toolcall" or "context" && IsClosed(rest);
    }

    private static bool IsClosed(ReadOnlySpan<char> rest)
    {
        rest = SkipBlank(rest);
        if (Peek(rest, out int slash) == '/')
        {
            rest = SkipBlank(rest[slash..]);
        }

        return Peek(rest, out _) == '>';
    }

    private static int ReadName(ref ReadOnlySpan<char> rest, scoped Span<char> name)
    {
        int count = 0;
        while (count < name.Length)
        {
            rest = SkipInvisible(rest);
            char next = Peek(rest, out int length);
            if (!char.IsAsciiLetterOrDigit(next) && next != '_')
            {
                break;
            }

            name[count++] = next;
            rest = rest[length..];
        }

        return count;
    }

    /// <summary>The next character as lower-case ASCII, its full-width and small forms included; NUL where it is none.</summary>
    private static char Peek(ReadOnlySpan<char> text, out int length)
    {
        length = Math.Min(1, text.Length);
        if (text.IsEmpty)
        {
            return '\0';
        }

        char c = text[0] switch
        {
            >= '\uFF01' and <= '\uFF5E' and char wide => (char)(wide - 0xFEE0),
            '\uFE64' => '<',
            '\uFE65' => '>',
            >= '\uFE4D' and <= '\uFE4F' or '\uFE33' or '\uFE34' => '_',
            char other => other,
        };
        return char.IsAscii(c) ? char.ToLowerInvariant(c) : '\0';
    }

    private static ReadOnlySpan<char> SkipBlank(ReadOnlySpan<char> text) => Skip(text, spacesToo: true);

    private static ReadOnlySpan<char> SkipInvisible(ReadOnlySpan<char> text) => Skip(text, spacesToo: false);

    private static ReadOnlySpan<char> Skip(ReadOnlySpan<char> text, bool spacesToo)
    {
        while (!text.IsEmpty)
        {
            Rune.DecodeFromUtf16(text, out Rune next, out int length);
            if (!(Rune.IsWhiteSpace(next) ? spacesToo : IsInvisible(next)))
            {
                break;
            }

            text = text[length..];
        }

        return text;
    }

    // Format and control characters, marks that sit on others, and the letters that Unicode draws as nothing.
    private static bool IsInvisible(Rune character) =>
        Rune.GetUnicodeCategory(character) is UnicodeCategory.Format or UnicodeCategory.Control
            or UnicodeCategory.NonSpacingMark or UnicodeCategory.EnclosingMark
        || character.Value is 0x115F or 0x1160 or 0x3164 or 0xFFA0 or 0x2800;
}
