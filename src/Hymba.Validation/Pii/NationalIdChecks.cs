using static Hymba.Validation.Pii.DigitChecks;

namespace Hymba.Validation.Pii;

/// <summary>
/// Checks of identifiers by country, each after the issuer's published rule. Arguments hold digits only, of the right number.
/// </summary>
internal static class NationalIdChecks
{
    /// <summary>
    /// Social security number: areas, groups and serials that are never issued, and the number that was printed on wallets.
    /// </summary>
    public static bool UsSsn(ReadOnlySpan<char> digits)
        => digits[0] != '9' && !digits[..3].SequenceEqual("000") && !digits[..3].SequenceEqual("666") && !digits[3..5].SequenceEqual("00")
            && !digits[5..].SequenceEqual("0000") && !digits.SequenceEqual("078051120") && !digits.SequenceEqual("219099999")
            && !IsUniform(digits);

    /// <summary>As <see cref="UsSsn"/>, and no counting up.</summary>
    public static bool UsSsnBare(ReadOnlySpan<char> digits) => UsSsn(digits) && !digits.SequenceEqual("123456789");

    /// <summary>Individual taxpayer number: begins with 9, fourth and fifth digit in the ranges in use.</summary>
    public static bool UsItin(ReadOnlySpan<char> digits)
        => digits[0] == '9' && Two(digits, 3) is >= 50 and <= 65 or >= 70 and <= 88 or >= 90 and <= 92 or >= 94 and <= 99;

    /// <summary>National provider identifier: Luhn behind the prefix 80840.</summary>
    public static bool UsNpi(ReadOnlySpan<char> digits)
        => digits[0] is '1' or '2' && !IsUniform(digits[..^1]) && (LuhnSum(digits) + 24) % 10 == 0;

    /// <summary>Routing number of the American Bankers Association.</summary>
    public static bool Aba(ReadOnlySpan<char> digits)
        => digits[0] is '0' or '1' or '2' or '3' or '6' or '7' or '8' && !IsUniform(digits)
            && Weighted(digits, [3, 7, 1, 3, 7, 1, 3, 7, 1]) % 10 == 0;

    /// <summary>Number of the National Health Service.</summary>
    public static bool UkNhs(ReadOnlySpan<char> digits)
        => !IsUniform(digits) && Weighted(digits, [10, 9, 8, 7, 6, 5, 4, 3, 2, 1]) % 11 == 0;

    /// <summary>Social insurance number of Canada: 0 and 8 are not issued.</summary>
    public static bool CaSin(ReadOnlySpan<char> digits) => digits[0] is not ('0' or '8') && !IsUniform(digits) && Luhn(digits);

    /// <summary>Australian business number.</summary>
    public static bool AuAbn(ReadOnlySpan<char> digits)
        => digits[0] != '0' && (Weighted(digits, [10, 1, 3, 5, 7, 9, 11, 13, 15, 17, 19]) - 10) % 89 == 0;

    /// <summary>Australian company number.</summary>
    public static bool AuAcn(ReadOnlySpan<char> digits)
        => !IsUniform(digits) && (10 - (Weighted(digits, [8, 7, 6, 5, 4, 3, 2, 1]) % 10)) % 10 == digits[8] - '0';

    /// <summary>Australian tax file number.</summary>
    public static bool AuTfn(ReadOnlySpan<char> digits) => !IsUniform(digits) && Weighted(digits, [1, 4, 3, 7, 5, 8, 6, 9, 10]) % 11 == 0;

    /// <summary>Medicare number of Australia.</summary>
    public static bool AuMedicare(ReadOnlySpan<char> digits)
        => digits[0] is >= '2' and <= '6' && digits[9] != '0' && Weighted(digits, [1, 3, 7, 9, 1, 3, 7, 9]) % 10 == digits[8] - '0';

    /// <summary>Aadhaar of India: no palindrome, Verhoeff.</summary>
    public static bool InAadhaar(ReadOnlySpan<char> digits)
    {
        bool palindrome = true;
        for (int i = 0; i < digits.Length / 2; i++)
        {
            palindrome &= digits[i] == digits[^(i + 1)];
        }

        return digits[0] >= '2' && !palindrome && Verhoeff(digits);
    }

