using PhoneNumbers;

namespace Hymba.Validation.Pii;

/// <summary>
/// Asks libphonenumber whether digits are a number of some plan. Numbers are built here rather than parsed: no exceptions for what is
/// none, and its patterns only ever see the few digits of one number.
/// </summary>
internal static class PhonePlans
{
    private const int ShortestNational = 4;

    // Countries whose national writing is looked for; the prefix that falls away when a number is dialled from abroad.
    private static readonly (string Region, int Code, string Trunk)[] Regions =
    [
        ("US", 1, ""), ("GB", 44, "0"), ("DE", 49, "0"), ("FR", 33, "0"), ("IN", 91, "0"), ("IL", 972, "0"), ("BR", 55, "0"),
        ("JP", 81, "0"), ("CN", 86, "0"), ("ES", 34, ""), ("IT", 39, ""), ("NL", 31, "0"), ("CH", 41, "0"), ("AT", 43, "0"),
        ("SE", 46, "0"), ("PL", 48, ""), ("AU", 61, "0"), ("KR", 82, "0"),
    ];

    private static readonly Lazy<PhoneNumberUtil> Plans = new(PhoneNumberUtil.GetInstance);
    private static readonly Lazy<HashSet<int>> Codes = new(() => [.. Plans.Value.GetSupportedCallingCodes()]);

    /// <summary>Whether they are a country code and a number of that country.</summary>
    public static bool IsValidInternational(ReadOnlySpan<char> digits)
    {
        if (digits.Length is < 7 or > 15 || digits[0] == '0')
        {
            return false;
        }

        int code = 0;
        for (int length = 1; length <= 3; length++)
        {
            code = (code * 10) + digits[length - 1] - '0';
            if (Codes.Value.Contains(code))
            {
                return IsValid(code, digits[length..], null) || (digits[length] == '0' && IsValid(code, digits[(length + 1)..], null));
            }
        }

        return false;
    }

    /// <summary>Whether they are the code of a country.</summary>
    public static bool IsCallingCode(ReadOnlySpan<char> digits) => digits.Length <= 3 && Codes.Value.Contains(int.Parse(digits, null));

    /// <summary>Whether they are a number of one of the countries looked for, as dialled there.</summary>
    public static bool IsValidNational(ReadOnlySpan<char> digits)
    {
        foreach ((string region, int code, string trunk) in Regions)
        {
            if (digits.StartsWith(trunk) && IsValid(code, digits[trunk.Length..], region))
            {
                return true;
            }
        }

        return false;
    }

    private static bool IsValid(int code, ReadOnlySpan<char> national, string? region)
    {
        int zeros = 0;
        while (zeros < national.Length && national[zeros] == '0')
        {
            zeros++;
        }

        if (national.Length - zeros < ShortestNational || !ulong.TryParse(national, out ulong value))
        {
            return false;
        }

        PhoneNumber.Builder builder = new PhoneNumber.Builder().SetCountryCode(code).SetNationalNumber(value);
        if (zeros > 0)
        {
            builder.SetNumberOfLeadingZeros(zeros);
        }

        PhoneNumber number = builder.Build();
        return region is null ? Plans.Value.IsValidNumber(number) : Plans.Value.IsValidNumberForRegion(number, region);
    }
}
