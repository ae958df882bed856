using Hymba.Validation.Scanning;

namespace Hymba.Validation.Secrets;

/// <summary>Credentials of HTTP requests: <c>Bearer</c> and <c>Basic</c> headers, <c>curl -u user:password</c>.</summary>
internal sealed class HeaderRecognizer() : Recognizer("bB-")
{
    private const int Longest = 1024;
    private const int LongestName = 40;
    private const int ShortestHeader = 8;
    private const double LeastHeaderEntropy = 2.5;

    private const int CommandWindow = 256;

    private static readonly ScanRule Bearer = SecretRules.Of("bearer-token");
    private static readonly ScanRule Basic = SecretRules.Of("basic-credentials");
    private static readonly ScanRule Header = SecretRules.Of("header-token");
    private static readonly ScanRule Curl = SecretRules.Of("curl-user");
    private static readonly ContextWords StandIns = new("pass", "password", "passwd", "pwd", "token", "secret", "key", "apikey", "test", "xxx", "yyy", "zzz");
    private static readonly CharSet BearerChars = new("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~+/=");

    /// <inheritdoc/>
    public override int LooksBack => CommandWindow;

    /// <inheritdoc/>
    public override IEnumerable<ScanRule> Rules => [Bearer, Basic, Header, Curl];

    /// <inheritdoc/>
    public override bool TryMatch(TextCursor cursor, int start, out Candidate match)
    {
        match = default;
        if (Chars.IsWord(cursor[start - 1]))
        {
            return false;
        }

        return cursor[start] == '-' ? TryHeader(cursor, start, out match) || TryCurl(cursor, start, out match)
            : cursor.IsAt(start, "bearer ") ? TryBearer(cursor, start + 7, out match)
            : cursor.IsAt(start, "basic ") && TryBasic(cursor, start + 6, out match);
    }

    private static bool TryBearer(TextCursor cursor, int start, out Candidate match)
    {
        match = default;
        int end = cursor.Skip(start, BearerChars, Longest);
        ReadOnlySpan<char> value = cursor.Read(start, end).TrimEnd('.');
        if (value.Length < 16 || !Randomness.HasDigit(value) || Randomness.IsPlaceholder(value) || Randomness.Entropy(value) < 3)
        {
            return false;
        }

        match = new Candidate(Bearer, start, start + value.Length, Confidence: 0.9);
        return true;
    }

    private static bool TryBasic(TextCursor cursor, int start, out Candidate match)
    {
        match = default;
        int end = cursor.Skip(start, CharSet.PaddedBase64, Longest);
        Span<byte> bytes = stackalloc byte[Longest];
        if (end - start < 8 || !Convert.TryFromBase64Chars(cursor.Read(start, end), bytes, out int written)
            || cursor.Read(start, end).IndexOfAnyExceptInRange('a', 'z') < 0)
        {
            return false;
        }

        int colon = bytes[..written].IndexOf((byte)':');
        if (colon < 0 || bytes[0] == (byte)'{' || bytes[..colon].IndexOfAnyExceptInRange((byte)' ', (byte)'~') >= 0)
        {
            return false;
        }

        match = new Candidate(Basic, start, end, Confidence: 0.95);
        return true;
    }

    // -H "Authorization: Token ...", --header 'X-Api-Key: ...': the last word of the value.
    private static bool TryHeader(TextCursor cursor, int start, out Candidate match)
    {
        match = default;
        int index = cursor.IsExactlyAt(start, "--header") ? start + 8 : cursor.IsExactlyAt(start, "-H") ? start + 2 : 0;
        int quote = index == 0 ? 0 : cursor.Skip(index, CharSet.Blanks, 4);
        if (index == 0 || cursor[quote] is not ('"' or '\''))
        {
            return false;
        }

        int nameEnd = cursor.Skip(quote + 1, CharSet.Token, LongestName);
        ReadOnlySpan<char> name = cursor.Read(quote + 1, nameEnd);
        if (cursor[nameEnd] != ':' || (!name.EndsWith("authorization", StringComparison.OrdinalIgnoreCase) && AssignmentNames.Classify(name) == NameKind.None))
        {
            return false;
        }

        int word = nameEnd + 1;
        int end = word;
        while (end < nameEnd + Longest && cursor[end] is >= ' ' and <= '~' && cursor[end] != cursor[quote])
        {
            word = cursor[end] == ' ' ? end + 1 : word;
            end++;
        }

        ReadOnlySpan<char> value = cursor.Read(word, end);
        if (value.IsEmpty || value[0] is '{' or '<' or '$' or '[' || cursor.Read(nameEnd, word).Contains("basic", StringComparison.OrdinalIgnoreCase)
            || cursor[end] != cursor[quote] || value.Length < ShortestHeader || !Randomness.HasDigit(value) || Randomness.IsPlaceholder(value)
            || Randomness.Entropy(value) < LeastHeaderEntropy)
        {
            return false;
        }

        match = new Candidate(Header, word, end, Confidence: 0.85);
        return true;
    }

    private static bool TryCurl(TextCursor cursor, int start, out Candidate match)
    {
        match = default;
        int index = cursor.IsExactlyAt(start, "--user") ? start + 6 : cursor.IsExactlyAt(start, "-u") ? start + 2 : 0;
        if (index == 0 || cursor[index] is not (' ' or '='))
        {
            return false;
        }

        ReadOnlySpan<char> before = cursor.Before(start, CommandWindow);
        if (!before[(before.LastIndexOf('\n') + 1)..].Contains("curl", StringComparison.Ordinal) && !before.TrimEnd().EndsWith("\\"))
        {
            return false;
        }

        index = cursor[index] == '=' ? index + 1 : cursor.Skip(index, CharSet.Blanks, 4);
        char quote = cursor[index] is '"' or '\'' ? cursor[index++] : ' ';
        int colon = 0;
        int end = index;
        while (end < index + CommandWindow && cursor[end] is > ' ' and <= '~' && cursor[end] != quote)
        {
            colon = colon == 0 && cursor[end] == ':' ? end : colon;
            end++;
        }

        // A key in the place of the user needs no password.
        (int from, int to) = colon == end - 1 && Randomness.HasDigit(cursor.Read(index, colon)) ? (index, colon) : (colon + 1, end);
        ReadOnlySpan<char> value = cursor.Read(from, to);
        if (colon == 0 || value.Length < 3 || Randomness.IsPlaceholder(value) || value[0] is '$' or '<' or '{' || StandIns.Has(value))
        {
            return false;
        }

        match = new Candidate(Curl, from, to, Confidence: 0.85);
        return true;
    }
}
