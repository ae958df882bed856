using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace Hymba.Kernels.Decode;

/// <summary>bfloat16 to float32, which holds every one of them.</summary>
internal static class Bfloat16Widening
{
    /// <summary>Widens values.</summary>
    /// <param name="from">Bit patterns.</param>
    /// <param name="to">As many values, written.</param>
    /// <exception cref="ArgumentException">There is no room for all.</exception>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Run(ReadOnlySpan<ushort> from, Span<float> to)
    {
        if (to.Length < from.Length)
        {
            throw new ArgumentException($"{from.Length} values do not fit into {to.Length}.", nameof(to));
        }

        ref ushort source = ref MemoryMarshal.GetReference(from);
        ref float target = ref MemoryMarshal.GetReference(to);
        int i = 0;
        for (; i <= from.Length - Vector256<ushort>.Count; i += Vector256<ushort>.Count)
        {
            (Vector256<uint> low, Vector256<uint> high) = Vector256.Widen(Vector256.LoadUnsafe(ref source, (nuint)i));
            (low << 16).AsSingle().StoreUnsafe(ref target, (nuint)i);
            (high << 16).AsSingle().StoreUnsafe(ref target, (nuint)i + 8);
        }

        for (; i < from.Length; i++)
        {
            to[i] = Bfloat16Format.ToSingle(from[i]);
        }
    }
}
