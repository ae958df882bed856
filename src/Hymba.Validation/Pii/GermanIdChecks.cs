using Hymba.Validation.Scanning;

namespace Hymba.Validation.Pii;

/// <summary>Check digits of identifiers of Germany with letters in them; upper case, without separators.</summary>
internal static class GermanIdChecks
{
    /// <summary>VAT number: DE and nine digits, ISO 7064 mod 11,10.</summary>
    public static bool Vat(ReadOnlySpan<char> value) => value[..2] is "DE" && value[2] != '0' && DigitChecks.Mod1110(value[2..]);

    /// <summary>Number of the pension insurance: area, birthday, first letter of the name, serial number, check digit.</summary>
    public static bool Pension(ReadOnlySpan<char> value)
    {
        Span<char> digits = [.. value[..8], '0', '0', value[9], value[10]];
        Spell(value[8], digits[8..]);
        int day = DigitChecks.Two(value, 2);

        // Who shares a birthday with many others has a day beyond the month.
        return DigitChecks.IsDay(DigitChecks.Two(value, 4), day > 50 ? day - 50 : day)
            && CrossSum(digits, [2, 1, 2, 5, 7, 1, 2, 1, 2, 1, 2, 1]) % 10 == value[11] - '0';
    }

    /// <summary>Number of an insured person: a letter, eight digits, check digit.</summary>
    public static bool Insured(ReadOnlySpan<char> value)
    {
        Span<char> digits = ['0', '0', .. value[1..9]];
        Spell(value[0], digits);
        return CrossSum(digits, [1, 2, 1, 2, 1, 2, 1, 2, 1, 2]) % 10 == value[9] - '0';
    }

    /// <summary>Number of a physician: six digits, their check digit, two digits for the speciality.</summary>
    public static bool Physician(ReadOnlySpan<char> digits)
        => (10 - (DigitChecks.Weighted(digits[..6], [4, 9, 4, 9, 4, 9]) % 10)) % 10 == digits[6] - '0' && digits[7..] is not "00"
            && digits[..6] is not "000000";

    private static void Spell(char letter, Span<char> two)
    {
        int rank = Chars.Upper(letter) - 'A' + 1;
        two[0] = (char)('0' + (rank / 10));
        two[1] = (char)('0' + (rank % 10));
    }

    private static int CrossSum(ReadOnlySpan<char> digits, ReadOnlySpan<int> weights)
    {
        int sum = 0;
        for (int i = 0; i < weights.Length; i++)
        {
            int product = (digits[i] - '0') * weights[i];
            sum += (product / 10) + (product % 10);
        }

        return sum;
    }
}
