namespace Hymba.Validation.Urls;

/// <summary>Says where a URL ends when other URLs or the sentence's brackets follow without a space.</summary>
internal static class UrlExtent
{
    // How far a bracket's other half is looked for.
    private const int MaxInBrackets = 2048;

    /// <summary>Finds the end.</summary>
    /// <param name="text">The text, up to what ends every URL.</param>
    /// <param name="start">Where the URL begins.</param>
    /// <param name="body">Where its host begins; for a URL without scheme, where its host ends.</param>
    /// <param name="hasScheme">It has a scheme.</param>
    public static int Find(ReadOnlySpan<char> text, int start, int body, bool hasScheme)
    {
        int position = hasScheme ? AuthorityEnd(text, body) : body;
        if (!hasScheme && position < text.Length && text[position] == ':')
        {
            int digits = position + 1;
            while (digits < text.Length && char.IsAsciiDigit(text[digits]))
            {
                digits++;
            }

            position = digits > position + 1 ? digits : position;
        }

        bool isOpaque = hasScheme && body > start && text[body - 1] == ':';
        if (position >= text.Length || (!isOpaque && text[position] is not ('/' or '?' or '#' or '\\' or '\t')))
        {
            return position;
        }

        return RestEnd(text, position, hasScheme);
    }

    private static int AuthorityEnd(ReadOnlySpan<char> text, int position)
    {
        while (position < text.Length && (UrlCharacters.IsLabel(text[position])
            || text[position] is '.' or ':' or '@' or '%' or '[' or ']' or '~' or '!' or '$' or '&' or '+' or '='))
        {
            if (text[position] == ':' && position + 2 < text.Length && text[position + 1] == '/' && text[position + 2] == '/')
            {
                break;
            }

            position++;
        }

        return position;
    }

    private static int RestEnd(ReadOnlySpan<char> text, int position, bool hasScheme)
    {
        int round = 0;
        int curly = 0;
        int firstOpen = -1;
        char part = '/';
        int bracketLimit = position + MaxInBrackets;
        for (; position < text.Length && (position < bracketLimit || round + curly == 0); position++)
        {
            char c = text[position];
            switch (c)
            {
                case '?' when part == '/':
                case '#' when part != '#':
                    part = c;
                    break;
                case '(' or '{':
                    firstOpen = round + curly == 0 ? position : firstOpen;
                    round += c == '(' ? 1 : 0;
                    curly += c == '{' ? 1 : 0;
                    break;
                case ')' when --round < 0:
                case '}' when --curly < 0:
                case '[' or ']':
                case '\t' when !hasScheme || position + 1 >= text.Length || text[position + 1] == '\t':
                    return position;
                case ',' or ';' or ':' or '.' when EndsBefore(text[(position + 1)..], c, part, text[..position]):
                    return position;
            }
        }

        return round + curly > 0 ? firstOpen : position;
    }

    // In a path a list of URLs goes on behind a comma; in a query a comma belongs to the value unless a scheme follows, or a host with a
    // path follows a plain value.
    private static bool EndsBefore(ReadOnlySpan<char> rest, char mark, char part, ReadOnlySpan<char> before)
    {
        if (mark == '.' && part != '#')
        {
            return false;
        }

        int label = 0;
        while (label < rest.Length && label <= UrlCharacters.MaxHost && (UrlCharacters.IsLabel(rest[label]) || rest[label] is '.' or '+'))
        {
            label++;
        }

        if (mark != '.' && label > 0 && rest[label..].StartsWith("://") || (mark is ',' && rest.StartsWith("[")))
        {
            return true;
        }

        if (mark == ',' && label < rest.Length && rest[label] == ':' && IsActive(rest[..label]))
        {
            return true;
        }

        ReadOnlySpan<char> host = rest[..label].TrimEnd(".-_");
        bool hasPath = label < rest.Length && rest[label] is '/' or ':';
        bool isHost = TopLevelDomains.EndsHost(host, hasPath)
            || (host.Count('.') == 3 && System.Net.IPAddress.TryParse(host, out _));
        return isHost && mark switch
        {
            ',' or ';' => part is '/' or '#' || (mark == ',' && hasPath && EndsWithPlainValue(before)),
            '.' => part == '#' && hasPath,
            _ => false,
        };
    }

    // "x=1", "id": no address, nor a list of some that has begun.
    private static bool EndsWithPlainValue(ReadOnlySpan<char> text)
    {
        int index = text.Length;
        while (index > 0 && text.Length - index <= UrlCharacters.MaxLabel && UrlCharacters.IsLabel(text[index - 1]))
        {
            index--;
        }

        return index < text.Length && index > 0 && text[index - 1] is '=' or '&' or '?';
    }

    private static bool IsActive(ReadOnlySpan<char> scheme) => scheme.Equals("data", StringComparison.OrdinalIgnoreCase)
        || scheme.Equals("javascript", StringComparison.OrdinalIgnoreCase) || scheme.Equals("vbscript", StringComparison.OrdinalIgnoreCase);
}
