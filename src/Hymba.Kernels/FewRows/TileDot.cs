using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Hymba.Kernels.FewRows;

/// <summary>
/// The dot products of two rows of weights with four vectors at once, for the widest vectors: a weight is unpacked once for four products, and a vector read
/// once for two. Every product keeps the sums of <see cref="BlockDot{TFormat, TElement}"/> in its order, and so has its bits.
/// </summary>
internal static unsafe class TileDot<TFormat, TElement>
    where TFormat : IWeightFormat<TElement>
    where TElement : unmanaged
{
    /// <summary>Vectors of a tile.</summary>
    public const int Vectors = 4;

    private const int BlockSize = BlockDot<TFormat, TElement>.BlockSize;
    private const int Lanes = 16;

    /// <summary>Computes a tile.</summary>
    /// <param name="upper">The first row of weights.</param>
    /// <param name="lower">The second.</param>
    /// <param name="x">The first vector, in the format's order of lanes.</param>
    /// <param name="stride1">From it to the second vector; likewise the next two. They may be the same vector.</param>
    /// <param name="stride2">To the third.</param>
    /// <param name="stride3">To the fourth.</param>
    /// <param name="blocks">Blocks of a row.</param>
    /// <param name="products">[8], written: four of the first row, four of the second.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Run(TElement* upper, TElement* lower, float* x, nint stride1, nint stride2, nint stride3, int blocks, float* products)
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

        products[0] = Fold(a0 + b0);
        products[1] = Fold(a1 + b1);
        products[2] = Fold(a2 + b2);
        products[3] = Fold(a3 + b3);
        products[4] = Fold(c0 + d0);
        products[5] = Fold(c1 + d1);
        products[6] = Fold(c2 + d2);
        products[7] = Fold(c3 + d3);
    }

    // Halves onto each other, as the product of a single vector does.
    private static float Fold(Vector512<float> sums)
    {
        Vector256<float> eight = sums.GetLower() + sums.GetUpper();
        Vector128<float> four = eight.GetLower() + eight.GetUpper();
        return (four[0] + four[2]) + (four[1] + four[3]);
    }
}
