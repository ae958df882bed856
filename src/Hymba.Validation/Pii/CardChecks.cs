namespace Hymba.Validation.Pii;

/// <summary>Payment cards: issuer prefixes with their lengths (ISO/IEC 7812 assignments as the networks publish them) and Luhn.</summary>
internal static class CardChecks
{
    /// <summary>Networks whose prefixes are long enough to stand alone.</summary>
    public static bool Card(ReadOnlySpan<char> digits) => IsIssued(digits) && !DigitChecks.IsUniform(digits) && DigitChecks.Luhn(digits);

    /// <summary>Maestro: prefixes and lengths so wide that only words around tell.</summary>
    public static bool Maestro(ReadOnlySpan<char> digits)
        => digits[0] is '5' or '6' && Prefix(digits, 2) is 50 or 56 or 57 or 58 or 63 or 67 && DigitChecks.Luhn(digits);

    /// <summary>Any number with the check digit, where words say that it is a card's.</summary>
    public static bool Any(ReadOnlySpan<char> digits) => !DigitChecks.IsUniform(digits) && DigitChecks.Luhn(digits);

    private static bool IsIssued(ReadOnlySpan<char> digits)
    {
        int two = Prefix(digits, 2);
        int three = Prefix(digits, 3);
        int four = Prefix(digits, 4);
        return digits.Length switch
        {
            13 => digits[0] == '4',
            14 => three is >= 300 and <= 305 or 309 || two is 36 or 38 or 39,
            15 => digits[0] == '1' || two is 34 or 37 || four is 2131 or 2100,
            16 => digits[0] == '4' || two is >= 51 and <= 55 || four is >= 2221 and <= 2720 || IsWide(digits, two, three, four),
            17 or 18 => IsWide(digits, two, three, four) && digits[0] == '6',
            19 => digits[0] == '4' || (IsWide(digits, two, three, four) && digits[0] == '6') || two == 36,
            _ => false,
        };
    }

    // Discover, UnionPay, JCB, Diners with 16 digits, RuPay, Mir, InstaPayment, Elo and Hipercard among the sixes, Dankort and Maestro.
    private static bool IsWide(ReadOnlySpan<char> digits, int two, int three, int four)
        => four == 6011 || two is 65 or 62 or 81 || three is >= 644 and <= 649 || two == 35 || three is >= 637 and <= 639
            || four is >= 2200 and <= 2204 || two is 60 or 36 or 38 or 39 || three is >= 300 and <= 305
            || (digits.Length == 16 && four is >= 5018 and <= 5020 or 5038 or 5893 or 6304 or 6759 or >= 6761 and <= 6763);

    private static int Prefix(ReadOnlySpan<char> digits, int length)
        => int.Parse(digits[..length], System.Globalization.CultureInfo.InvariantCulture);
}
