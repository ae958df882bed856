namespace Hymba.Validation.Exfiltration;

/// <summary>Reads links, images, references and their definitions as CommonMark has them, each within bounds.</summary>
internal readonly ref struct MarkdownLink
{
    private const int MaxLabel = 400;
    private const int MaxDestination = 2048;

    private MarkdownLink(int end, string? label, string? destination, bool isDefinition)
    {
        End = end;
        Label = label;
        Destination = destination;
        IsDefinition = isDefinition;
    }

    /// <summary>Unit behind the last.</summary>
    public int End { get; }

    /// <summary>Name of the reference, folded; null for an inline destination.</summary>
    public string? Label { get; }

    /// <summary>Where it leads; null for the use of a reference.</summary>
    public string? Destination { get; }

    /// <summary>It defines the reference.</summary>
    public bool IsDefinition { get; }

    /// <summary>Reads what begins with a bracket.</summary>
    public static Parse Read(string text, int start, bool isImage, out MarkdownLink link)
    {
        link = default;
        Parse parse = Bracket(text, start, out int close);
        if (parse != Parse.Yes)
        {
            return parse;
        }

        int next = close + 1;
        if (next >= text.Length)
        {
            link = new(next, Fold(text[(start + 1)..close]), null, false);
            return Parse.Open;
        }

        switch (text[next])
        {
            case '(':
                return Inline(text, next + 1, out link);
            case '[':
                parse = Bracket(text, next, out int labelClose);
                string name = parse == Parse.Yes && labelClose > next + 1 ? text[(next + 1)..labelClose] : text[(start + 1)..close];
                link = new(parse == Parse.Yes ? labelClose + 1 : next, Fold(name), null, false);
                return parse == Parse.Open ? Parse.Open : Parse.Yes;
            case ':' when !isImage && IsEscapedBreak(text, start - 2):
                return Definition(text, start, close, isEscaped: true, out link);
            case ':' when !isImage && MayDefine(text, start):
                return Definition(text, start, close, isEscaped: false, out link);
            default:
                link = new(next, Fold(text[(start + 1)..close]), null, false);
                return Parse.Yes;
        }
    }

    private static Parse Bracket(string text, int start, out int close)
    {
        int depth = 0;
        int limit = Math.Min(text.Length, start + MaxLabel);
        for (close = start; close < limit; close++)
        {
            char c = text[close];
            depth += c == '[' ? 1 : 0;
            if (c == '\\')
            {
                close++;
            }
            else if (c == ']' && --depth == 0)
            {
                return Parse.Yes;
            }
            else if (c == '\n' && close + 1 < text.Length && text[close + 1] == '\n')
            {
                return Parse.No;
            }
        }

        return close >= text.Length && limit == text.Length && text.Length - start < MaxLabel ? Parse.Open : Parse.No;
    }

    private static Parse Inline(string text, int position, out MarkdownLink link)
    {
        link = default;
        while (position < text.Length && char.IsWhiteSpace(text[position]))
        {
            position++;
        }

        int start = position;
        int limit = Math.Min(text.Length, start + MaxDestination);
        bool angle = start < text.Length && text[start] == '<';
        int depth = 0;
        for (; position < limit; position++)
        {
            char c = text[position];
            if (angle ? c == '>' : char.IsWhiteSpace(c) || (c == ')' && depth-- == 0))
            {
                break;
            }

            depth += c == '(' ? 1 : 0;
        }

        string destination = text[(start + (angle ? 1 : 0))..position];
        if (position - start >= MaxDestination)
        {
            // No honest destination is that long.
            link = new(position, null, destination, false);
            return Parse.Yes;
        }

        int close = position;
        while (close < text.Length && close - position < MaxLabel && text[close] != ')')
        {
            close++;
        }

        link = new(Math.Min(close + 1, text.Length), null, destination, false);
        return close < text.Length && text[close] == ')' ? Parse.Yes : close >= text.Length && close - position < MaxLabel ? Parse.Open : Parse.No;
    }

    private static Parse Definition(string text, int start, int close, bool isEscaped, out MarkdownLink link)
    {
        int position = close + 2;
        while (position < text.Length && char.IsWhiteSpace(text[position]) && position - close < 16)
        {
            position++;
        }

        int first = position;
        while (position < text.Length && !char.IsWhiteSpace(text[position]) && position - first < MaxDestination
            && !(isEscaped && text[position] is '\\' or '"'))
        {
            position++;
        }

        link = new(position, Fold(text[(start + 1)..close]), text[first..position].Trim('<', '>'), true);
        return position >= text.Length && position - first < MaxDestination ? Parse.Open : Parse.Yes;
    }

    private static bool MayDefine(string text, int start) =>
        start == 0 || char.IsWhiteSpace(text[start - 1]) || text[start - 1] is '"' or '>' or '|' or '`';

    /// <summary>A line of a text inside a JSON string begins behind an escape.</summary>
    private static bool IsEscapedBreak(string text, int start) => start >= 0 && text[start] == '\\' && text[start + 1] is 'n' or 'r';

    private static string Fold(string label) => string.Join(' ', label.ToLowerInvariant().Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
}
