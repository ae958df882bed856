namespace Hymba.Validation.Pii;

/// <summary>Check digits that several identifiers share. Arguments hold digits only.</summary>
internal static class DigitChecks
{
    private static readonly int[,] Dihedral = Multiply();
    private static readonly int[] Permutation = [1, 5, 7, 6, 2, 8, 3, 0, 9, 4];

    /// <summary>ISO/IEC 7812-1, annex B.</summary>
    public static bool Luhn(ReadOnlySpan<char> digits) => LuhnSum(digits) % 10 == 0;

    /// <summary>Sum of Luhn's algorithm, the last digit counted once.</summary>
    public static int LuhnSum(ReadOnlySpan<char> digits)
    {
        int sum = 0;
        for (int i = 0; i < digits.Length; i++)
        {
            int digit = digits[^(i + 1)] - '0';
            sum += (i & 1) == 0 ? digit : digit < 5 ? digit * 2 : (digit * 2) - 9;
        }

        return sum;
    }

    /// <summary>Sum of the digits times their weights.</summary>
    public static int Weighted(ReadOnlySpan<char> digits, ReadOnlySpan<int> weights)
    {
        int sum = 0;
        for (int i = 0; i < weights.Length; i++)
        {
            sum += (digits[i] - '0') * weights[i];
        }

        return sum;
    }

    /// <summary>Verhoeff's check over the dihedral group of the pentagon.</summary>
    public static bool Verhoeff(ReadOnlySpan<char> digits)
    {
        int check = 0;
        for (int i = 0; i < digits.Length; i++)
        {
            int value = digits[^(i + 1)] - '0';
            for (int round = 0; round < i % 8; round++)
            {
                value = Permutation[value];
            }

            check = Dihedral[check, value];
        }

        return check == 0;
    }

    /// <summary>ISO 7064, MOD 11,10.</summary>
    public static bool Mod1110(ReadOnlySpan<char> digits)
    {
        int product = 10;
        foreach (char digit in digits[..^1])
        {
            int sum = (digit - '0' + product) % 10;
            product = (sum == 0 ? 10 : sum) * 2 % 11;
        }

        return (11 - product) % 10 == digits[^1] - '0';
    }

    /// <summary>Whether all digits are the same.</summary>
    public static bool IsUniform(ReadOnlySpan<char> digits) => digits.IndexOfAnyExcept(digits[0]) < 0;

    /// <summary>Value of two digits.</summary>
    public static int Two(ReadOnlySpan<char> digits, int index) => ((digits[index] - '0') * 10) + digits[index + 1] - '0';

    /// <summary>Whether a month and a day exist, years aside.</summary>
    public static bool IsDay(int month, int day)
        => month is >= 1 and <= 12 && day >= 1 && day <= (month == 2 ? 29 : month is 4 or 6 or 9 or 11 ? 30 : 31);

    private static int[,] Multiply()
    {
        var table = new int[10, 10];
        for (int i = 0; i < 10; i++)
        {
            for (int j = 0; j < 10; j++)
            {
                table[i, j] = i < 5
                    ? (j < 5 ? (i + j) % 5 : 5 + ((i + j) % 5))
                    : (j < 5 ? 5 + ((i - j + 5) % 5) : (i - j + 5) % 5);
            }
        }

        return table;
    }
}
