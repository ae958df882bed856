using Hymba.Validation.Streaming;

namespace Hymba.Validation.Markdown;

/// <summary>
/// Ends of links, images, reference definitions, tags and automatic links. Each is looked for over a bounded stretch; what has no end there is
/// text. They tell where a cut would leave a construct half open, not what a renderer makes of it.
/// </summary>
internal static class MarkdownConstructs
{
    private const int MaxLabel = 256;
    private const int MaxTarget = 2048;
    private const int MaxTag = 1024;
    private const int MaxDepth = 4;
    private const int Literal = -2;

    /// <summary>The end of a link or image, or of the opening character where it is none.</summary>
    /// <param name="text">The text.</param>
    /// <param name="start">Where it begins.</param>
    /// <param name="bracket">Its opening bracket.</param>
    /// <param name="isFinal">Whether the text ends for ever.</param>
    public static int Link(ReadOnlySpan<char> text, int start, int bracket, bool isFinal)
    {
        var label = Pair(text, bracket, '[', ']', MaxLabel, isFinal);
        if (label == TextTokens.Open)
        {
            return TextTokens.Open;
        }

        if (label == Literal)
        {
            return TextTokens.Close(text, start + 1, isFinal);
        }

        if (label == text.Length)
        {
            return isFinal ? label : TextTokens.Open;
        }

        var end = text[label] switch
        {
            '(' => Pair(text, label, '(', ')', MaxTarget, isFinal),
            '[' => Pair(text, label, '[', ']', MaxLabel, isFinal),
            ':' => Line(text, label, isFinal),
            _ => label,
        };
        return end == TextTokens.Open ? TextTokens.Open : TextTokens.Close(text, end == Literal ? label : end, isFinal);
    }

    /// <summary>The end of a tag or automatic link, or of the angle bracket where it is none.</summary>
    /// <param name="text">The text.</param>
    /// <param name="start">The angle bracket.</param>
    /// <param name="isFinal">Whether the text ends for ever.</param>
    public static int Tag(ReadOnlySpan<char> text, int start, bool isFinal)
    {
        for (var at = start + 1; at - start < MaxTag; at++)
        {
            if (at == text.Length)
            {
                return isFinal ? at : TextTokens.Open;
            }

            if (at == start + 1 ? !(char.IsAsciiLetter(text[at]) || text[at] is '/' or '!' or '?') : text[at] == '<')
            {
                break;
            }

            if (text[at] == '>')
            {
                return TextTokens.Close(text, at + 1, isFinal);
            }
        }

        return TextTokens.Close(text, start + 1, isFinal);
    }

    private static int Pair(ReadOnlySpan<char> text, int start, char open, char close, int most, bool isFinal)
    {
        var depth = 0;
        for (var at = start; at - start < most; at++)
        {
            if (at == text.Length)
            {
                return isFinal ? Literal : TextTokens.Open;
            }

            var current = text[at];
            depth += current == open ? 1 : current == close ? -1 : 0;
            if (depth == 0)
            {
                return at + 1;
            }

            if (depth > MaxDepth || (current == '\n' && text[at - 1] == '\n'))
            {
                break;
            }
        }

        return Literal;
    }

    private static int Line(ReadOnlySpan<char> text, int start, bool isFinal)
    {
        for (var at = start; at - start < MaxTarget; at++)
        {
            if (at == text.Length)
            {
                return isFinal ? at : TextTokens.Open;
            }

            if (text[at] == '\n')
            {
                return at;
            }
        }

        return Literal;
    }
}
