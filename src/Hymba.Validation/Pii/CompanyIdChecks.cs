namespace Hymba.Validation.Pii;

/// <summary>Check digits of identifiers of companies, and of licences, outside of Germany; upper case, without separators.</summary>
internal static class CompanyIdChecks
{
    private const string SingaporeAlphabet = "ABCDEFGHJKLMNPQRSTUVWX0123456789";

    /// <summary>Number of a business in Singapore: eight digits and a letter.</summary>
    public static bool SgBusiness(ReadOnlySpan<char> value) => value[8] == "XMKECAWLJDB"[DigitChecks.Weighted(value[..8], [10, 4, 9, 3, 8, 2, 7, 1]) % 11];

    /// <summary>Number of a company in Singapore: a year, five digits and a letter.</summary>
    public static bool SgCompany(ReadOnlySpan<char> value)
        => DigitChecks.Two(value, 0) is >= 18 and <= 20
            && value[9] == "ZKCMDNERGWH"[DigitChecks.Weighted(value[..9], [10, 8, 6, 4, 9, 7, 5, 3, 1]) % 11];

    /// <summary>Number of another entity in Singapore: a century's letter, a year, two letters for the kind, four digits and a letter.</summary>
    public static bool SgOther(ReadOnlySpan<char> value)
    {
        ReadOnlySpan<int> weights = [4, 3, 5, 3, 10, 2, 2, 5, 7];
        int sum = -5;
        for (int i = 0; i < weights.Length; i++)
        {
            int rank = SingaporeAlphabet.IndexOf(value[i], StringComparison.Ordinal);
            if (rank < 0)
            {
                return false;
            }

            sum += rank * weights[i];
        }

        return value[0] is 'R' or 'S' or 'T' && value[9] == SingaporeAlphabet[((sum % 11) + 11) % 11];
    }

    /// <summary>Tax number of a business in India: state, permanent account number, count, Z, check character.</summary>
    public static bool InGstin(ReadOnlySpan<char> value) => DigitChecks.Two(value, 0) is (>= 1 and <= 38) or 97 or 99 && value[12] != '0' && value[13] == 'Z';

    /// <summary>Registration number of a business in Korea.</summary>
    public static bool KrBusiness(ReadOnlySpan<char> digits)
    {
        int sum = DigitChecks.Weighted(digits[..9], [1, 3, 7, 1, 3, 7, 1, 3, 5]) + ((digits[8] - '0') * 5 / 10);
        return (10 - (sum % 10)) % 10 == digits[9] - '0' && !DigitChecks.IsUniform(digits);
    }

    /// <summary>Number of an organisation in Sweden: the third digit tells it from a person's; Luhn.</summary>
    public static bool SeOrganisation(ReadOnlySpan<char> digits) => digits[2] >= '2' && DigitChecks.Luhn(digits) && !DigitChecks.IsUniform(digits);

    /// <summary>VAT number of Italy: Luhn, an office of a province.</summary>
    public static bool ItVat(ReadOnlySpan<char> digits)
        => DigitChecks.Luhn(digits) && !DigitChecks.IsUniform(digits) && int.Parse(digits[7..10], null) is (>= 1 and <= 100) or 120 or 121 or 888 or 999;

    /// <summary>Number of a prescriber in the United States: two characters and seven digits.</summary>
    public static bool UsDea(ReadOnlySpan<char> value)
    {
        ReadOnlySpan<char> digits = value[2..];
        int sum = DigitChecks.Weighted(digits[..6], [1, 2, 1, 2, 1, 2]);
        return "ABCDEFGHJKLMPRSTUX".Contains(value[0], StringComparison.Ordinal) && (value[1] is '9' or >= 'A') && sum % 10 == digits[6] - '0'
            && !DigitChecks.IsUniform(digits);
    }

    /// <summary>Driving licence of the United Kingdom: five of the surname, birthday with the month raised by fifty for women, initials.</summary>
    public static bool UkDriver(ReadOnlySpan<char> value)
    {
        ReadOnlySpan<char> name = value[..5].TrimEnd('9');
        int month = DigitChecks.Two(value, 6);
        return !name.IsEmpty && name.IndexOfAnyExceptInRange('A', 'Z') < 0 && DigitChecks.IsDay(month > 50 ? month - 50 : month, DigitChecks.Two(value, 8))
            && (value[11] is '9' or >= 'A') && (value[12] is '9' or >= 'A');
    }
}
