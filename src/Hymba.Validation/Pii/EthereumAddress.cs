using System.Numerics;

namespace Hymba.Validation.Pii;

/// <summary>
/// Forty hexadecimal digits; where letters of both cases occur, their case is a checksum (EIP-55: Keccak-256 of the lower-case text).
/// </summary>
internal static class EthereumAddress
{
    private static readonly ulong[] RoundConstants =
    [
        0x0000000000000001, 0x0000000000008082, 0x800000000000808A, 0x8000000080008000, 0x000000000000808B, 0x0000000080000001,
        0x8000000080008081, 0x8000000000008009, 0x000000000000008A, 0x0000000000000088, 0x0000000080008009, 0x000000008000000A,
        0x000000008000808B, 0x800000000000008B, 0x8000000000008089, 0x8000000000008003, 0x8000000000008002, 0x8000000000000080,
        0x000000000000800A, 0x800000008000000A, 0x8000000080008081, 0x8000000000008080, 0x0000000080000001, 0x8000000080008008,
    ];

    private static readonly int[] Rotations = [1, 3, 6, 10, 15, 21, 28, 36, 45, 55, 2, 14, 27, 41, 56, 8, 25, 43, 62, 18, 39, 61, 20, 44];
    private static readonly int[] Lanes = [10, 7, 11, 17, 18, 3, 5, 16, 8, 21, 24, 4, 15, 23, 19, 13, 12, 2, 20, 14, 22, 9, 6, 1];

    /// <summary>Whether the digits are an address.</summary>
    public static bool IsValid(ReadOnlySpan<char> digits)
    {
        bool upper = digits.IndexOfAnyInRange('A', 'F') >= 0;
        bool lower = digits.IndexOfAnyInRange('a', 'f') >= 0;
        if (DigitChecks.IsUniform(digits))
        {
            return false;
        }

        if (!upper || !lower)
        {
            return true;
        }

        Span<byte> block = stackalloc byte[136];
        block.Clear();
        for (int i = 0; i < digits.Length; i++)
        {
            block[i] = (byte)char.ToLowerInvariant(digits[i]);
        }

        block[digits.Length] = 1;
        block[^1] = 0x80;
        Span<ulong> state = stackalloc ulong[25];
        state.Clear();
        for (int i = 0; i < block.Length; i++)
        {
            state[i / 8] ^= (ulong)block[i] << (8 * (i % 8));
        }

        Permute(state);
        for (int i = 0; i < digits.Length; i++)
        {
            int nibble = (int)(state[i / 16] >> ((8 * (i / 2 % 8)) + ((i & 1) == 0 ? 4 : 0))) & 15;
            if (char.IsAsciiLetter(digits[i]) && char.IsAsciiLetterUpper(digits[i]) != nibble >= 8)
            {
                return false;
            }
        }

        return true;
    }

    private static void Permute(Span<ulong> state)
    {
        Span<ulong> columns = stackalloc ulong[5];
        foreach (ulong constant in RoundConstants)
        {
            for (int x = 0; x < 5; x++)
            {
                columns[x] = state[x] ^ state[x + 5] ^ state[x + 10] ^ state[x + 15] ^ state[x + 20];
            }

            for (int i = 0; i < 25; i++)
            {
                state[i] ^= columns[(i + 4) % 5] ^ BitOperations.RotateLeft(columns[(i + 1) % 5], 1);
            }

            ulong moved = state[1];
            for (int i = 0; i < 24; i++)
            {
                (moved, state[Lanes[i]]) = (state[Lanes[i]], BitOperations.RotateLeft(moved, Rotations[i]));
            }

            for (int y = 0; y < 25; y += 5)
            {
                state.Slice(y, 5).CopyTo(columns);
                for (int x = 0; x < 5; x++)
                {
                    state[y + x] = columns[x] ^ (~columns[(x + 1) % 5] & columns[(x + 2) % 5]);
                }
            }

            state[0] ^= constant;
        }
    }
}
