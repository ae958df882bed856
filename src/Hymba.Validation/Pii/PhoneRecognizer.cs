using Hymba.Validation.Scanning;

namespace Hymba.Validation.Pii;

/// <summary>
/// Telephone numbers: international ones by the numbering plans of libphonenumber; North American ones also by their writing; those of
/// other countries, whose shape is that of any number, where words or a trunk prefix say so.
/// </summary>
internal sealed class PhoneRecognizer() : Recognizer(DigitChars + "+(")
{
    private const int FewestDigits = 7;
    private const int MostGroups = 5;

    private static readonly ScanRule Rule = PiiRules.Of("PHONE_NUMBER");
    private static readonly ContextWords Before = new(
        "phone", "telephone", "tel", "mobile", "cell", "cellphone", "fax", "call", "dial", "ring", "text", "sms", "whatsapp", "telegram",
        "signal", "reach", "contact", "registered", "message", "messages to", "hotline", "helpline", "answering at", "reachable", "landline", "telefon", "handy",
        "rufnummer",
        "t\u00E9l\u00E9phone", "tel\u00E9fono", "telefono", "telefone", "celular", "m\u00F3vil");

    private static readonly ContextWords Behind = new("office", "fax", "mobile", "cell", "home", "work", "phone", "tel", "landline",
        "direct", "voice");

    /// <inheritdoc/>
    public override IEnumerable<ScanRule> Rules => [Rule];

    /// <inheritdoc/>
    public override bool TryMatch(TextCursor cursor, int start, out Candidate match)
    {
        match = default;
        char before = cursor[start - 1];
        if (Chars.IsWord(before) || before is '+' or '$' or '\u20AC' or '\u00A3' or '#'
            || (before is '.' or ',' or '-' or '/' && Chars.IsWord(cursor[start - 2])))
        {
            return false;
        }

        var candidate = PhoneCandidate.Read(cursor, start, stackalloc char[PhoneCandidate.DigitRoom],
            stackalloc int[PhoneCandidate.GroupRoom]);
        if (candidate.Digits.Length < FewestDigits || (candidate.Groups.Length > MostGroups && !candidate.IsInternational && cursor[start] != '0'))
        {
            return false;
        }

        int end = candidate.ReadExtension(cursor);
        char next = cursor[end];
        if (Chars.IsWord(next) || next is '%' or '$' or '\u20AC'
            || (next is '.' or ',' or '-' or '/' or ':' && Chars.IsWord(cursor[end + 1]) && !Behind.Has(WordBehind(cursor, end))))
        {
            return false;
        }

        // A blank and a digit before: the tail of a longer number, unless the number is written otherwise.
        if (before == ' ' && Chars.IsDigit(cursor[start - 2]) && start - 1 != cursor.Floor
            && candidate is { Separator: ' ' or '\0', IsInternational: false })
        {
            return false;
        }

        double confidence = Judge(cursor, start, end, candidate);
        match = new Candidate(Rule, start, end, confidence);
        return confidence > 0;
    }

    private static double Judge(TextCursor cursor, int start, int end, in PhoneCandidate candidate)
    {
        ReadOnlySpan<char> digits = candidate.Digits;
        bool grouped = candidate.Groups.Length > 1;
        if (candidate.IsInternational)
        {
            // Plans change and examples break them: a country's code, apart, before the right number of digits is a number to call.
            bool written = grouped && PhonePlans.IsCallingCode(digits[..Math.Min(candidate.Groups[0], 4)]);
            return PhonePlans.IsValidInternational(digits) ? 0.85
                : digits.Length is >= 9 and <= 15 && (written || Before.PrecedeAt(cursor, start)) ? 0.5 : 0;
        }

        if (digits.StartsWith("00") && grouped && digits.Length is >= 11 and <= 17 && PhonePlans.IsValidInternational(digits[2..]))
        {
            return 0.75;
        }

        if (IsDate(candidate) || digits.Length > 12 || (!grouped && digits.Length > 11))
        {
            return 0;
        }

        bool named = Before.PrecedeAt(cursor, start) || Behind.Has(WordBehind(cursor, end));
        if (IsNorthAmerican(candidate) && grouped)
        {
            return named ? 0.85 : PhonePlans.IsValidInternational(digits.Length == 11 ? digits : string.Concat("1", digits)) ? 0.65 : 0.5;
        }

        if (named)
        {
            return digits.Length is >= 9 and <= 11 && PhonePlans.IsValidNational(digits) ? 0.75
                : grouped && IsPlausible(candidate) ? 0.55
                : digits.Length is 10 or 11 ? 0.5 : 0;
        }

        // A trunk prefix begins no quantity; three or more groups of it are a number to call.
        return digits[0] == '0' && candidate.Groups.Length >= 3 && digits.Length is >= 9 and <= 11
            && PhonePlans.IsValidNational(digits) ? 0.5 : 0;
    }

    private static bool IsPlausible(in PhoneCandidate candidate)
    {
        foreach (int length in candidate.Groups)
        {
            if (length > 6)
            {
                return false;
            }
        }

        return true;
    }

    private static bool IsNorthAmerican(in PhoneCandidate candidate)
    {
        ReadOnlySpan<char> ten = candidate.Digits;
        ReadOnlySpan<int> groups = candidate.Groups;
        if (ten.Length == 11 && ten[0] == '1' && groups[0] == 1)
        {
            ten = ten[1..];
            groups = groups[1..];
        }

        return ten.Length == 10 && ten[0] >= '2' && ten[3] >= '2'
            && (groups.SequenceEqual([3, 3, 4]) || groups.SequenceEqual([3, 7]) || groups.SequenceEqual([6, 4]));
    }

    private static bool IsDate(in PhoneCandidate candidate)
    {
        ReadOnlySpan<int> groups = candidate.Groups;
        bool years = groups.SequenceEqual([4, 4]) && candidate.Digits[0] is '1' or '2' && candidate.Digits[4] is '1' or '2';
        return years || groups.SequenceEqual([4, 2, 2]) || groups.SequenceEqual([2, 2, 4]) || groups.SequenceEqual([1, 2, 4])
            || groups.SequenceEqual([2, 1, 4])
            || (groups.Length == 4 && candidate is { Separator: '.', IsUniform: true });
    }

    private static ReadOnlySpan<char> WordBehind(TextCursor cursor, int end)
    {
        int index = cursor[end] is ' ' or '\t' or '-' ? end + 1 : end;
        index = cursor[index] == '(' ? index + 1 : index;
        int last = cursor.Skip(index, CharSet.Letters, 9);
        return last == index ? [] : cursor.Read(index, last);
    }
}
