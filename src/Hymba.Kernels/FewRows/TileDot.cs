using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace Hymba.Kernels.FewRows;

/// <summary>
/// The dot products of rows of weights with two vectors, with AVX-512: two rows at a time, so that each load of weights and of vectors serves two products. Every
/// product keeps the sums of <see cref="BlockDot{TFormat, TElement}"/> in its order, and so has its bits.
/// </summary>
internal static unsafe class TileDot<TFormat, TElement>
    where TFormat : IWeightFormat<TElement>
    where TElement : unmanaged
{
    /// <summary>Rows of a tile.</summary>
    public const int Rows = 2;

    /// <summary>Vectors of a tile.</summary>
    public const int Vectors = 2;

    private const int BlockSize = BlockDot<TFormat, TElement>.BlockSize;
    private const int Lanes = 16;

    /// <summary>Whether the processor can.</summary>
    public static bool IsSupported => Avx512F.IsSupported;

    /// <summary>Multiplies.</summary>
    /// <param name="weights">The first row; the others follow it.</param>
    /// <param name="columns">Weights of a row, a multiple of the block's.</param>
    /// <param name="rows">A multiple of <see cref="Rows"/>.</param>
    /// <param name="x">The first vector, in the format's order of lanes.</param>
    /// <param name="stride">From it to the second vector; 0 for the same one.</param>
    /// <param name="y">The first vector's products, [rows], written.</param>
    /// <param name="resultStride">From them to the second vector's; 0 for the same place.</param>
    /// <param name="next">What is to be asked for meanwhile.</param>
    /// <param name="lines">Lines of it for every four that are read here.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Run(TElement* weights, int columns, int rows, float* x, nint stride, float* y, nint resultStride, byte* next, int lines)
    {
        int blocks = columns / BlockSize;
        Vector512<int> order = Vector512.Create(0, 4, 8, 12, 0, 4, 8, 12, 0, 4, 8, 12, 0, 4, 8, 12);
        for (int row = 0; row < rows; row += Rows, weights += Rows * columns)
        {
            // By row and vector: the first and second groups of the even blocks, and those of the odd ones.
            Vector512<float> a00 = Vector512<float>.Zero, a01 = a00, a10 = a00, a11 = a00, b00 = a00, b01 = a00, b10 = a00, b11 = a00;
            Vector512<float> c00 = a00, c01 = a00, c10 = a00, c11 = a00, d00 = a00, d01 = a00, d10 = a00, d11 = a00;
            TElement* w = weights;
            float* v = x;
            for (int pair = blocks / 2; pair > 0; pair--, w += 2 * BlockSize, v += 2 * BlockSize)
            {
                next = WeightPrefetch.Next(next, lines);
                Add(w, columns, v, stride, ref a00, ref a01, ref a10, ref a11, ref b00, ref b01, ref b10, ref b11);
                Add(w + BlockSize, columns, v + BlockSize, stride, ref c00, ref c01, ref c10, ref c11, ref d00, ref d01, ref d10, ref d11);
            }

            if (blocks % 2 != 0)
            {
                Add(w, columns, v, stride, ref a00, ref a01, ref a10, ref a11, ref b00, ref b01, ref b10, ref b11);
            }

            Vector512<float> sums = FourSums.Fold(
                (a00 + c00) + (b00 + d00), (a10 + c10) + (b10 + d10), (a01 + c01) + (b01 + d01), (a11 + c11) + (b11 + d11));
            Vector128<float> products = Avx512F.PermuteVar16x32(sums, order).GetLower().GetLower();
            products.GetLower().Store(y + row);
            products.GetUpper().Store(y + row + resultStride);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Add(
        TElement* weights,
        int columns,
        float* x,
        nint stride,
        ref Vector512<float> a00,
        ref Vector512<float> a01,
        ref Vector512<float> a10,
        ref Vector512<float> a11,
        ref Vector512<float> b00,
        ref Vector512<float> b01,
        ref Vector512<float> b10,
        ref Vector512<float> b11)
    {
        (Vector512<float> first0, Vector512<float> second0) = TFormat.Load512(weights);
        (Vector512<float> first1, Vector512<float> second1) = TFormat.Load512(weights + columns);
        Vector512<float> x0 = Vector512.Load(x), x1 = Vector512.Load(x + stride);
        a00 = Vector512.FusedMultiplyAdd(first0, x0, a00);
        a01 = Vector512.FusedMultiplyAdd(first0, x1, a01);
        a10 = Vector512.FusedMultiplyAdd(first1, x0, a10);
        a11 = Vector512.FusedMultiplyAdd(first1, x1, a11);
        (x0, x1) = (Vector512.Load(x + Lanes), Vector512.Load(x + stride + Lanes));
        b00 = Vector512.FusedMultiplyAdd(second0, x0, b00);
        b01 = Vector512.FusedMultiplyAdd(second0, x1, b01);
        b10 = Vector512.FusedMultiplyAdd(second1, x0, b10);
        b11 = Vector512.FusedMultiplyAdd(second1, x1, b11);
    }
}
