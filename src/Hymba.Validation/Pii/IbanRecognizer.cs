using Hymba.Validation.Scanning;

namespace Hymba.Validation.Pii;

/// <summary>International bank account numbers (ISO 13616): the country's length, MOD 97-10. Together or in groups of four.</summary>
internal sealed class IbanRecognizer() : Recognizer(LetterChars)
{
    private const string Lengths =
        "AD24 AE23 AL28 AT20 AZ28 BA20 BE16 BG22 BH22 BI27 BR29 BY28 CH21 CR22 CY28 CZ24 DE22 DJ27 DK18 DO28 EE20 EG29 ES24 FI18 "
        + "FK18 FO18 FR27 GB22 GE22 GI23 GL18 GR27 GT28 HN28 HR21 HU28 IE22 IL23 IQ23 IS26 IT27 JO30 KW30 KZ20 LB28 LC32 LI21 LT20 "
        + "LU20 LV21 LY25 MC27 MD24 ME22 MK19 MN20 MR27 MT31 MU30 NI28 NL18 NO15 OM23 PK24 PL28 PS29 PT25 QA29 RO24 RS22 RU33 SA24 "
        + "SC31 SD18 SE24 SI19 SK24 SM27 SO23 ST25 SV28 TL23 TN24 TR26 UA29 VA22 VG24 XK20 YE30";

    private static readonly ScanRule Rule = PiiRules.Of("IBAN_CODE");
    private static readonly Dictionary<int, int> LengthOf =
        Lengths.Split(' ').ToDictionary(entry => Key(entry[0], entry[1]), entry => int.Parse(entry[2..], null));

    /// <inheritdoc/>
    public override IEnumerable<ScanRule> Rules => [Rule];

    /// <inheritdoc/>
    public override bool TryMatch(TextCursor cursor, int start, out Candidate match)
    {
        match = default;
        char second = cursor[start + 1];
        if (Chars.IsWord(cursor[start - 1]) || !Chars.IsLetter(second) || !Chars.IsDigit(cursor[start + 2])
            || !Chars.IsDigit(cursor[start + 3])
            || !LengthOf.TryGetValue(Key(Chars.Upper(cursor[start]), Chars.Upper(second)), out int length))
        {
            return false;
        }

        Span<char> value = stackalloc char[34];
        int index = start;
        int count = 0;
        char separator = '\0';
        bool upper = false;
        bool lower = false;
        while (count < length)
        {
            char next = cursor[index];
            if (count is > 0 && count % 4 == 0 && next is ' ' or '-' or '\u00A0' && (count == 4 || next == separator))
            {
                separator = next;
                index++;
                next = cursor[index];
            }
            else if (count % 4 == 0 && count > 4 && separator != '\0')
            {
                return false;
            }

            if (!Chars.IsAlphanumeric(next))
            {
                return false;
            }

            upper |= Chars.IsUpper(next);
            lower |= next is >= 'a' and <= 'z';
            value[count++] = Chars.Upper(next);
            index++;
        }

        if ((upper && lower) || Chars.IsWord(cursor[index]) || !IsValid(value[..length]))
        {
            return false;
        }

        match = new Candidate(Rule, start, index, Confidence: 0.97);
        return true;
    }

    private static int Key(char first, char second) => (first << 8) | second;

    private static bool IsValid(ReadOnlySpan<char> value)
    {
        int remainder = 0;
        for (int i = 0; i < value.Length; i++)
        {
            char next = value[(i + 4) % value.Length];
            remainder = Chars.IsDigit(next) ? ((remainder * 10) + next - '0') % 97 : ((remainder * 100) + next - 'A' + 10) % 97;
        }

        return remainder == 1;
    }
}
