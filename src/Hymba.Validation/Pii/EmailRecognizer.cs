using Hymba.Validation.Scanning;

namespace Hymba.Validation.Pii;

/// <summary>
/// E-mail addresses (RFC 5321 without quoted local parts): at most 64 characters before the sign, a domain with a top level behind it.
/// </summary>
internal sealed class EmailRecognizer() : Recognizer(LetterChars + DigitChars + "_+")
{
    private const int LongestLocalPart = 64;

    private static readonly ScanRule Rule = PiiRules.Of("EMAIL_ADDRESS");

    /// <inheritdoc/>
    public override IEnumerable<ScanRule> Rules => [Rule];

    /// <inheritdoc/>
    public override bool TryMatch(TextCursor cursor, int start, out Candidate match)
    {
        match = default;
        char before = cursor[start - 1];
        if (IsLocal(before) && start != cursor.Floor && (Chars.IsWord(before) || Chars.IsWord(cursor[start - 2]) || before == '+'))
        {
            return false;
        }

        int index = start;
        while (index < start + LongestLocalPart && IsLocal(cursor[index]))
        {
            index++;
        }

        if (cursor[index] != '@' || !IsLocalEnd(cursor[index - 1]))
        {
            return false;
        }

        int end = DomainName.Read(cursor, index + 1, out int labels, out _);
        if (labels < 2)
        {
            return false;
        }

        match = new Candidate(Rule, start, end, Confidence: 0.95);
        return true;
    }

    private static bool IsLocal(char value) => Chars.IsWord(value) || value is '.' or '-' or '+' or '%' or '\'';

    private static bool IsLocalEnd(char value) => Chars.IsWord(value) || value is '+' or '-' or '%';
}
