using Hymba.Validation.Scanning;

namespace Hymba.Validation.Pii;

/// <summary>Addresses with a scheme, and names of hosts under well-known top levels with what follows them.</summary>
internal sealed class UrlRecognizer() : Recognizer(LetterChars + DigitChars)
{
    private const int Longest = 2048;

    private static readonly ScanRule Rule = PiiRules.Of("URL");
    private static readonly CharSet HostChars = new(LetterChars + DigitChars + "-_.:@%~");
    private static readonly string[] Schemes = ["http://", "https://", "ftp://", "ftps://", "ws://", "wss://"];

    /// <inheritdoc/>
    public override IEnumerable<ScanRule> Rules => [Rule];

    /// <inheritdoc/>
    public override bool TryMatch(TextCursor cursor, int start, out Candidate match)
    {
        match = default;
        char before = cursor[start - 1];
        if (Chars.IsWord(before))
        {
            return false;
        }

        foreach (string scheme in Schemes)
        {
            if (Chars.Lower(cursor[start]) == scheme[0] && cursor.IsAt(start, scheme))
            {
                return TryScheme(cursor, start, start + scheme.Length, out match);
            }
        }

        return before is not ('@' or '.' or '-' or '/' or '\\' or '#' or '$') && TryHost(cursor, start, out match);
    }

    private static bool TryScheme(TextCursor cursor, int start, int host, out Candidate match)
    {
        match = default;
        if (!Chars.IsWord(cursor[host]) && cursor[host] != '[')
        {
            return false;
        }

        int end = ReadRest(cursor, start, host);
        int hostEnd = cursor.Skip(host, HostChars, end - host);
        if (end - host < 3 || (cursor[host] != '[' && !cursor.Read(host, hostEnd).TrimEnd('.').Contains('.')))
        {
            return false;
        }

        match = new Candidate(Rule, start, end, Confidence: 0.9);
        return true;
    }

    private static bool TryHost(TextCursor cursor, int start, out Candidate match)
    {
        match = default;
        int end = DomainName.Read(cursor, start, out int labels, out int topStart);
        char next = cursor[end];
        if (labels < 2 || next is '@' or '(' || Chars.IsWord(next) || (next == '-' && Chars.IsWord(cursor[end + 1])))
        {
            return false;
        }

        bool www = cursor.IsAt(start, "www.");
        bool path = next == '/' || (next == ':' && Chars.IsDigit(cursor[end + 1]));
        ReadOnlySpan<char> top = cursor.Read(topStart, end);
        if (labels < (www ? 3 : 2) || !(www || path || labels > 2 ? TopLevels.IsKnown(top) : TopLevels.IsUnmistakable(top)))
        {
            return false;
        }

        match = new Candidate(Rule, start, path ? ReadRest(cursor, start, end) : end, www || path ? 0.8 : 0.6);
        return true;
    }

    /// <summary>Reads to a blank, quotation mark or bracket, and gives back the punctuation that ends the sentence.</summary>
    private static int ReadRest(TextCursor cursor, int start, int index)
    {
        int open = 0;
        int end = index;
        while (end < start + Longest)
        {
            char next = cursor[end];
            if (next is <= ' ' or '"' or '<' or '>' or '`' or '\\' or '^' or '{' or '}' or '|' or '\u007F' or '\u00A0'
                or >= '\u2000' and <= '\u303F')
            {
                break;
            }

            if (next == ')' && open-- == 0)
            {
                break;
            }

            open += next == '(' ? 1 : 0;
            end++;
        }

        while (end > index && cursor[end - 1] is '.' or ',' or ';' or ':' or '!' or '?' or '\'' or '*' or ']' or '(')
        {
            end--;
        }

        return end;
    }
}
