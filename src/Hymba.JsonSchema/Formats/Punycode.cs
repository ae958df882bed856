using System.Text;

namespace Hymba.JsonSchema.Formats;

/// <summary>The encoding of labels beyond ASCII (RFC 3492).</summary>
internal static class Punycode
{
    private const int Base = 36;
    private const int LeastThreshold = 1;
    private const int MostThreshold = 26;
    private const int Skew = 38;
    private const int Damp = 700;
    private const int FirstBias = 72;
    private const int FirstCode = 128;

    /// <summary>The decoded text, or null where it is none.</summary>
    /// <param name="text">At most a label's length, so that insertions cost nothing to speak of.</param>
    public static string? Decode(string text)
    {
        int delimiter = text.LastIndexOf('-');
        List<int> output = delimiter > 0 ? [.. text[..delimiter].Select(c => (int)char.ToLowerInvariant(c))] : [];
        int input = delimiter > 0 ? delimiter + 1 : 0, bias = FirstBias;
        long code = FirstCode, index = 0;
        while (input < text.Length)
        {
            long before = index, weight = 1;
            for (int k = Base; ; k += Base)
            {
                int digit = input < text.Length ? Digit(text[input++]) : -1;
                index += digit * weight;
                if (digit < 0 || index > int.MaxValue)
                {
                    return null;
                }

                int threshold = Math.Clamp(k - bias, LeastThreshold, MostThreshold);
                if (digit < threshold)
                {
                    break;
                }

                weight *= Base - threshold;
            }

            int length = output.Count + 1;
            bias = Adapt(index - before, length, before == 0);
            code += index / length;
            index %= length;
            if (code > 0x10FFFF || !Rune.IsValid((int)code))
            {
                return null;
            }

            output.Insert((int)index++, (int)code);
        }

        return string.Concat(output.Select(char.ConvertFromUtf32));
    }

    /// <summary>The length of the encoded text.</summary>
    public static int EncodedLength(string text)
    {
        const int TooLong = 1_000;
        if (text.Length > TooLong)
        {
            return text.Length;
        }

        int[] codes = [.. text.EnumerateRunes().Select(rune => rune.Value)];
        int basic = codes.Count(code => code < FirstCode), handled = basic, length = basic + (basic > 0 ? 1 : 0), bias = FirstBias;
        long delta = 0, next = FirstCode;
        while (handled < codes.Length)
        {
            long smallest = codes.Where(code => code >= next).Min();
            delta += (smallest - next) * (handled + 1);
            next = smallest;
            foreach (int code in codes)
            {
                delta += code < next ? 1 : 0;
                if (code == next)
                {
                    length += Digits(delta, bias);
                    bias = Adapt(delta, handled + 1, handled == basic);
                    delta = 0;
                    handled++;
                }
            }

            delta++;
            next++;
        }

        return length;
    }

    private static int Digits(long number, int bias)
    {
        int digits = 1;
        for (int k = Base; ; k += Base, digits++)
        {
            int threshold = Math.Clamp(k - bias, LeastThreshold, MostThreshold);
            if (number < threshold)
            {
                return digits;
            }

            number = (number - threshold) / (Base - threshold);
        }
    }

    private static int Adapt(long delta, int length, bool isFirst)
    {
        delta = isFirst ? delta / Damp : delta / 2;
        delta += delta / length;
        int k = 0;
        for (; delta > (Base - LeastThreshold) * MostThreshold / 2; k += Base)
        {
            delta /= Base - LeastThreshold;
        }

        return (int)(k + ((Base - LeastThreshold + 1) * delta / (delta + Skew)));
    }

    private static int Digit(char c)
        => char.IsAsciiLetter(c) ? char.ToLowerInvariant(c) - 'a' : char.IsAsciiDigit(c) ? c - '0' + 26 : -1;
}
