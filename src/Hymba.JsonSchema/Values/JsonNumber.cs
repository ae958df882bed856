using System.Globalization;
using System.Numerics;
using System.Runtime.InteropServices;
using System.Text;
using System.Text.Json;

namespace Hymba.JsonSchema.Values;

/// <summary>
/// A number of any size, exact: sign * 0.digits * 10^magnitude, where the digits begin and end with none that is 0. Two numbers of the
/// same value have the same parts, however they were written.
/// </summary>
/// <param name="IsNegative">Whether it is below 0; 0 is not.</param>
/// <param name="Digits">The significant digits; empty for 0.</param>
/// <param name="Magnitude">The power of ten in front of which the digits stand; 0 for 0.</param>
internal readonly record struct JsonNumber(bool IsNegative, string Digits, long Magnitude) : IComparable<JsonNumber>
{
    private const long ExponentPerDigit = 1_000;

    // Longer exponents overflow a long; they are beyond every limit anyway.
    private const int MostExponentDigits = 15;

    /// <summary>Whether the number has no fractional part.</summary>
    public bool IsInteger => Magnitude >= Digits.Length;

    /// <summary>Reads a JSON number.</summary>
    /// <param name="value">A number.</param>
    /// <param name="maxDigits">See <see cref="JsonSchemaOptions.MaxNumberDigits"/>.</param>
    /// <exception cref="JsonSchemaException">The number is beyond the limit.</exception>
    public static JsonNumber Read(JsonElement value, int maxDigits)
    {
        ReadOnlySpan<byte> text = JsonMarshal.GetRawUtf8Value(value);
        bool isNegative = text[0] == '-';
        text = isNegative ? text[1..] : text;
        int mark = text.IndexOfAny((byte)'e', (byte)'E');
        long exponent = mark < 0 ? 0 : Exponent(text[(mark + 1)..], maxDigits);
        text = mark < 0 ? text : text[..mark];
        if (text.Length > maxDigits + 1)
        {
            throw new JsonSchemaException(
                JsonSchemaProblem.NumberTooLarge, $"A number has {text.Length} digits; at most {maxDigits} are compared.", limit: maxDigits);
        }

        int dot = text.IndexOf((byte)'.');
        string all = dot < 0 ? Encoding.ASCII.GetString(text) : Encoding.ASCII.GetString(text[..dot]) + Encoding.ASCII.GetString(text[(dot + 1)..]);
        int leading = all.Length - all.TrimStart('0').Length;
        string digits = all.Trim('0');
        return digits.Length == 0
            ? new JsonNumber(false, string.Empty, 0)
            : new JsonNumber(isNegative, digits, (dot < 0 ? text.Length : dot) - leading + exponent);
    }

    /// <summary>Whether the number is written without fraction and exponent, which makes an integer in draft 04.</summary>
    public static bool IsWrittenAsInteger(JsonElement value) => JsonMarshal.GetRawUtf8Value(value).IndexOfAny("eE."u8) < 0;

    /// <inheritdoc/>
    public int CompareTo(JsonNumber other)
    {
        int sign = Sign, otherSign = other.Sign;
        if (sign != otherSign || sign == 0)
        {
            return sign.CompareTo(otherSign);
        }

        int order = Magnitude != other.Magnitude ? Magnitude.CompareTo(other.Magnitude) : string.CompareOrdinal(Digits, other.Digits);
        return IsNegative ? -order : order;
    }

    /// <summary>Whether this is a whole multiple of a divisor above 0. Exact at every size, and never expands an exponent.</summary>
    public bool IsMultipleOf(JsonNumber divisor)
    {
        if (Digits.Length == 0)
        {
            return true;
        }

        // this = a * 10^shift * unit and divisor = b * unit. Neither a nor b ends with 0: a negative shift leaves a fraction.
        long shift = Magnitude - Digits.Length - (divisor.Magnitude - divisor.Digits.Length);
        BigInteger b = Whole(divisor.Digits);
        return shift >= 0 && (Whole(Digits) * BigInteger.ModPow(10, shift, b) % b).IsZero;
    }

    /// <summary>The number as a count; the largest long where it is larger. Only for integers from 0 on.</summary>
    public long ToCount()
    {
        const int MostDigits = 18;
        return Digits.Length == 0 ? 0
            : Magnitude > MostDigits ? long.MaxValue
            : long.Parse(Digits.PadRight((int)Magnitude, '0'), CultureInfo.InvariantCulture);
    }

    private int Sign => Digits.Length == 0 ? 0 : IsNegative ? -1 : 1;

    private static BigInteger Whole(string digits) => BigInteger.Parse(digits, NumberStyles.None, CultureInfo.InvariantCulture);

    private static long Exponent(ReadOnlySpan<byte> text, int maxDigits)
    {
        bool isNegative = text[0] == '-';
        text = text[0] is (byte)'-' or (byte)'+' ? text[1..] : text;
        text = text.TrimStart((byte)'0');
        long limit = maxDigits * ExponentPerDigit;
        long exponent = text.Length <= MostExponentDigits ? text.IsEmpty ? 0 : long.Parse(text, CultureInfo.InvariantCulture) : long.MaxValue;
        if (exponent > limit)
        {
            string shown = Encoding.ASCII.GetString(text[..Math.Min(text.Length, MostExponentDigits + 1)]);
            throw new JsonSchemaException(
                JsonSchemaProblem.NumberTooLarge, $"A number's exponent is {(isNegative ? '-' : '+')}{shown}; exponents go to {limit}.", limit: limit);
        }

        return isNegative ? -exponent : exponent;
    }
}
