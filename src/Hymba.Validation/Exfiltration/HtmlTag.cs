namespace Hymba.Validation.Exfiltration;

/// <summary>Reads a tag and its attributes, as forgivingly as browsers do, within bounds.</summary>
internal sealed class HtmlTag
{
    private const int MaxLength = 2048;

    // Comparisons and generic types look like tags; only elements that browsers know are read on.
    private static readonly System.Collections.Frozen.FrozenSet<string> Known = System.Collections.Frozen.FrozenSet.ToFrozenSet((
        "img image picture source video audio track script iframe frame frameset object embed applet link base meta form input button a area body " +
        "table td th tr thead tbody div span p style svg use html head h1 h2 h3 h4 ul ol li br hr b i em strong details summary marquee math " +
        "textarea select option label section article nav header footer main figure portal bgsound isindex layer center font").Split(' '));

    // What else a tag says fetches nothing.
    private static readonly System.Collections.Frozen.FrozenSet<string> Fetching = System.Collections.Frozen.FrozenSet.ToFrozenSet(
        "src data poster background lowsrc dynsrc icon ping formaction action manifest href xlink:href srcset imagesrcset content".Split(' '),
        StringComparer.OrdinalIgnoreCase);

    private static readonly System.Collections.Frozen.FrozenSet<string>.AlternateLookup<ReadOnlySpan<char>> FetchingNames
        = Fetching.GetAlternateLookup<ReadOnlySpan<char>>();

    private HtmlTag(string name, int end, List<(string Name, string Value)> attributes)
    {
        Name = name;
        End = end;
        Attributes = attributes;
    }

    /// <summary>Lower case.</summary>
    public string Name { get; }

    /// <summary>Unit behind the last.</summary>
    public int End { get; }

    /// <summary>Those that may fetch: names in lower case, values without quotes. Of several of a name the first counts.</summary>
    public IReadOnlyList<(string Name, string Value)> Attributes { get; }

    /// <summary>Reads what begins with a less-than sign. An open tag comes with the attributes that are there.</summary>
    public static Parse Read(string text, int start, out HtmlTag? tag)
    {
        tag = null;
        int position = start + 1;
        while (position < text.Length && (char.IsAsciiLetterOrDigit(text[position]) || text[position] == ':') && position - start < 24)
        {
            position++;
        }

        if (position == start + 1 && position < text.Length)
        {
            return Parse.No;
        }

        string name = text[(start + 1)..position].ToLowerInvariant();
        if (position < text.Length && !char.IsWhiteSpace(text[position]) && text[position] is not ('/' or '>' or '"' or '\'' or '\\'))
        {
            return Parse.No;
        }

        if (position < text.Length && !Known.Contains(name))
        {
            return Parse.No;
        }

        var attributes = new List<(string, string)>();
        int limit = Math.Min(text.Length, start + MaxLength);
        while (position < limit && text[position] is not ('>' or '<') && !(text[position] == '\n' && text[position - 1] == '\n'))
        {
            if (!IsName(text[position]))
            {
                position++;
                continue;
            }

            position = Attribute(text, position, limit, attributes);
        }

        bool isOpen = position >= text.Length && text.Length - start < MaxLength;
        tag = new(name, position < text.Length && text[position] == '>' ? position + 1 : position, attributes);
        return isOpen ? Parse.Open : Parse.Yes;
    }

    private static int Attribute(string text, int position, int limit, List<(string Name, string Value)> attributes)
    {
        int nameStart = position;
        while (position < limit && IsName(text[position]))
        {
            position++;
        }

        int nameEnd = position;
        int after = SkipSpace(text, position, limit);
        if (after >= limit || text[after] != '=')
        {
            return position;
        }

        position = SkipSpace(text, after + 1, limit);
        char quote = position < limit && text[position] is '"' or '\'' ? text[position++] : ' ';
        int start = position;
        while (position < limit && (quote == ' ' ? !char.IsWhiteSpace(text[position]) && text[position] != '>' : text[position] != quote))
        {
            position++;
        }

        ReadOnlySpan<char> name = text.AsSpan(nameStart, nameEnd - nameStart);
        if (!IsKnown(name, attributes) && FetchingNames.TryGetValue(name, out string? lower))
        {
            attributes.Add((lower, text[start..position]));
        }

        return quote != ' ' && position < limit ? position + 1 : position;
    }

    private static bool IsKnown(ReadOnlySpan<char> name, List<(string Name, string Value)> attributes)
    {
        foreach ((string known, _) in attributes)
        {
            if (name.Equals(known, StringComparison.OrdinalIgnoreCase))
            {
                return true;
            }
        }

        return false;
    }

    private static int SkipSpace(string text, int position, int limit)
    {
        while (position < limit && char.IsWhiteSpace(text[position]))
        {
            position++;
        }

        return position;
    }

    private static bool IsName(char c) => char.IsAsciiLetterOrDigit(c) || c is '-' or ':' or '_';
}
