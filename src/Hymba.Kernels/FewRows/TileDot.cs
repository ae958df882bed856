using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace Hymba.Kernels.FewRows;

/// <summary>
/// The dot products of two rows of weights with four vectors at once, with AVX-512: a weight is unpacked once for four products, and a vector read once for
/// two. Every product keeps the sums of <see cref="BlockDot{TFormat, TElement}"/> in its order, and so has its bits.
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
    /// <param name="upper">The first row of weights.</param>
    /// <param name="lower">The second.</param>
    /// <param name="x">The first vector, in the format's order of lanes.</param>
    /// <param name="stride1">From it to the second vector; likewise the next two. They may be the same vector.</param>
    /// <param name="stride2">To the third.</param>
    /// <param name="stride3">To the fourth.</param>
    /// <param name="blocks">Blocks of a row.</param>
    /// <returns>For each vector 128 bits: the first row's product, the second row's, and nothing of meaning.</returns>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static Vector512<float> Run(TElement* upper, TElement* lower, float* x, nint stride1, nint stride2, nint stride3, int blocks)
    {
        Vector512<float> a0 = Vector512<float>.Zero, a1 = a0, a2 = a0, a3 = a0, b0 = a0, b1 = a0, b2 = a0, b3 = a0;
        Vector512<float> c0 = a0, c1 = a0, c2 = a0, c3 = a0, d0 = a0, d1 = a0, d2 = a0, d3 = a0;
        for (int block = 0; block < blocks; block++, upper += BlockSize, lower += BlockSize, x += BlockSize)
        {
            (Vector512<float> u0, Vector512<float> u1) = TFormat.Load512(upper);
            (Vector512<float> l0, Vector512<float> l1) = TFormat.Load512(lower);
            Vector512<float> first = Vector512.Load(x), second = Vector512.Load(x + Lanes);
            a0 = Vector512.FusedMultiplyAdd(u0, first, a0);
            b0 = Vector512.FusedMultiplyAdd(u1, second, b0);
            c0 = Vector512.FusedMultiplyAdd(l0, first, c0);
            d0 = Vector512.FusedMultiplyAdd(l1, second, d0);
            (first, second) = (Vector512.Load(x + stride1), Vector512.Load(x + stride1 + Lanes));
            a1 = Vector512.FusedMultiplyAdd(u0, first, a1);
            b1 = Vector512.FusedMultiplyAdd(u1, second, b1);
            c1 = Vector512.FusedMultiplyAdd(l0, first, c1);
            d1 = Vector512.FusedMultiplyAdd(l1, second, d1);
            (first, second) = (Vector512.Load(x + stride2), Vector512.Load(x + stride2 + Lanes));
            a2 = Vector512.FusedMultiplyAdd(u0, first, a2);
            b2 = Vector512.FusedMultiplyAdd(u1, second, b2);
            c2 = Vector512.FusedMultiplyAdd(l0, first, c2);
            d2 = Vector512.FusedMultiplyAdd(l1, second, d2);
            (first, second) = (Vector512.Load(x + stride3), Vector512.Load(x + stride3 + Lanes));
            a3 = Vector512.FusedMultiplyAdd(u0, first, a3);
            b3 = Vector512.FusedMultiplyAdd(u1, second, b3);
            c3 = Vector512.FusedMultiplyAdd(l0, first, c3);
            d3 = Vector512.FusedMultiplyAdd(l1, second, d3);
        }

        Vector512<float> upperSums = Quarter(Halve(a0 + b0, a1 + b1), Halve(a2 + b2, a3 + b3));
        Vector512<float> lowerSums = Quarter(Halve(c0 + d0, c1 + d1), Halve(c2 + d2, c3 + d3));
        Vector512<float> pairs = Avx512F.UnpackLow(upperSums, lowerSums) + Avx512F.UnpackHigh(upperSums, lowerSums);
        return pairs + Avx512F.Shuffle(pairs.AsInt32(), 0x4E).AsSingle();
    }

    // Halves onto each other, as the product of a single vector folds its sums, for several sums at a time. First the 256-bit halves of two vectors.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<float> Halve(Vector512<float> left, Vector512<float> right)
        => Avx512F.Shuffle4x128(left, right, 0x44) + Avx512F.Shuffle4x128(left, right, 0xEE);

    // Then the 128-bit halves of what two such calls gave.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<float> Quarter(Vector512<float> left, Vector512<float> right)
        => Avx512F.Shuffle4x128(left, right, 0x88) + Avx512F.Shuffle4x128(left, right, 0xDD);
}
