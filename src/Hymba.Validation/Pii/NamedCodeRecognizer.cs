using Hymba.Validation.Scanning;

namespace Hymba.Validation.Pii;

/// <summary>Card verification values: three or four digits that only the words before them give away.</summary>
internal sealed class NamedCodeRecognizer() : Recognizer("cCsS")
{
    private static readonly ScanRule Rule = PiiRules.Of("CVV");
    private static readonly string[] Names = ["cvv2", "cvv", "cvc2", "cvc", "csc", "cav2", "security code", "card security code",
        "card verification value", "card code"];

    /// <inheritdoc/>
    public override IEnumerable<ScanRule> Rules => [Rule];

    /// <inheritdoc/>
    public override bool TryMatch(TextCursor cursor, int start, out Candidate match)
    {
        match = default;
        if (Chars.IsWord(cursor[start - 1]))
        {
            return false;
        }

        foreach (string name in Names)
        {
            if (!cursor.IsAt(start, name) || Chars.IsWord(cursor[start + name.Length]))
            {
                continue;
            }

            int index = SkipBlanks(cursor, start + name.Length);
            foreach (string word in (ReadOnlySpan<string>)["number", "code", "no.", "is"])
            {
                if (cursor.IsAt(index, word) && !Chars.IsWord(cursor[index + word.Length]))
                {
                    index = SkipBlanks(cursor, index + word.Length);
                }
            }

            index = SkipBlanks(cursor, cursor[index] is ':' or '=' or '#' ? index + 1 : index);
            int end = cursor.Skip(index, CharSet.Digits, 5);
            if (end - index is 3 or 4 && !Chars.IsWord(cursor[end]))
            {
                match = new Candidate(Rule, index, end, Confidence: 0.85);
                return true;
            }
        }

        return false;
    }

    private static int SkipBlanks(TextCursor cursor, int index) => cursor.Skip(index, CharSet.Blanks, 3);
}
