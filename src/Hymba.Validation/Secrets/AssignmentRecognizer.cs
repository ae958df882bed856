using System.Buffers;
using Hymba.Validation.Scanning;

namespace Hymba.Validation.Secrets;

/// <summary>
/// Values that are assigned to a name of a credential: <c>password=...</c>, <c>"api_key": "..."</c>, <c>AccountKey=...;</c>. The value alone
/// is reported. Placeholders, references to variables, paths and words of prose are none.
/// </summary>
internal sealed class AssignmentRecognizer() : Recognizer(LetterChars + "_")
{
    private const int LongestName = 64;
    private const int LongestHost = 128;
    private const double LeastEntropy = 3;
    private const double LeastHexEntropy = 2.7;
    private const int LongestValue = 256;
    private const int LeastRandom = 18;

    private static readonly SearchValues<char> Signs = SearchValues.Create("!@#$%^&*+?");
    private static readonly ScanRule Password = SecretRules.Of("password-assignment");
    private static readonly ScanRule Key = SecretRules.Of("key-assignment");
    private static readonly CharSet NameChars = new("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_.-");

    private readonly TokenRecognizer _tokens = new();
    private readonly StructuredTokenRecognizer _structured = new();

    /// <inheritdoc/>
    public override int LooksBack => LongestHost;

    /// <inheritdoc/>
    public override IEnumerable<ScanRule> Rules => [Password, Key];

    /// <inheritdoc/>
    public override bool TryMatch(TextCursor cursor, int start, out Candidate match)
    {
        match = default;
        if (Chars.IsWord(cursor[start - 1]) || (cursor[start - 1] is '.' or '-' && Chars.IsWord(cursor[start - 2])))
        {
            return false;
        }

        int nameEnd = cursor.Skip(start, NameChars, LongestName + 1);
        if (nameEnd - start > LongestName)
        {
            return false;
        }

        int index = AssignmentOperator.Skip(cursor, start, nameEnd, out bool prose);
        if (index == 0)
        {
            return false;
        }

        NameKind kind = AssignmentNames.Classify(cursor.Read(start, nameEnd));
        if (kind == NameKind.None || IsNamedByRegistry(cursor, start, nameEnd))
        {
            return false;
        }

        kind = kind == NameKind.Vague && IsQualified(cursor, start) ? NameKind.Token : kind;
        bool escaped = cursor[index] == '\\';
        index += escaped ? 1 : 0;
        bool quoted = cursor[index] is '"' or '\'' or '`';
        char quote = quoted ? cursor[index++] : '\0';
        if (_tokens.TryMatch(cursor, index, out _) || _structured.TryMatch(cursor, index, out _))
        {
            // The token is found for itself, under the name of its issuer.
            return false;
        }

        if (kind != NameKind.Password && (TokenFormats.BeginsLikeOne(cursor, index) || IsNoTelegramToken(cursor, index)))
        {
            // The issuer's own form decides: this is an example, cut off or made up.
            return false;
        }

        int end = ReadValue(cursor, index, quote, escaped, !quoted && cursor[start - 1] is '?' or '&');
        if (!quoted)
        {
            end = index + cursor.Read(index, end).TrimEnd(".:!?]}&").Length;
        }

        if (end == index || IsCutOff(cursor, end) || !IsSecret(kind, cursor.Read(index, end), quoted)
            || (prose && !quoted && (kind == NameKind.Password || !IsVeryRandom(cursor.Read(index, end)))))
        {
            return false;
        }

        match = new Candidate(kind == NameKind.Password ? Password : Key, index, end, quoted ? 0.8 : 0.7);
        return true;
    }

    private static int ReadValue(TextCursor cursor, int index, char quote, bool escaped, bool query)
    {
        int end = index;
        while (end < index + LongestValue)
        {
            char next = cursor[end];
            if (next is '\0' or '\n' or '\r' || (quote != '\0'
                ? next == quote
                : next is <= ' ' or ',' or ';' or ')' or '"' or '\'' or '`' or '<' or '>' or '|' or > '~'))
            {
                break;
            }

            if ((next == '\\' && (escaped || quote == '\0')) || (query && next is '&' or '#'))
            {
                break;
            }

            end++;
        }

        return end;
    }

