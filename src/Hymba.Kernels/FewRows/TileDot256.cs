using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Hymba.Kernels.FewRows;

/// <summary>
/// The dot products of a row of weights with up to four vectors, with AVX2: a load of weights serves all of them. There are registers for half of the sums of
/// <see cref="BlockDot{TFormat, TElement}"/>, so the row is gone through twice, once for either half; each product keeps its sums in its order, and so has its bits.
/// </summary>
internal static unsafe class TileDot256<TFormat, TElement>
    where TFormat : IWeightFormat<TElement>
    where TElement : unmanaged
{
    /// <summary>The most vectors of a tile.</summary>
    public const int Vectors = 4;

    private const int BlockSize = BlockDot<TFormat, TElement>.BlockSize;

    /// <summary>Whether the processor can.</summary>
    public static bool IsSupported => FourSums256.IsSupported;

    /// <summary>Multiplies.</summary>
    /// <param name="weights">The row.</param>
    /// <param name="blocks">Blocks of it.</param>
    /// <param name="x">The first vector, in the format's order of lanes.</param>
    /// <param name="stride">From each vector to the next.</param>
    /// <param name="count">How many vectors: from 1 to <see cref="Vectors"/>.</param>
    /// <param name="y">The first vector's product, written.</param>
    /// <param name="resultStride">From it to the next vector's.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Run(TElement* weights, int blocks, float* x, nint stride, int count, float* y, nint resultStride)
    {
        // A vector that is missing is the last one once more.
        nint second = Math.Min(1, count - 1) * stride, third = Math.Min(2, count - 1) * stride, fourth = Math.Min(3, count - 1) * stride;
        Vector256<float> s0 = Vector256<float>.Zero, s1 = s0, s2 = s0, s3 = s0;
        for (int half = 0; half < 2; half++, x += Vector256<float>.Count)
        {
            Vector256<float> a0 = Vector256<float>.Zero, a1 = a0, a2 = a0, a3 = a0, b0 = a0, b1 = a0, b2 = a0, b3 = a0;
            TElement* w = weights;
            float* v = x;
            for (int block = 0; block < blocks; block++, w += BlockSize, v += BlockSize)
            {
                WeightPrefetch.Line(w);
                (Vector256<float> w0, Vector256<float> w1) = TFormat.Load256(w, half);
                Add(w0, w1, v, ref a0, ref b0);
                Add(w0, w1, v + second, ref a1, ref b1);
                Add(w0, w1, v + third, ref a2, ref b2);
                Add(w0, w1, v + fourth, ref a3, ref b3);
            }

            (s0, s1, s2, s3) = half == 0 ? (a0 + b0, a1 + b1, a2 + b2, a3 + b3) : (s0 + (a0 + b0), s1 + (a1 + b1), s2 + (a2 + b2), s3 + (a3 + b3));
        }

        Vector128<float> products = FourSums256.Fold(s0, s1, s2, s3);
        for (int i = 0; i < count; i++, y += resultStride)
        {
            *y = products[i];
        }
    }

    /// <summary>As <see cref="Run"/>, of two rows with up to two vectors: long vectors are read from the second cache half as often.</summary>
    /// <param name="weights">The first row; the other follows it.</param>
    /// <param name="columns">Weights of a row, whole blocks.</param>
    /// <param name="x">The first vector, in the format's order of lanes.</param>
    /// <param name="stride">From it to the second; 0 for the same one.</param>
    /// <param name="y">The first vector's two products, written.</param>
    /// <param name="resultStride">From them to the second's; 0 for the same ones.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void TwoRows(TElement* weights, nint columns, float* x, nint stride, float* y, nint resultStride)
    {
        Vector256<float> s0 = Vector256<float>.Zero, s1 = s0, s2 = s0, s3 = s0;
        for (int half = 0; half < 2; half++, x += Vector256<float>.Count)
        {
            Vector256<float> a0 = Vector256<float>.Zero, a1 = a0, a2 = a0, a3 = a0, b0 = a0, b1 = a0, b2 = a0, b3 = a0;
            TElement* w = weights;
            float* v = x;
            for (nint column = 0; column < columns; column += BlockSize, w += BlockSize, v += BlockSize)
            {
                WeightPrefetch.Line(w);
                WeightPrefetch.Line(w + columns);
                (Vector256<float> w0, Vector256<float> w1) = TFormat.Load256(w, half);
                (Vector256<float> u0, Vector256<float> u1) = TFormat.Load256(w + columns, half);
                Vector256<float> first = Vector256.Load(v), second = Vector256.Load(v + stride);
                a0 = Vector256.FusedMultiplyAdd(w0, first, a0);
                a1 = Vector256.FusedMultiplyAdd(u0, first, a1);
                a2 = Vector256.FusedMultiplyAdd(w0, second, a2);
                a3 = Vector256.FusedMultiplyAdd(u0, second, a3);
                (first, second) = (Vector256.Load(v + (BlockSize / 2)), Vector256.Load(v + stride + (BlockSize / 2)));
                b0 = Vector256.FusedMultiplyAdd(w1, first, b0);
                b1 = Vector256.FusedMultiplyAdd(u1, first, b1);
                b2 = Vector256.FusedMultiplyAdd(w1, second, b2);
                b3 = Vector256.FusedMultiplyAdd(u1, second, b3);
            }

            (s0, s1, s2, s3) = half == 0 ? (a0 + b0, a1 + b1, a2 + b2, a3 + b3) : (s0 + (a0 + b0), s1 + (a1 + b1), s2 + (a2 + b2), s3 + (a3 + b3));
        }

        Vector128<float> products = FourSums256.Fold(s0, s1, s2, s3);
        products.GetLower().Store(y);
        products.GetUpper().Store(y + resultStride);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Add(Vector256<float> w0, Vector256<float> w1, float* x, ref Vector256<float> a, ref Vector256<float> b)
    {
        a = Vector256.FusedMultiplyAdd(w0, Vector256.Load(x), a);
        b = Vector256.FusedMultiplyAdd(w1, Vector256.Load(x + (BlockSize / 2)), b);
    }
}
