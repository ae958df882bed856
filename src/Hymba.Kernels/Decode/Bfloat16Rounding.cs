namespace Hymba.Kernels.Decode;

/// <summary>float32 to bfloat16, to the nearest, ties to even, as libtorch rounds.</summary>
internal static class Bfloat16Rounding
{
    private const uint QuietNaN = 0x7FC0;

    /// <summary>Rounds values.</summary>
    /// <param name="from">The values.</param>
    /// <param name="to">As many bit patterns, written.</param>
    /// <exception cref="ArgumentException">There is no room for all.</exception>
    public static void Run(ReadOnlySpan<float> from, Span<ushort> to)
    {
        if (to.Length < from.Length)
        {
            throw new ArgumentException($"{from.Length} values do not fit into {to.Length}.", nameof(to));
        }

        for (int i = 0; i < from.Length; i++)
        {
            uint bits = BitConverter.SingleToUInt32Bits(from[i]);
            to[i] = (ushort)(float.IsNaN(from[i]) ? QuietNaN : (bits + 0x7FFF + ((bits >> 16) & 1)) >> 16);
        }
    }
}
