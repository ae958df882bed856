using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace Hymba.Kernels.Decode;

/// <summary>
/// <see cref="WeightedRows{TFormat, TElement}"/> for several queries, which share what is read and widened, with AVX-512 and the same bits. Sums are kept in the
/// order in which the format unpacks.
/// </summary>
internal static unsafe class ValueTile<TFormat, TElement>
    where TFormat : IWeightFormat<TElement>
    where TElement : unmanaged
{
    /// <summary>Columns of a tile.</summary>
    public const int Columns = 2 * BlockSize;

    private const int BlockSize = 32;
    private const int Lanes = 16;

    /// <summary>Whether the processor can.</summary>
    public static bool IsSupported => Avx512F.IsSupported;

    /// <summary>Adds the weighted rows to a tile of each of two queries.</summary>
    /// <param name="values">The tile's first row.</param>
    /// <param name="rows">Rows, 0 or more.</param>
    /// <param name="stride">Elements from one row to the next.</param>
    /// <param name="weights">The first query's, [rows].</param>
    /// <param name="nextWeights">From them to the second query's; 0 for the same ones.</param>
    /// <param name="y">The first query's, [<see cref="Columns"/>], added to.</param>
    /// <param name="nextY">From there to the second query's; 0 where the weights are the same.</param>
    /// <param name="ask">What is to be asked for meanwhile.</param>
    /// <param name="lines">Lines of it for every row.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Two(TElement* values, nint rows, nint stride, float* weights, nint nextWeights, float* y, nint nextY, byte* ask, nint lines)
    {
        (Vector512<float> a0, Vector512<float> a1) = Take(y);
        (Vector512<float> a2, Vector512<float> a3) = Take(y + BlockSize);
        (Vector512<float> b0, Vector512<float> b1) = Take(y + nextY);
        (Vector512<float> b2, Vector512<float> b3) = Take(y + nextY + BlockSize);
        for (nint row = 0; row < rows; row++, values += stride, weights++)
        {
            ask = WeightPrefetch.Some(ask, lines);
            (Vector512<float> v0, Vector512<float> v1) = TFormat.Load512(values);
            (Vector512<float> v2, Vector512<float> v3) = TFormat.Load512(values + BlockSize);
            Add(*weights, v0, v1, v2, v3, ref a0, ref a1, ref a2, ref a3);
            Add(weights[nextWeights], v0, v1, v2, v3, ref b0, ref b1, ref b2, ref b3);
        }

        Put(y, a0, a1, a2, a3);
        Put(y + nextY, b0, b1, b2, b3);
    }

    /// <summary>As <see cref="Two"/>, for three queries.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Three(TElement* values, nint rows, nint stride, float* weights, nint nextWeights, float* y, nint nextY, byte* ask, nint lines)
    {
        (Vector512<float> a0, Vector512<float> a1) = Take(y);
        (Vector512<float> a2, Vector512<float> a3) = Take(y + BlockSize);
        (Vector512<float> b0, Vector512<float> b1) = Take(y + nextY);
        (Vector512<float> b2, Vector512<float> b3) = Take(y + nextY + BlockSize);
        (Vector512<float> c0, Vector512<float> c1) = Take(y + (2 * nextY));
        (Vector512<float> c2, Vector512<float> c3) = Take(y + (2 * nextY) + BlockSize);
        for (nint row = 0; row < rows; row++, values += stride, weights++)
        {
            ask = WeightPrefetch.Some(ask, lines);
            (Vector512<float> v0, Vector512<float> v1) = TFormat.Load512(values);
            (Vector512<float> v2, Vector512<float> v3) = TFormat.Load512(values + BlockSize);
            Add(*weights, v0, v1, v2, v3, ref a0, ref a1, ref a2, ref a3);
            Add(weights[nextWeights], v0, v1, v2, v3, ref b0, ref b1, ref b2, ref b3);
            Add(weights[2 * nextWeights], v0, v1, v2, v3, ref c0, ref c1, ref c2, ref c3);
        }

        Put(y, a0, a1, a2, a3);
        Put(y + nextY, b0, b1, b2, b3);
        Put(y + (2 * nextY), c0, c1, c2, c3);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Add(
        float weight,
        Vector512<float> v0,
        Vector512<float> v1,
        Vector512<float> v2,
        Vector512<float> v3,
        ref Vector512<float> s0,
        ref Vector512<float> s1,
        ref Vector512<float> s2,
        ref Vector512<float> s3)
    {
        Vector512<float> w = Vector512.Create(weight);
        s0 = Vector512.FusedMultiplyAdd(v0, w, s0);
        s1 = Vector512.FusedMultiplyAdd(v1, w, s1);
        s2 = Vector512.FusedMultiplyAdd(v2, w, s2);
        s3 = Vector512.FusedMultiplyAdd(v3, w, s3);
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
    private static void Put(float* y, Vector512<float> s0, Vector512<float> s1, Vector512<float> s2, Vector512<float> s3)
    {
        Put(y, s0, s1);
        Put(y + BlockSize, s2, s3);
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
