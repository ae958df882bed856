using System.Buffers;
using System.Net;

namespace Hymba.Validation.Urls;

/// <summary>
/// Finds URLs with tabs or breaks of lines inside, which some readers drop and others do not, so that they lead to different places:
/// <c>good.co⇥m</c>, <c>good.com⏎@evil.example</c>, <c>java⇥script:</c>. Only what becomes another host, gains a user name or becomes a scheme by
/// joining counts: a line that ends with a host is none. Looks at a bounded stretch around each run of such characters.
/// </summary>
internal static class UrlCuts
{
    /// <summary>How far to the left of a run of control characters anything can matter.</summary>
    public const int Reach = UrlCharacters.MaxHost + LongestRun + LongestScheme + 16;

    private const int LongestRun = 8;
    private const int LongestScheme = 12;
    private const int MostQuotes = 2;

    private static readonly SearchValues<char> AddressCharacters = SearchValues.Create(".0123456789");
    private static readonly string[] Schemes = ["javascript", "vbscript", "https", "http", "ftp", "wss", "ws", "data", "file", "blob", "mailto"];

    /// <summary>Adds them, in order and apart.</summary>
    public static List<DetectedUrl> Find(string text)
    {
        var cuts = new List<DetectedUrl>();
        int index = 0;
        while (NextRun(text, index, out int start, out int end))
        {
            index = end;
            if (end < text.Length && Read(text, start, end) is { } cut)
            {
                int from = cuts.Count == 0 ? cut.Start : Math.Max(cut.Start, cuts[^1].End);
                if (cut.End > from)
                {
                    cuts.Add(new(from, cut.End, cut.End, HasScheme: true, IsCut: true));
                }
            }
        }

        return cuts;
    }

    /// <summary>Whether what follows a run of control characters may still be joined to what stands before it.</summary>
    /// <param name="text">The text.</param>
    /// <param name="start">Where the run begins.</param>
    public static bool MayJoin(string text, int start)
    {
        int quotes = SkipQuotesBack(text, start);
        int host = HostStart(text, quotes);
        ReadOnlySpan<char> left = text.AsSpan(host, quotes - host);
        return left.Contains('.') || (start > 0 && text[start - 1] is ':' or '/') || IsSchemeStart(text, start) || HasSchemeBefore(text, host);
    }

    private static bool NextRun(string text, int from, out int start, out int end)
    {
        int found = text.AsSpan(from).IndexOfAny('\t', '\n', '\r');
        start = from + found;
        end = start;
        while (found >= 0 && end < text.Length && IsControl(text[end]))
        {
            end++;
        }

        return found >= 0;
    }

    private static (int Start, int End)? Read(string text, int start, int end)
    {
        if (end - start > LongestRun || start == 0)
        {
            return null;
        }

        return ReadScheme(text, start, end) ?? ReadAuthority(text, start, end) ?? ReadHost(text, start, end);
    }

    // java|script:, http:|//, http://|
    private static (int Start, int End)? ReadScheme(string text, int start, int end)
    {
        if (char.IsAsciiLetter(text[start - 1]))
        {
            int colon = end;
            while (colon < text.Length && colon - end < LongestScheme && char.IsAsciiLetter(text[colon]))
            {
                colon++;
            }

            int letters = LettersStart(text, start);
            string scheme = string.Concat(text.AsSpan(letters, start - letters), text.AsSpan(end, colon - end)).ToLowerInvariant();
            return colon < text.Length && text[colon] == ':' && Array.IndexOf(Schemes, scheme) >= 0 ? (letters, StretchEnd(text, colon)) : null;
        }

        int mark = text[start - 1] == ':' ? start - 1 : start > 3 && text[start - 1] == '/' && text[start - 2] == '/' && text[start - 3] == ':' ? start - 3 : 0;
        if (mark == 0)
        {
            return null;
        }

        int begin = LettersStart(text, mark);
        ReadOnlySpan<char> name = text.AsSpan(begin, mark - begin);
        bool active = name.Equals("javascript", StringComparison.OrdinalIgnoreCase) || name.Equals("vbscript", StringComparison.OrdinalIgnoreCase);
        bool known = active || name.Equals("http", StringComparison.OrdinalIgnoreCase) || name.Equals("https", StringComparison.OrdinalIgnoreCase)
            || name.Equals("ftp", StringComparison.OrdinalIgnoreCase);
        bool joins = mark < start - 1 ? UrlCharacters.IsLabel(text[end]) || text[end] == '[' : active ? UrlCharacters.IsLabel(text[end])
            : text[end] == '/' && end + 1 < text.Length && text[end + 1] == '/';
        return known && joins ? (begin, StretchEnd(text, end)) : null;
    }

