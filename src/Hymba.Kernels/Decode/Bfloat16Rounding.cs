using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace Hymba.Kernels.Decode;

/// <summary>float32 to bfloat16, to the nearest, ties to even, as libtorch rounds.</summary>
internal static class Bfloat16Rounding
{
    private const uint QuietNaN = 0x7FC0;

    /// <summary>Rounds values.</summary>
    /// <param name="from">The values.</param>
    /// <param name="to">As many bit patterns, written.</param>
    /// <exception cref="ArgumentException">There is no room for all.</exception>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Run(ReadOnlySpan<float> from, Span<ushort> to)
    {
        if (to.Length < from.Length)
        {
            throw new ArgumentException($"{from.Length} values do not fit into {to.Length}.", nameof(to));
        }

        ref float source = ref MemoryMarshal.GetReference(from);
        ref ushort target = ref MemoryMarshal.GetReference(to);
        int i = 0;
        for (; i <= from.Length - Vector256<ushort>.Count; i += Vector256<ushort>.Count)
        {
            Vector256<uint> low = Round(Vector256.LoadUnsafe(ref source, (nuint)i)), high = Round(Vector256.LoadUnsafe(ref source, (nuint)i + 8));
            Vector256.Narrow(low, high).StoreUnsafe(ref target, (nuint)i);
        }

        for (; i < from.Length; i++)
        {
            to[i] = Round(from[i]);
        }
    }

    /// <summary>Rounds a value.</summary>
    public static ushort Round(float value)
    {
        uint bits = BitConverter.SingleToUInt32Bits(value);
        return (ushort)(float.IsNaN(value) ? QuietNaN : (bits + 0x7FFF + ((bits >> 16) & 1)) >> 16);
    }

    /// <summary>Rounds values; the results are in the low halves.</summary>
    public static Vector128<uint> Round(Vector128<float> values)
    {
        Vector128<uint> bits = values.AsUInt32();
        Vector128<uint> rounded = (bits + Vector128.Create(0x7FFFu) + ((bits >> 16) & Vector128<uint>.One)) >> 16;
        return Vector128.ConditionalSelect(Vector128.Equals(values, values).AsUInt32(), rounded, Vector128.Create(QuietNaN));
    }

    /// <summary>Rounds values; the results are in the low halves.</summary>
    public static Vector512<uint> Round(Vector512<float> values)
    {
        Vector512<uint> bits = values.AsUInt32();
        Vector512<uint> rounded = (bits + Vector512.Create(0x7FFFu) + ((bits >> 16) & Vector512<uint>.One)) >> 16;
        return Vector512.ConditionalSelect(Vector512.Equals(values, values).AsUInt32(), rounded, Vector512.Create(QuietNaN));
    }

    /// <summary>Rounds values; the results are in the low halves.</summary>
    public static Vector256<uint> Round(Vector256<float> values)
    {
        Vector256<uint> bits = values.AsUInt32();
        Vector256<uint> rounded = (bits + Vector256.Create(0x7FFFu) + ((bits >> 16) & Vector256<uint>.One)) >> 16;
        return Vector256.ConditionalSelect(Vector256.Equals(values, values).AsUInt32(), rounded, Vector256.Create(QuietNaN));
    }
}