    private static bool IsSecret(NameKind kind, ReadOnlySpan<char> value, bool quoted)
    {
        if (Randomness.IsPlaceholder(value) || Randomness.IsPathOrName(value)
            || (kind != NameKind.Password && value.IndexOfAny(' ', '\t') >= 0))
        {
            return false;
        }

        if (kind == NameKind.Password)
        {
            return value.Length is >= 6 and <= 128 && value.IndexOf(' ') < 0 && IsPassword(value, quoted);
        }

        if (kind == NameKind.Vague && (!IsVeryRandom(value) || Randomness.IsHex(value)))
        {
            return false;
        }

        int shortest = kind == NameKind.Service ? 14 : 12;
        double entropy = value.Length >= 16 && Randomness.IsHex(value) ? LeastHexEntropy : LeastEntropy;
        return value.Length >= shortest && Randomness.HasDigit(value) && Randomness.HasLetter(value) && Randomness.Entropy(value) >= entropy
            && !Randomness.IsAlphabet(value) && IsToken(value);
    }

    private static bool IsVeryRandom(ReadOnlySpan<char> value)
        => value.Length >= LeastRandom && Randomness.IsMixed(value) && Randomness.Entropy(value) >= LeastEntropy && Randomness.HasDigit(value);

    // A number, a colon and an A, but of another length than tokens of bots: nothing else looks like that.
    private static bool IsNoTelegramToken(TextCursor cursor, int index)
    {
        int colon = cursor.Skip(index, CharSet.Digits, 17);
        if (colon - index < 4 || cursor[colon] != ':' || cursor[colon + 1] != 'A')
        {
            return false;
        }

        return colon - index is < 5 or > 16 || cursor.Skip(colon + 1, CharSet.Token, 36) - colon - 1 != 35;
    }

    // "key" alone says little, "API key" much.
    private static bool IsQualified(TextCursor cursor, int start)
    {
        ReadOnlySpan<char> before = cursor.Before(start, 8).TrimEnd(' ');
        return before.EndsWith("api", StringComparison.OrdinalIgnoreCase) || before.EndsWith("access", StringComparison.OrdinalIgnoreCase)
            || before.EndsWith("secret", StringComparison.OrdinalIgnoreCase);
    }

    // npm's own files name the registry before the token: //host/:_authToken=...
    private static bool IsNamedByRegistry(TextCursor cursor, int start, int nameEnd)
    {
        if (!cursor.Read(start, nameEnd).Equals("_authToken", StringComparison.OrdinalIgnoreCase))
        {
            return false;
        }

        ReadOnlySpan<char> before = cursor.Before(start, LongestHost);
        int slashes = before.IndexOf("//");
        return !before.EndsWith("/:") || slashes < 0 || before.Length - slashes < 5;
    }

    // "eyJhbGci...": only the beginning is shown.
    private static bool IsCutOff(TextCursor cursor, int end) => cursor[end] == '.' && cursor[end + 1] == '.' && cursor[end + 2] == '.';

    private static bool IsPassword(ReadOnlySpan<char> value, bool quoted)
        => Randomness.HasDigit(value) || value.ContainsAny(Signs) || IsPair(value)
            || (quoted && value.Length >= 8 && Randomness.Entropy(value) >= 3);

    // user:password
    private static bool IsPair(ReadOnlySpan<char> value) => value.IndexOf(':') >= 4 && value.Length - value.IndexOf(':') > 4;

    private static bool IsToken(ReadOnlySpan<char> value)
    {
        foreach (char character in value)
        {
            if (!CharSet.PaddedBase64.Contains(character) && character is not ('.' or '~' or '!' or '@' or '#' or '%' or '&' or '*'
                or ':' or '$'))
            {
                return false;
            }
        }

        return true;
    }
}
