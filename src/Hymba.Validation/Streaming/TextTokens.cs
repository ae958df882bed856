using System.Globalization;
using Hymba.Validation.Markdown;

namespace Hymba.Validation.Streaming;

/// <summary>
/// Cuts a text into pieces that are only shown whole: graphemes, words of printable ASCII (with them addresses), links, images and tags of
/// markdown. Where a piece ends depends on the text from its beginning alone, so any two walks over a text meet the same borders.
/// </summary>
internal static class TextTokens
{
    /// <summary>What a parser returns while more text decides how long the piece is.</summary>
    public const int Open = -1;

    private const int MaxGrapheme = 64;
    private const int MaxWord = 256;
    private const int MaxAddress = 2048;

    /// <summary>The last border at or before a limit.</summary>
    /// <param name="text">The text so far.</param>
    /// <param name="from">A border.</param>
    /// <param name="limit">The limit, at most the text's length.</param>
    /// <param name="isFinal">Whether the text ends for ever.</param>
    public static int Floor(ReadOnlySpan<char> text, int from, int limit, bool isFinal)
    {
        var border = from;
        while (border < limit)
        {
            var next = Next(text, border, isFinal);
            if (next == Open || next > limit)
            {
                break;
            }

            border = next;
        }

        return border;
    }

    /// <summary>The end of a piece and of the marks that follow it.</summary>
    public static int Close(ReadOnlySpan<char> text, int end, bool isFinal)
    {
        // The last character and what combines with it are one grapheme.
        var next = Grapheme(text, end - 1, isFinal);
        return next == Open ? Open : Math.Max(end, next);
    }

    private static int Next(ReadOnlySpan<char> text, int start, bool isFinal) => text[start] switch
    {
        '[' => MarkdownConstructs.Link(text, start, start, isFinal),
        '!' when start + 1 < text.Length && text[start + 1] == '[' => MarkdownConstructs.Link(text, start, start + 1, isFinal),
        '<' => MarkdownConstructs.Tag(text, start, isFinal),
        >= '!' and <= '~' => Word(text, start, isFinal),
        _ => Grapheme(text, start, isFinal),
    };

    private static int Grapheme(ReadOnlySpan<char> text, int start, bool isFinal)
    {
        var rest = text[start..Math.Min(text.Length, start + MaxGrapheme + 2)];
        var length = StringInfo.GetNextTextElementLength(rest);
        if (length > MaxGrapheme)
        {
            length = char.IsLowSurrogate(rest[MaxGrapheme]) && char.IsHighSurrogate(rest[MaxGrapheme - 1]) ? MaxGrapheme - 1 : MaxGrapheme;
        }

        // Half a pair at the end may become a mark that combines.
        var end = start + length;
        var mayGrow = end == text.Length || (end == text.Length - 1 && char.IsHighSurrogate(text[end]));
        return mayGrow && length < MaxGrapheme && !isFinal ? Open : end;
    }

    private static int Word(ReadOnlySpan<char> text, int start, bool isFinal)
    {
        var isAddress = false;
        for (var end = start; ; end++)
        {
            if (end - start >= (isAddress ? MaxAddress : MaxWord))
            {
                return Close(text, end, isFinal);
            }

            if (end == text.Length)
            {
                return isFinal ? end : Open;
            }

            if (EndsWord(text, end, isAddress) && end > start)
            {
                return Close(text, end, isFinal);
            }

            isAddress |= IsAddressMark(text, start, end);
        }
    }

    private static bool EndsWord(ReadOnlySpan<char> text, int at, bool isAddress) => text[at] switch
    {
        '<' or '>' or '"' => true,
        '[' => !isAddress,
        '!' => !isAddress && at + 1 < text.Length && text[at + 1] == '[',
        >= '!' and <= '~' => false,
        var other => !isAddress || char.IsWhiteSpace(other) || char.IsControl(other),
    };

    private static bool IsAddressMark(ReadOnlySpan<char> text, int start, int at)
        => (text[at] == '/' && at - start >= 2 && text[at - 1] == '/' && text[at - 2] == ':')
        || (at - start == 3 && text[start..(at + 1)].Equals("www.", StringComparison.OrdinalIgnoreCase));
}
