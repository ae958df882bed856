using System.Globalization;

namespace Hymba.Inference.Text;

/// <summary>Python's text rules where they differ from .NET's; the chat template is written against them.</summary>
internal static class PythonText
{
    /// <summary><c>str.strip()</c>: .NET's white space and the four information separators.</summary>
    public static string Strip(string text)
    {
        int start = 0, end = text.Length;
        while (start < end && IsSpace(text[start]))
        {
            start++;
        }

        while (end > start && IsSpace(text[end - 1]))
        {
            end--;
        }

        return text[start..end];
    }

    /// <summary><c>repr(float)</c>: shortest digits, an exponent below 1e-4 and from 1e16 on, always a point or an exponent.</summary>
    public static string Format(double value)
    {
        if (!double.IsFinite(value))
        {
            return double.IsNaN(value) ? "NaN" : value > 0 ? "Infinity" : "-Infinity";
        }

        // E16 would add digits; R gives the shortest ones, in a notation that is taken apart here.
        string shortest = Math.Abs(value).ToString("R", CultureInfo.InvariantCulture);
        int exponentAt = shortest.IndexOf('E');
        string mantissa = exponentAt < 0 ? shortest : shortest[..exponentAt];
        int exponent = exponentAt < 0 ? 0
            : int.Parse(shortest.AsSpan(exponentAt + 1), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture);
        int point = mantissa.IndexOf('.');
        int whole = point < 0 ? mantissa.Length : point;
        string all = mantissa.Replace(".", "", StringComparison.Ordinal);
        string digits = all.TrimStart('0');
        int leading = whole - (all.Length - digits.Length) + exponent;
        digits = digits.TrimEnd('0');
        string sign = double.IsNegative(value) ? "-" : "";
        return digits.Length == 0 ? sign + "0.0" : sign + Place(digits, leading);
    }

    // The value is 0.digits times ten to the power of leading.
    private static string Place(string digits, int leading)
    {
        int power = leading - 1;
        if (power is < -4 or >= 16)
        {
            string fraction = digits.Length == 1 ? "" : "." + digits[1..];
            return $"{digits[0]}{fraction}e{(power < 0 ? '-' : '+')}{Math.Abs(power).ToString("00", CultureInfo.InvariantCulture)}";
        }

        return leading <= 0 ? "0." + new string('0', -leading) + digits
            : leading >= digits.Length ? digits + new string('0', leading - digits.Length) + ".0"
            : digits[..leading] + "." + digits[leading..];
    }

    private static bool IsSpace(char c) => char.IsWhiteSpace(c) || c is >= '\x1c' and <= '\x1f';
}
