namespace Hymba.Validation.Pii;

/// <summary>Segregated-witness addresses: BIP 173 for version 0, BIP 350 for the others.</summary>
internal static class Bech32
{
    private const string Alphabet = "qpzry9x8gf2tvdw0s3jn54khce6mua7l";
    private const uint Modified = 0x2bc830a3;

    private static readonly uint[] Generator = [0x3b6a57b2, 0x26508e6d, 0x1ea119fa, 0x3d4233dd, 0x2a1462b3];

    /// <summary>Whether the text, with its two letters and the separator, is an address.</summary>
    public static bool IsValid(ReadOnlySpan<char> text)
    {
        bool upper = false;
        bool lower = false;
        foreach (char character in text)
        {
            upper |= char.IsAsciiLetterUpper(character);
            lower |= char.IsAsciiLetterLower(character);
        }

        if (upper && lower)
        {
            return false;
        }

        uint check = 1;
        char first = (char)(text[0] | 0x20);
        char second = (char)(text[1] | 0x20);
        foreach (int value in (ReadOnlySpan<int>)[first >> 5, second >> 5, 0, first & 31, second & 31])
        {
            check = Step(check, value);
        }

        for (int i = 3; i < text.Length; i++)
        {
            int value = Alphabet.IndexOf((char)(char.IsAsciiLetterUpper(text[i]) ? text[i] | 0x20 : text[i]), StringComparison.Ordinal);
            if (value < 0)
            {
                return false;
            }

            check = Step(check, value);
        }

        return check == ((text[3] | 0x20) == 'q' ? 1 : Modified);
    }

    private static uint Step(uint check, int value)
    {
        uint top = check >> 25;
        check = ((check & 0x1ffffff) << 5) ^ (uint)value;
        for (int i = 0; i < Generator.Length; i++)
        {
            check ^= ((top >> i) & 1) == 1 ? Generator[i] : 0;
        }

        return check;
    }
}
