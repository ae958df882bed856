using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace Hymba.Kernels.FewRows;

/// <summary>
/// The dot products of rows of weights with up to four vectors, with AVX-512: two rows at a time, so that each load of weights and of vectors serves several
/// products. Every product keeps the sums of <see cref="BlockDot{TFormat, TElement}"/> in its order, and so has its bits.
/// </summary>
internal static unsafe class TileDot<TFormat, TElement>
    where TFormat : IWeightFormat<TElement>
    where TElement : unmanaged
{
    /// <summary>Rows of a tile.</summary>
    public const int Rows = 2;

    /// <summary>The most vectors of a tile.</summary>
    public const int Vectors = 4;

    private const int BlockSize = BlockDot<TFormat, TElement>.BlockSize;
    private const int Lanes = 16;

    /// <summary>Whether the processor can.</summary>
    public static bool IsSupported => Avx512F.IsSupported;

    /// <summary>Multiplies.</summary>
    /// <param name="weights">The first row; the others follow it.</param>
    /// <param name="columns">Weights of a row, a multiple of the block's.</param>
    /// <param name="rows">A multiple of <see cref="Rows"/>.</param>
    /// <param name="x">The first vector, in the format's order of lanes.</param>
    /// <param name="stride">From each vector to the next.</param>
    /// <param name="count">How many vectors: from 1 to <see cref="Vectors"/>.</param>
    /// <param name="y">The first vector's products, [rows], written.</param>
    /// <param name="resultStride">From them to the next vector's.</param>
    /// <param name="next">What is to be asked for meanwhile.</param>
    /// <param name="lines">Lines of it for every four that are read here.</param>
    public static void Run(
        TElement* weights, int columns, int rows, float* x, nint stride, int count, float* y, nint resultStride, byte* next, int lines)
    {
        // A vector that is left over is multiplied twice, to the same place.
        nint lastVector = (count - 1) * stride, lastResult = (count - 1) * resultStride;
        if (count <= 2)
        {
            Two(weights, columns, rows, x, lastVector, y, lastResult, next, lines);
        }
        else
        {
            Four(weights, columns, rows, x, stride, lastVector, y, resultStride, lastResult, next, lines);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Two(TElement* weights, int columns, int rows, float* x, nint stride, float* y, nint resultStride, byte* next, int lines)
    {
        int blocks = columns / BlockSize;
        bool asks = false;
        for (int row = 0; row < rows; row += Rows, weights += Rows * columns)
        {
            // By row and vector.
            Vector512<float> a00 = Vector512<float>.Zero, a01 = a00, a10 = a00, a11 = a00, b00 = a00, b01 = a00, b10 = a00, b11 = a00;
            TElement* w = weights;
            float* v = x;
            for (int i = 0; i < blocks; i++, w += BlockSize, v += BlockSize)
            {
                asks = !asks;
                if (asks)
                {
                    next = WeightPrefetch.Next(next, lines);
                }

                (Vector512<float> first0, Vector512<float> second0) = TFormat.Load512(w);
                (Vector512<float> first1, Vector512<float> second1) = TFormat.Load512(w + columns);
                Add(v, first0, first1, ref a00, ref a10);
                Add(v + stride, first0, first1, ref a01, ref a11);
                Add(v + Lanes, second0, second1, ref b00, ref b10);
                Add(v + stride + Lanes, second0, second1, ref b01, ref b11);
            }

            Store(a00 + b00, a10 + b10, a01 + b01, a11 + b11, y + row, resultStride);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Four(
        TElement* weights, int columns, int rows, float* x, nint stride, nint lastVector, float* y, nint resultStride, nint lastResult, byte* next, int lines)
    {
        int blocks = columns / BlockSize;
        bool asks = false;
        for (int row = 0; row < rows; row += Rows, weights += Rows * columns)
        {
            Vector512<float> a00 = Vector512<float>.Zero, a01 = a00, a02 = a00, a03 = a00, a10 = a00, a11 = a00, a12 = a00, a13 = a00;
            Vector512<float> b00 = a00, b01 = a00, b02 = a00, b03 = a00, b10 = a00, b11 = a00, b12 = a00, b13 = a00;
            TElement* w = weights;
            float* v = x;
            for (int i = 0; i < blocks; i++, w += BlockSize, v += BlockSize)
            {
                asks = !asks;
                if (asks)
                {
                    next = WeightPrefetch.Next(next, lines);
                }

                (Vector512<float> first0, Vector512<float> second0) = TFormat.Load512(w);
                (Vector512<float> first1, Vector512<float> second1) = TFormat.Load512(w + columns);
                Add(v, first0, first1, ref a00, ref a10);
                Add(v + stride, first0, first1, ref a01, ref a11);
                Add(v + (2 * stride), first0, first1, ref a02, ref a12);
                Add(v + lastVector, first0, first1, ref a03, ref a13);
                Add(v + Lanes, second0, second1, ref b00, ref b10);
                Add(v + stride + Lanes, second0, second1, ref b01, ref b11);
                Add(v + (2 * stride) + Lanes, second0, second1, ref b02, ref b12);
                Add(v + lastVector + Lanes, second0, second1, ref b03, ref b13);
            }

            Store(a00 + b00, a10 + b10, a01 + b01, a11 + b11, y + row, resultStride);
            Store(a02 + b02, a12 + b12, a03 + b03, a13 + b13, y + row + (2 * resultStride), lastResult - (2 * resultStride));
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Add(float* x, Vector512<float> w0, Vector512<float> w1, ref Vector512<float> sum0, ref Vector512<float> sum1)
    {
        Vector512<float> value = Vector512.Load(x);
        sum0 = Vector512.FusedMultiplyAdd(w0, value, sum0);
        sum1 = Vector512.FusedMultiplyAdd(w1, value, sum1);
    }

    // Two products of each of two vectors.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Store(Vector512<float> a0, Vector512<float> a1, Vector512<float> b0, Vector512<float> b1, float* y, nint resultStride)
    {
        Vector512<float> sums = FourSums.Fold(a0, a1, b0, b1);
        Vector128<float> products = Avx512F.PermuteVar16x32(sums, Vector512.Create(0, 4, 8, 12, 0, 4, 8, 12, 0, 4, 8, 12, 0, 4, 8, 12)).GetLower().GetLower();
        products.GetLower().Store(y);
        products.GetUpper().Store(y + resultStride);
    }
}