    /// <summary>PESEL of Poland: a date whose month carries the century, and a check digit.</summary>
    public static bool PlPesel(ReadOnlySpan<char> digits)
        => IsDay(Two(digits, 2) % 20, Two(digits, 4)) && Weighted(digits, [1, 3, 7, 9, 1, 3, 7, 9, 1, 3, 1]) % 10 == 0;

    /// <summary>Identification number of Thailand.</summary>
    public static bool ThTnin(ReadOnlySpan<char> digits)
        => digits[0] is >= '1' and <= '8' && Two(digits, 1) is >= 10 and <= 96 && !IsUniform(digits)
            && (11 - (Weighted(digits, [13, 12, 11, 10, 9, 8, 7, 6, 5, 4, 3, 2]) % 11)) % 10 == digits[12] - '0';

    /// <summary>Identification number of Turkey: two check digits.</summary>
    public static bool TrNationalId(ReadOnlySpan<char> digits)
    {
        int odd = Weighted(digits, [1, 0, 1, 0, 1, 0, 1, 0, 1]);
        int even = Weighted(digits, [0, 1, 0, 1, 0, 1, 0, 1]);
        int tenth = ((((odd * 7) - even) % 10) + 10) % 10;
        return digits[0] != '0' && tenth == digits[9] - '0' && (odd + even + tenth) % 10 == digits[10] - '0';
    }

    /// <summary>
    /// Resident registration number of Korea by shape: a date and the digit of century and sex. Numbers since 2020 carry no check digit.
    /// </summary>
    public static bool KrRrnShape(ReadOnlySpan<char> digits)
        => Two(digits, 2) is >= 1 and <= 12 && Two(digits, 4) is >= 1 and <= 31 && digits[6] is >= '1' and <= '4';

    /// <summary>Resident registration number of Korea with the check digit in use until 2020.</summary>
    public static bool KrRrn(ReadOnlySpan<char> digits)
        => KrRrnShape(digits) && (11 - (Weighted(digits, [2, 3, 4, 5, 6, 7, 8, 9, 2, 3, 4, 5]) % 11)) % 10 == digits[12] - '0';

    /// <summary>Registration number of a foreigner in Korea by its form: a date, and a digit that tells them from residents.</summary>
    public static bool KrForeigner(ReadOnlySpan<char> digits)
        => Two(digits, 2) is >= 1 and <= 12 && Two(digits, 4) is >= 1 and <= 31 && digits[6] is >= '5' and <= '8';

    /// <summary>Driving licence of Korea: it begins with the number of a region.</summary>
    public static bool KrDriver(ReadOnlySpan<char> digits) => Two(digits, 0) is >= 11 and <= 28 && !IsUniform(digits[4..10]);

    /// <summary>Personal number of Sweden: a date (60 days later for coordination numbers) and Luhn over the last ten digits.</summary>
    public static bool SePersonnummer(ReadOnlySpan<char> digits)
    {
        ReadOnlySpan<char> ten = digits[^10..];
        int day = Two(ten, 4);
        bool century = digits.Length == 10 || Two(digits, 0) is >= 18 and <= 20;
        return century && IsDay(Two(ten, 2), day > 60 ? day - 60 : day) && Luhn(ten);
    }

    /// <summary>Tax number of Germany: among the first ten digits at most one occurs again, and that three times at most.</summary>
    public static bool DeTaxId(ReadOnlySpan<char> digits)
    {
        Span<int> counts = stackalloc int[10];
        counts.Clear();
        foreach (char digit in digits[..10])
        {
            counts[digit - '0']++;
        }

        int repeated = 0;
        int most = 0;
        foreach (int count in counts)
        {
            repeated += count > 1 ? 1 : 0;
            most = Math.Max(most, count);
        }

        return digits[0] != '0' && repeated <= 1 && most <= 3 && Mod1110(digits);
    }

    /// <summary>Identity number of South Africa: a date, citizenship, Luhn.</summary>
    public static bool ZaIdNumber(ReadOnlySpan<char> digits)
        => IsDay(Two(digits, 2), Two(digits, 4)) && digits[10] is '0' or '1' or '2' && digits[11] is '8' or '9' && Luhn(digits);
}