    // good.com|@evil.example: what stood for the host becomes a user name.
    private static (int Start, int End)? ReadAuthority(string text, int start, int end)
    {
        int host = HostStart(text, start);
        if (text[end] != '@' || host == start || (text.AsSpan(start, end - start).ContainsAny('\n', '\r') && !IsHostLike(text, host, start)))
        {
            return null;
        }

        int behind = HostEnd(text, end + 1);
        ReadOnlySpan<char> name = text.AsSpan(end + 1, behind - end - 1);
        bool isHost = TopLevelDomains.EndsHost(name, hasPath: true) || IPAddress.TryParse(name, out _);
        return isHost ? (SchemeStart(text, host), StretchEnd(text, behind)) : null;
    }

    private static (int Start, int End)? ReadHost(string text, int start, int end)
    {
        int quotes = SkipQuotesBack(text, start);
        int host = HostStart(text, quotes);
        int behind = HostEnd(text, end);
        if (quotes == host || behind == end || quotes - host > UrlCharacters.MaxHost || behind - end > UrlCharacters.MaxLabel || text[quotes - 1] == '.')
        {
            return null;
        }

        ReadOnlySpan<char> left = text.AsSpan(host, quotes - host);
        ReadOnlySpan<char> right = text.AsSpan(end, behind - end);
        if (left.ContainsAnyExcept(AddressCharacters) ? !IsOtherHost(text, host, left, right) : !IsOtherAddress(text, left, right, behind))
        {
            return null;
        }

        return (SchemeStart(text, host), behind);
    }

    // Both what stands before the cut and the whole are hosts; a host that follows on its own line is one of a list.
    private static bool IsOtherHost(string text, int host, ReadOnlySpan<char> left, ReadOnlySpan<char> right)
    {
        bool isHost = HasSchemeBefore(text, host) ? left.Contains('.') : TopLevelDomains.EndsHost(left, hasPath: true);
        return isHost && !TopLevelDomains.EndsHost(right, hasPath: true) && TopLevelDomains.EndsHost(string.Concat(left, right), hasPath: true);
    }

    private static bool IsOtherAddress(string text, ReadOnlySpan<char> left, ReadOnlySpan<char> right, int behind)
        => left.Count('.') == 3 && !right.ContainsAnyExceptInRange('0', '9') && (behind == text.Length || text[behind] is not ('.' or ')' or ':'))
            && IPAddress.TryParse(left, out _) && IPAddress.TryParse(string.Concat(left, right), out _);

    private static bool IsHostLike(string text, int host, int end)
        => HasSchemeBefore(text, host) || TopLevelDomains.EndsHost(text.AsSpan(host, end - host), hasPath: true);

    private static bool IsSchemeStart(string text, int end)
    {
        int letters = LettersStart(text, end);
        string left = text[letters..end];
        return left.Length > 0 && Array.Exists(Schemes, scheme => scheme.StartsWith(left, StringComparison.OrdinalIgnoreCase));
    }

    private static int SkipQuotesBack(string text, int index)
    {
        int limit = Math.Max(0, index - MostQuotes);
        while (index > limit && text[index - 1] is '[' or ']' or '(' or ')' or '<' or '>' or '{' or '}' or '"' or '\'' or '`' or '|' or '^' or '\\')
        {
            index--;
        }

        return index;
    }

    private static int HostStart(string text, int end)
    {
        int limit = Math.Max(0, end - UrlCharacters.MaxHost - 1);
        int start = end;
        while (start > limit && IsHostCharacter(text[start - 1]))
        {
            start--;
        }

        return start;
    }

    private static int HostEnd(string text, int start)
    {
        int limit = Math.Min(text.Length, start + UrlCharacters.MaxHost + 1);
        int end = start;
        while (end < limit && IsHostCharacter(text[end]))
        {
            end++;
        }

        while (end > start && text[end - 1] is '.' or '-')
        {
            end--;
        }

        return end;
    }

    private static int LettersStart(string text, int end)
    {
        int limit = Math.Max(0, end - LongestScheme - 1);
        int start = end;
        while (start > limit && char.IsAsciiLetter(text[start - 1]))
        {
            start--;
        }

        return start;
    }

    private static int SchemeStart(string text, int host) => HasSchemeBefore(text, host) ? LettersStart(text, host - 3) : host;

    private static bool HasSchemeBefore(string text, int host) => host > 3 && text.AsSpan(0, host).EndsWith("://") && char.IsAsciiLetter(text[host - 4]);

    private static int StretchEnd(string text, int index)
    {
        while (index < text.Length && !UrlCharacters.IsSeparator(text[index]) && text[index] != '\t')
        {
            index++;
        }

        return index;
    }

    private static bool IsHostCharacter(char c) => char.IsAsciiLetterOrDigit(c) || c is '.' or '-';

    private static bool IsControl(char c) => c is '\t' or '\n' or '\r';
}
