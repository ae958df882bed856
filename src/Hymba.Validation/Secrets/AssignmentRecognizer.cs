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
    private const int LongestValue = 256;

    private static readonly SearchValues<char> Signs = SearchValues.Create("!@#$%^&*+?");
    private static readonly ScanRule Password = SecretRules.Of("password-assignment");
    private static readonly ScanRule Key = SecretRules.Of("key-assignment");
    private static readonly CharSet NameChars = new("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_.-");

    private readonly TokenRecognizer _tokens = new();
    private readonly StructuredTokenRecognizer _structured = new();

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

        int index = SkipOperator(cursor, nameEnd, out bool assigns);
        if (!assigns)
        {
            return false;
        }

        NameKind kind = AssignmentNames.Classify(cursor.Read(start, nameEnd));
        if (kind == NameKind.None)
        {
            return false;
        }

        bool escaped = cursor[index] == '\\';
        index += escaped ? 1 : 0;
        bool quoted = cursor[index] is '"' or '\'' or '`';
        char quote = quoted ? cursor[index++] : '\0';
        if (_tokens.TryMatch(cursor, index, out _) || _structured.TryMatch(cursor, index, out _))
        {
            // The token is found for itself, under the name of its issuer.
            return false;
        }

        int end = ReadValue(cursor, index, quote, escaped);
        if (!quoted)
        {
            end = index + cursor.Read(index, end).TrimEnd(".:!?]}&").Length;
        }

        if (end == index || !IsSecret(kind, cursor.Read(index, end), quoted, cursor, start))
        {
            return false;
        }

        match = new Candidate(kind == NameKind.Password ? Password : Key, index, end, quoted ? 0.8 : 0.7);
        return true;
    }

    // name = value, name: value, "name": value, name := value, name => value, and no comparison.
    private static int SkipOperator(TextCursor cursor, int index, out bool assigns)
    {
        assigns = false;
        index += cursor[index] == '\\' && cursor[index + 1] is '"' or '\'' ? 2 : cursor[index] is '"' or '\'' or '`' or ']' ? 1 : 0;
        index = cursor.Skip(index, CharSet.Blanks, 4);
        if (cursor[index] is not ('=' or ':'))
        {
            return index;
        }

        index += cursor[index + 1] is '=' or '>' ? 2 : 1;
        if (cursor[index] is '=' or ':' or '/')
        {
            return index;
        }

        assigns = true;
        return cursor.Skip(index, CharSet.Blanks, 8);
    }

    private static int ReadValue(TextCursor cursor, int index, char quote, bool escaped)
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

            if (next == '\\' && (escaped || quote == '\0'))
            {
                break;
            }

            end++;
        }

        return end;
    }

    private static bool IsSecret(NameKind kind, ReadOnlySpan<char> value, bool quoted, TextCursor cursor, int start)
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

        // npm's own files name the registry before the token.
        if (cursor[start - 1] is ':' or '/' && cursor[start - 2] is '/' && !Chars.IsWord(cursor[start - 3]))
        {
            return false;
        }

        int shortest = kind == NameKind.Service ? 16 : 12;
        return value.Length >= shortest && Randomness.HasDigit(value) && Randomness.HasLetter(value) && Randomness.Entropy(value) >= 3
            && IsToken(value);
    }

    private static bool IsPassword(ReadOnlySpan<char> value, bool quoted)
        => Randomness.HasDigit(value) || value.ContainsAny(Signs)
            || (quoted && value.Length >= 8 && Randomness.Entropy(value) >= 3);

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
