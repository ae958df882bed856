using Hymba.Validation.Scanning;

namespace Hymba.Validation.Pii;

/// <summary>IPv4 and IPv6 addresses (RFC 4291) with their prefix lengths.</summary>
internal sealed class IpAddressRecognizer() : Recognizer("0123456789abcdefABCDEF:")
{
    private const int LongestRun = 46;

    private static readonly ScanRule Rule = PiiRules.Of("IP_ADDRESS");
    private static readonly ContextWords Versions = new("version", "v", "ver", "release", "build", "section", "chapter", "clause", "rfc");
    private static readonly ContextWords Networks = new("ipv6", "ip", "unspecified", "address", "listen", "bind", "any");

    /// <inheritdoc/>
    public override IEnumerable<ScanRule> Rules => [Rule];

    /// <inheritdoc/>
    public override bool TryMatch(TextCursor cursor, int start, out Candidate match)
    {
        match = default;
        char before = cursor[start - 1];
        if (Chars.IsWord(before) || (before == '.' && Chars.IsWord(cursor[start - 2])))
        {
            return false;
        }

        return (Chars.IsDigit(cursor[start]) && TryVersion4(cursor, start, out match))
            || (before is not ':' && TryVersion6(cursor, start, out match));
    }

    /// <summary>Reads four numbers below 256; 0 where there are none.</summary>
    private static int ReadVersion4(TextCursor cursor, int start)
    {
        int index = start;
        for (int part = 0; part < 4; part++)
        {
            int end = cursor.Skip(index, CharSet.Digits, 4);
            int length = end - index;
            if (length is 0 or > 3 || (length > 1 && cursor[index] == '0') || int.Parse(cursor.Read(index, end), null) > 255)
            {
                return 0;
            }

            if (part == 3)
            {
                char next = cursor[end];
                return Chars.IsWord(next) || (next == '.' && Chars.IsDigit(cursor[end + 1])) ? 0 : end;
            }

            if (cursor[end] != '.')
            {
                return 0;
            }

            index = end + 1;
        }

        return 0;
    }

    private static bool TryVersion4(TextCursor cursor, int start, out Candidate match)
    {
        match = default;
        int end = ReadVersion4(cursor, start);
        if (end == 0 || EndsWithVersion(cursor, start))
        {
            return false;
        }

        match = new Candidate(Rule, start, ReadPrefix(cursor, end, 32), Confidence: 0.85);
        return true;
    }

    private static bool EndsWithVersion(TextCursor cursor, int start)
    {
        ReadOnlySpan<char> before = cursor.Before(start, 12).TrimEnd(" :\t");
        int from = before.Length;
        while (from > 0 && Chars.IsLetter(before[from - 1]))
        {
            from--;
        }

        return Versions.Has(before[from..]);
    }

    private static bool TryVersion6(TextCursor cursor, int start, out Candidate match)
    {
        match = default;
        int index = start;
        int groups = 0;
        int digits = 0;
        bool compressed = false;
        bool decimals = false;
        while (index < start + LongestRun)
        {
            if (cursor[index] == ':')
            {
                bool isDouble = cursor[index + 1] == ':';
                if (isDouble ? compressed : groups == 0 || !Chars.IsHex(cursor[index + 1]))
                {
                    break;
                }

                compressed |= isDouble;
                index += isDouble ? 2 : 1;
                if (!Chars.IsHex(cursor[index]))
                {
                    break;
                }
            }
            else if (index > start)
            {
                break;
            }

            int end = cursor.Skip(index, CharSet.Hex, 5);
            if (end - index > 4)
            {
                return false;
            }

            if (cursor[end] == '.' && Chars.IsDigit(cursor[end + 1]))
            {
                end = ReadVersion4(cursor, index);
                if (end == 0)
                {
                    return false;
                }

                groups += 2;
                decimals = true;
                index = end;
                break;
            }

            for (int i = index; i < end; i++)
            {
                digits += Chars.IsDigit(cursor[i]) ? 1 : 0;
            }

            groups++;
            index = end;
        }

        bool complete = compressed ? groups < 8 : groups == 8;
        if (!complete || IsContinued(cursor, index))
        {
            return false;
        }

        index = ReadZone(cursor, index);
        int behind = ReadPrefix(cursor, index, 128);
        bool prefixed = behind > index;

        // "a::b" is a name in several languages, "::" is punctuation: they need a digit, an IPv4 tail, a prefix length, or a word that
        // says so.
        bool weak = groups == 0 || (compressed && !decimals && digits == 0);
        bool assigned = groups == 0 && cursor[start - 1] == '=' && cursor[index] is ' ' or ',' or ';' or '\n';
        if (weak && !prefixed && !assigned && !Networks.PrecedeAt(cursor, start))
        {
            return false;
        }

        match = new Candidate(Rule, start, behind, weak ? 0.3 : 0.85);
        return true;
    }

    private static bool IsContinued(TextCursor cursor, int index)
    {
        char next = cursor[index];
        return Chars.IsWord(next) || (next == ':' && (cursor[index + 1] == ':' || Chars.IsWord(cursor[index + 1])))
            || (next == '.' && Chars.IsWord(cursor[index + 1]));
    }

    // The interface of a link-local address: fe80::1%eth0.
    private static int ReadZone(TextCursor cursor, int index)
    {
        int end = cursor[index] == '%' ? cursor.Skip(index + 1, CharSet.Alphanumeric, 16) : index;
        return end > index + 1 && !Chars.IsWord(cursor[end]) && Chars.IsLetter(cursor[index + 1]) ? end : index;
    }

    private static int ReadPrefix(TextCursor cursor, int end, int longest)
    {
        if (cursor[end] != '/')
        {
            return end;
        }

        int last = cursor.Skip(end + 1, CharSet.Digits, 4);
        int length = last - end - 1;
        return length is 1 or 2 or 3 && !Chars.IsWord(cursor[last]) && int.Parse(cursor.Read(end + 1, last), null) <= longest ? last : end;
    }
}
