using Hymba.Validation.Scanning;

namespace Hymba.Validation.Pii;

/// <summary>
/// Hardware addresses: six pairs with one kind of separator, or three groups of four with dots. Not broadcast, not all zeros.
/// </summary>
internal sealed class MacAddressRecognizer() : Recognizer("0123456789abcdefABCDEF")
{
    private static readonly ScanRule Rule = PiiRules.Of("MAC_ADDRESS");

    /// <inheritdoc/>
    public override IEnumerable<ScanRule> Rules => [Rule];

    /// <inheritdoc/>
    public override bool TryMatch(TextCursor cursor, int start, out Candidate match)
    {
        match = default;
        char before = cursor[start - 1];
        if (Chars.IsWord(before) || (before is ':' or '-' or '.' && Chars.IsHex(cursor[start - 2])))
        {
            return false;
        }

        int first = cursor.Skip(start, CharSet.Hex, 5) - start;
        char separator = cursor[start + first];
        bool dotted = first == 4 && separator == '.';
        if (!dotted && !(first == 2 && separator is ':' or '-'))
        {
            return false;
        }

        int groups = dotted ? 3 : 6;
        int index = start;
        bool zeros = true;
        bool ones = true;
        for (int group = 0; group < groups; group++)
        {
            if (group > 0 && cursor[index++] != separator)
            {
                return false;
            }

            for (int i = 0; i < first; i++)
            {
                char digit = cursor[index++];
                if (!Chars.IsHex(digit))
                {
                    return false;
                }

                zeros &= digit == '0';
                ones &= digit is 'f' or 'F';
            }
        }

        char next = cursor[index];
        if (zeros || ones || Chars.IsWord(next) || (next == separator && Chars.IsWord(cursor[index + 1])))
        {
            return false;
        }

        match = new Candidate(Rule, start, index, Confidence: 0.9);
        return true;
    }
}
