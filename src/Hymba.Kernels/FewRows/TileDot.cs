using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace Hymba.Kernels.FewRows;

/// <summary>
/// The dot products of a row of weights with four vectors at once, with AVX-512: a weight is unpacked once for all of them. Every product keeps the sums of
/// <see cref="BlockDot{TFormat, TElement}"/> in its order, and so has its bits.
/// </summary>
internal static unsafe class TileDot<TFormat, TElement>
    where TFormat : IWeightFormat<TElement>
    where TElement : unmanaged
{
    /// <summary>Vectors of a tile.</summary>
    public const int Vectors = 4;

    private const int BlockSize = BlockDot<TFormat, TElement>.BlockSize;
    private const int Lanes = 16;

    /// <summary>Whether the processor can.</summary>
    public static bool IsSupported => Avx512F.IsSupported;

    /// <summary>Computes a tile.</summary>
    /// <param name="weights">The row.</param>
    /// <param name="x">The first vector, in the format's order of lanes.</param>
    /// <param name="stride1">From it to the second vector; likewise the next two. They may be the same vector.</param>
    /// <param name="stride2">To the third.</param>
    /// <param name="stride3">To the fourth.</param>
    /// <param name="blocks">Blocks of the row.</param>
    /// <returns>The products, at the indices 0, 4, 8 and 12.</returns>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static Vector512<float> Run(TElement* weights, float* x, nint stride1, nint stride2, nint stride3, int blocks)
    {
        Vector512<float> a0 = Vector512<float>.Zero, a1 = a0, a2 = a0, a3 = a0, b0 = a0, b1 = a0, b2 = a0, b3 = a0;
        Vector512<float> c0 = a0, c1 = a0, c2 = a0, c3 = a0, d0 = a0, d1 = a0, d2 = a0, d3 = a0;
        for (int pair = blocks / 2; pair > 0; pair--, weights += 2 * BlockSize, x += 2 * BlockSize)
        {
            (Vector512<float> w0, Vector512<float> w1) = TFormat.Load512(weights);
            Add(w0, w1, x, ref a0, ref b0);
            Add(w0, w1, x + stride1, ref a1, ref b1);
            Add(w0, w1, x + stride2, ref a2, ref b2);
            Add(w0, w1, x + stride3, ref a3, ref b3);
            (w0, w1) = TFormat.Load512(weights + BlockSize);
            Add(w0, w1, x + BlockSize, ref c0, ref d0);
            Add(w0, w1, x + BlockSize + stride1, ref c1, ref d1);
            Add(w0, w1, x + BlockSize + stride2, ref c2, ref d2);
            Add(w0, w1, x + BlockSize + stride3, ref c3, ref d3);
        }

        if (blocks % 2 != 0)
        {
            (Vector512<float> w0, Vector512<float> w1) = TFormat.Load512(weights);
            Add(w0, w1, x, ref a0, ref b0);
            Add(w0, w1, x + stride1, ref a1, ref b1);
            Add(w0, w1, x + stride2, ref a2, ref b2);
            Add(w0, w1, x + stride3, ref a3, ref b3);
        }

        return FourSums.Fold((a0 + c0) + (b0 + d0), (a1 + c1) + (b1 + d1), (a2 + c2) + (b2 + d2), (a3 + c3) + (b3 + d3));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Add(Vector512<float> w0, Vector512<float> w1, float* x, ref Vector512<float> first, ref Vector512<float> second)
    {
        first = Vector512.FusedMultiplyAdd(w0, Vector512.Load(x), first);
        second = Vector512.FusedMultiplyAdd(w1, Vector512.Load(x + Lanes), second);
    }
}
