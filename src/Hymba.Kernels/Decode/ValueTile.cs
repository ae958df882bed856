using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace Hymba.Kernels.Decode;

/// <summary>
/// <see cref="WeightedRows{TFormat, TElement}"/> for two heads, which share what is read and widened, with AVX-512 and the same bits. Sums are kept in the order in
/// which the format unpacks.
/// </summary>
internal static unsafe class ValueTile<TFormat, TElement>
    where TFormat : IWeightFormat<TElement>
    where TElement : unmanaged
{
    /// <summary>Columns of a tile.</summary>
    public const int Columns = 4 * BlockSize;

    private const int BlockSize = 32;
    private const int Lanes = 16;

    /// <summary>Whether the processor can.</summary>
    public static bool IsSupported => Avx512F.IsSupported;

    /// <summary>Adds the weighted rows to a tile of each head.</summary>
    /// <param name="values">The tile's first row.</param>
    /// <param name="rows">Rows, 0 or more.</param>
    /// <param name="stride">Elements from one row to the next.</param>
    /// <param name="weights">The first head's, [rows].</param>
    /// <param name="otherWeights">The second head's; may be the same.</param>
    /// <param name="y">The first head's, [<see cref="Columns"/>], added to.</param>
    /// <param name="otherY">The second head's; the same where the weights are.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Run(TElement* values, nint rows, nint stride, float* weights, float* otherWeights, float* y, float* otherY)
    {
        (Vector512<float> a0, Vector512<float> a1) = Take(y);
        (Vector512<float> b0, Vector512<float> b1) = Take(y + BlockSize);
        (Vector512<float> c0, Vector512<float> c1) = Take(y + (2 * BlockSize));
        (Vector512<float> d0, Vector512<float> d1) = Take(y + (3 * BlockSize));
        (Vector512<float> e0, Vector512<float> e1) = Take(otherY);
        (Vector512<float> f0, Vector512<float> f1) = Take(otherY + BlockSize);
        (Vector512<float> g0, Vector512<float> g1) = Take(otherY + (2 * BlockSize));
        (Vector512<float> h0, Vector512<float> h1) = Take(otherY + (3 * BlockSize));
        for (nint row = 0; row < rows; row++, values += stride)
        {
            Vector512<float> weight = Vector512.Create(weights[row]), otherWeight = Vector512.Create(otherWeights[row]);
            WeightPrefetch.Page(values, (int)stride * sizeof(TElement));
            WeightPrefetch.Line(values);
            WeightPrefetch.Line(values + BlockSize);
            WeightPrefetch.Line(values + (2 * BlockSize));
            WeightPrefetch.Line(values + (3 * BlockSize));
            Add(values, weight, otherWeight, ref a0, ref a1, ref e0, ref e1);
            Add(values + BlockSize, weight, otherWeight, ref b0, ref b1, ref f0, ref f1);
            Add(values + (2 * BlockSize), weight, otherWeight, ref c0, ref c1, ref g0, ref g1);
            Add(values + (3 * BlockSize), weight, otherWeight, ref d0, ref d1, ref h0, ref h1);
        }

        Put(y, a0, a1);
        Put(y + BlockSize, b0, b1);
        Put(y + (2 * BlockSize), c0, c1);
        Put(y + (3 * BlockSize), d0, d1);
        Put(otherY, e0, e1);
        Put(otherY + BlockSize, f0, f1);
        Put(otherY + (2 * BlockSize), g0, g1);
        Put(otherY + (3 * BlockSize), h0, h1);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Add(
        TElement* block,
        Vector512<float> weight,
        Vector512<float> otherWeight,
        ref Vector512<float> first,
        ref Vector512<float> second,
        ref Vector512<float> otherFirst,
        ref Vector512<float> otherSecond)
    {
        (Vector512<float> v0, Vector512<float> v1) = TFormat.Load512(block);
        first = Vector512.FusedMultiplyAdd(v0, weight, first);
        second = Vector512.FusedMultiplyAdd(v1, weight, second);
        otherFirst = Vector512.FusedMultiplyAdd(v0, otherWeight, otherFirst);
        otherSecond = Vector512.FusedMultiplyAdd(v1, otherWeight, otherSecond);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static (Vector512<float> First, Vector512<float> Second) Take(float* y)
    {
        Vector512<float> low = Vector512.Load(y), high = Vector512.Load(y + Lanes);
        if (TFormat.ElementOfLane(1) == 1)
        {
            return (low, high);
        }

        Vector512<int> even = Vector512.Create(0, 2, 4, 6, 8, 10, 12, 14, 16, 18, 20, 22, 24, 26, 28, 30), odd = even + Vector512<int>.One;
        return (Avx512F.PermuteVar16x32x2(low, even, high), Avx512F.PermuteVar16x32x2(low, odd, high));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Put(float* y, Vector512<float> first, Vector512<float> second)
    {
        if (TFormat.ElementOfLane(1) != 1)
        {
            Vector512<int> lower = Vector512.Create(0, 16, 1, 17, 2, 18, 3, 19, 4, 20, 5, 21, 6, 22, 7, 23), upper = lower + Vector512.Create(8);
            (first, second) = (Avx512F.PermuteVar16x32x2(first, lower, second), Avx512F.PermuteVar16x32x2(first, upper, second));
        }

        first.Store(y);
        second.Store(y + Lanes);
    }
}
