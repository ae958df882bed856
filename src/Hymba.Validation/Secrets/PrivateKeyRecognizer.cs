using Hymba.Validation.Scanning;

namespace Hymba.Validation.Secrets;

/// <summary>
/// Private keys in armour (PEM, OpenSSH, PGP, PuTTY's are alike): from the first line on through headers and encoded lines to the last
/// line, or to where something else follows. Breaks of lines may be escaped, as in JSON.
/// </summary>
internal sealed class PrivateKeyRecognizer() : Recognizer("-")
{
    private const string Head = "-----BEGIN ";
    private const int LongestLabel = 48;
    private const int LongestBody = 16384;
    private const int ShortestLine = 16;

    private static readonly ScanRule Rule = SecretRules.Of("private-key");
    private static readonly CharSet Labels = new("ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789 ");
    private static readonly CharSet Body = new("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/=.");

    /// <inheritdoc/>
    public override IEnumerable<ScanRule> Rules => [Rule];

    /// <inheritdoc/>
    public override bool BeginsInWords => true;

    /// <inheritdoc/>
    public override bool TryMatch(TextCursor cursor, int start, out Candidate match)
    {
        match = default;
        if (!cursor.IsExactlyAt(start, Head))
        {
            return false;
        }

        int from = start + Head.Length;
        int end = cursor.Skip(from, Labels, LongestLabel);
        if (!cursor.Read(from, end).Contains("PRIVATE KEY", StringComparison.Ordinal) || !cursor.IsExactlyAt(end, "-----"))
        {
            return false;
        }

        end = ReadBody(cursor, end + 5);
        match = new Candidate(Rule, start, end, Confidence: 0.98);
        return true;
    }

    private static int ReadBody(TextCursor cursor, int start)
    {
        int end = start;
        int index = start;
        bool encoded = false;
        while (index < start + LongestBody)
        {
            index = SkipBreaks(cursor, index);
            if (cursor.IsExactlyAt(index, "-----END "))
            {
                int last = cursor.Skip(index + 9, Labels, LongestLabel);
                return cursor.IsExactlyAt(last, "-----") ? last + 5 : last;
            }

            int line = cursor.Skip(index, Body, LongestBody);
            int length = line - index;
            if (length == 0 || !IsBreak(cursor, line))
            {
                // Headers ("Proc-Type: 4,ENCRYPTED") stand only before the encoded lines.
                int header = encoded ? 0 : ReadHeader(cursor, index);
                if (header == 0)
                {
                    return end;
                }

                end = index = header;
                continue;
            }

            bool padded = cursor[index] == '=' || cursor[line - 1] is '=' or '.';
            if (length < ShortestLine && !padded && !(encoded && cursor.IsExactlyAt(SkipBreaks(cursor, line), "-----END ")))
            {
                return end;
            }

            encoded = true;
            end = index = line;
        }

        return end;
    }

    private static int ReadHeader(TextCursor cursor, int index)
    {
        int colon = cursor.Skip(index, CharSet.Token, 24);
        if (colon == index || cursor[colon] != ':' || cursor[colon + 1] != ' ')
        {
            return 0;
        }

        int end = colon + 2;
        while (end < colon + 80 && cursor[end] is >= ' ' and <= '~' && cursor[end] != '\\')
        {
            end++;
        }

        return end;
    }

    private static bool IsBreak(TextCursor cursor, int index) => cursor[index] is <= ' ' or '\\' or '"' or '\'' or '`' or '-' or '<' or '|';

    private static int SkipBreaks(TextCursor cursor, int index)
    {
        int limit = index + 8;
        while (index < limit)
        {
            if (cursor[index] is '\n' or '\r' or ' ' or '\t')
            {
                index++;
            }
            else if (cursor[index] == '\\' && cursor[index + 1] is 'n' or 'r')
            {
                index += 2;
            }
            else
            {
                break;
            }
        }

        return index;
    }
}
