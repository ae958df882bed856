using Hymba.Validation.Scanning;

namespace Hymba.Validation.Secrets;

/// <summary>Credentials of HTTP requests: <c>Bearer</c> and <c>Basic</c> headers, <c>curl -u user:password</c>.</summary>
internal sealed class HeaderRecognizer() : Recognizer("bB-")
{
    private const int Longest = 1024;
    /// <summary>How far before a header a command is looked for.</summary>
    internal const int CommandWindow = 256;

    private static readonly ScanRule Bearer = SecretRules.Of("bearer-token");
    private static readonly ScanRule Basic = SecretRules.Of("basic-credentials");
    private static readonly ScanRule Curl = SecretRules.Of("curl-user");
    private static readonly CharSet BearerChars = new("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~+/=");

    /// <inheritdoc/>
    public override IEnumerable<ScanRule> Rules => [Bearer, Basic, Curl];

    /// <inheritdoc/>
    public override bool TryMatch(TextCursor cursor, int start, out Candidate match)
    {
        match = default;
        if (Chars.IsWord(cursor[start - 1]))
        {
            return false;
        }

        return cursor[start] == '-' ? TryCurl(cursor, start, out match)
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
        if (colon < 0 || bytes[..colon].IndexOfAnyExceptInRange((byte)' ', (byte)'~') >= 0)
        {
            return false;
        }

        match = new Candidate(Basic, start, end, Confidence: 0.95);
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

        char quote = cursor[++index] is '"' or '\'' ? cursor[index++] : ' ';
        int colon = 0;
        int end = index;
        while (end < index + CommandWindow && cursor[end] is > ' ' and <= '~' && cursor[end] != quote)
        {
            colon = colon == 0 && cursor[end] == ':' ? end : colon;
            end++;
        }

        if (colon == 0 || end - colon < 4 || Randomness.IsPlaceholder(cursor.Read(colon + 1, end))
            || cursor[colon + 1] is '$' or '<' or '{')
        {
            return false;
        }

        match = new Candidate(Curl, colon + 1, end, Confidence: 0.85);
        return true;
    }
}
