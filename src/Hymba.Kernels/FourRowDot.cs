using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace Hymba.Kernels;

/// <summary>
/// The dot products of four rows of weights with one vector at once, with AVX-512: what a short row costs most, folding its sums, is done for four. Every
/// product keeps the sums of <see cref="BlockDot{TFormat, TElement}"/> in its order, and so has its bits.
/// </summary>
internal static unsafe class FourRowDot<TFormat, TElement>
    where TFormat : IWeightFormat<TElement>
    where TElement : unmanaged
{
    /// <summary>Rows of a tile.</summary>
    public const int Rows = 4;

    private const int BlockSize = BlockDot<TFormat, TElement>.BlockSize;
    private const int Lanes = 16;

    /// <summary>Whether the processor can.</summary>
    public static bool IsSupported => Avx512F.IsSupported;

    /// <summary>Computes a tile.</summary>
    /// <param name="weights">The first row; the others follow it.</param>
    /// <param name="stride">Weights from one row to the next.</param>
    /// <param name="x">The vector, in the format's order of lanes.</param>
    /// <param name="blocks">Blocks of a row.</param>
    /// <param name="y">[4], written.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Run(TElement* weights, nint stride, float* x, int blocks, float* y)
    {
        TElement* w1 = weights + stride, w2 = w1 + stride, w3 = w2 + stride;
        Vector512<float> a0 = Vector512<float>.Zero, a1 = a0, a2 = a0, a3 = a0, b0 = a0, b1 = a0, b2 = a0, b3 = a0;
        for (int row = 0; row < Rows; row++)
        {
            WeightPrefetch.Page(weights + (row * stride), blocks * BlockSize * sizeof(TElement));
        }

        for (int pair = blocks / 2; pair > 0; pair--)
        {
            WeightPrefetch.Line(weights);
            WeightPrefetch.Line(weights + BlockSize);
            WeightPrefetch.Line(w1);
            WeightPrefetch.Line(w1 + BlockSize);
            WeightPrefetch.Line(w2);
            WeightPrefetch.Line(w2 + BlockSize);
            WeightPrefetch.Line(w3);
            WeightPrefetch.Line(w3 + BlockSize);
            Vector512<float> first = Vector512.Load(x), second = Vector512.Load(x + Lanes);
            Add(weights, first, second, ref a0, ref b0);
            Add(w1, first, second, ref a1, ref b1);
            Add(w2, first, second, ref a2, ref b2);
            Add(w3, first, second, ref a3, ref b3);
            (first, second) = (Vector512.Load(x + BlockSize), Vector512.Load(x + BlockSize + Lanes));
            Add(weights + BlockSize, first, second, ref a0, ref b0);
            Add(w1 + BlockSize, first, second, ref a1, ref b1);
            Add(w2 + BlockSize, first, second, ref a2, ref b2);
            Add(w3 + BlockSize, first, second, ref a3, ref b3);
            weights += 2 * BlockSize;
            w1 += 2 * BlockSize;
            w2 += 2 * BlockSize;
            w3 += 2 * BlockSize;
            x += 2 * BlockSize;
        }

        if (blocks % 2 != 0)
        {
            Vector512<float> first = Vector512.Load(x), second = Vector512.Load(x + Lanes);
            Add(weights, first, second, ref a0, ref b0);
            Add(w1, first, second, ref a1, ref b1);
            Add(w2, first, second, ref a2, ref b2);
            Add(w3, first, second, ref a3, ref b3);
        }

        Vector512<float> sums = FourSums.Fold(a0 + b0, a1 + b1, a2 + b2, a3 + b3);
        (y[0], y[1], y[2], y[3]) = (sums[0], sums[4], sums[8], sums[12]);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Add(TElement* weights, Vector512<float> first, Vector512<float> second, ref Vector512<float> a, ref Vector512<float> b)
    {
        (Vector512<float> w0, Vector512<float> w1) = TFormat.Load512(weights);
        a = Vector512.FusedMultiplyAdd(w0, first, a);
        b = Vector512.FusedMultiplyAdd(w1, second, b);
    }
}
