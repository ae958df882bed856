using System.Security.Cryptography;

namespace Hymba.Validation.Pii;

/// <summary>Bitcoin's base58 with a version, twenty bytes and four bytes of a double SHA-256.</summary>
internal static class Base58Check
{
    private const string Alphabet = "123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz";
    private const int Length = 25;

    /// <summary>Whether the text is an address.</summary>
    public static bool IsValid(ReadOnlySpan<char> text)
    {
        Span<byte> bytes = stackalloc byte[Length];
        bytes.Clear();
        foreach (char character in text)
        {
            int carry = Alphabet.IndexOf(character, StringComparison.Ordinal);
            if (carry < 0)
            {
                return false;
            }

            for (int i = Length - 1; i >= 0; i--)
            {
                carry += bytes[i] * 58;
                bytes[i] = (byte)carry;
                carry >>= 8;
            }

            if (carry != 0)
            {
                return false;
            }
        }

        Span<byte> once = stackalloc byte[32];
        Span<byte> twice = stackalloc byte[32];
        SHA256.HashData(bytes[..21], once);
        SHA256.HashData(once, twice);
        return bytes[0] is 0 or 5 && twice[..4].SequenceEqual(bytes[21..]);
    }
}
