using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Hymba.Kernels;

/// <summary>
/// The dot product of a row of weights with x, over whole blocks of 32. Every tier keeps the same 32 sums, adds to each by fused multiply-add in the order of the
/// blocks, and folds them in the same order at the end, so all tiers give the same bits.
/// </summary>
internal static unsafe class BlockDot<TFormat, TElement>
    where TFormat : IWeightFormat<TElement>
    where TElement : unmanaged
{
    /// <summary>Weights per block.</summary>
    public const int BlockSize = 32;

    private const int Lanes = 16;

    // Between two looks for the next page.
    private const int Unrolled = 2;

    /// <summary>Sum over the blocks at weights, times x in the format's lane order, in the given tier.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static float Run(TElement* weights, float* x, int blocks, KernelTier tier) => tier switch
    {
        KernelTier.Vector512 => Run512(weights, x, blocks),
        KernelTier.Vector256 => Run256(weights, x, blocks),
        KernelTier.Vector128 => Run128(weights, x, blocks),
        _ => RunScalar(weights, x, blocks),
    };

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static float Run512(TElement* weights, float* x, int blocks)
    {
        Vector512<float> first = Vector512<float>.Zero, second = first;
        for (; blocks >= Unrolled; blocks -= Unrolled, weights += Unrolled * BlockSize, x += Unrolled * BlockSize)
        {
            WeightPrefetch.Page(weights, Unrolled * BlockSize * sizeof(TElement));
            WeightPrefetch.Line(weights);
            WeightPrefetch.Line(weights + BlockSize);
            Add(weights, x, ref first, ref second);
            Add(weights + BlockSize, x + BlockSize, ref first, ref second);
        }

        if (blocks != 0)
        {
            Add(weights, x, ref first, ref second);
        }

        Vector512<float> sums = first + second;
        return Fold(sums.GetLower() + sums.GetUpper());
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Add(TElement* weights, float* x, ref Vector512<float> first, ref Vector512<float> second)
    {
        (Vector512<float> w0, Vector512<float> w1) = TFormat.Load512(weights);
        first = Vector512.FusedMultiplyAdd(w0, Vector512.Load(x), first);
        second = Vector512.FusedMultiplyAdd(w1, Vector512.Load(x + Lanes), second);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static float Run256(TElement* weights, float* x, int blocks)
    {
        Vector256<float> first = Vector256<float>.Zero, second = first, upperFirst = first, upperSecond = first;
        bool intoSecond = WeightPrefetch.HasSmallFirstCache;
        for (; blocks >= Unrolled; blocks -= Unrolled, weights += Unrolled * BlockSize, x += Unrolled * BlockSize)
        {
            WeightPrefetch.Page(weights, Unrolled * BlockSize * sizeof(TElement));
            WeightPrefetch.Line(weights, intoSecond);
            WeightPrefetch.Line(weights + BlockSize, intoSecond);
            Add(weights, x, 0, ref first, ref second);
            Add(weights, x, 1, ref upperFirst, ref upperSecond);
            Add(weights + BlockSize, x + BlockSize, 0, ref first, ref second);
            Add(weights + BlockSize, x + BlockSize, 1, ref upperFirst, ref upperSecond);
        }

        if (blocks != 0)
        {
            Add(weights, x, 0, ref first, ref second);
            Add(weights, x, 1, ref upperFirst, ref upperSecond);
        }

        return Fold((first + second) + (upperFirst + upperSecond));
    }

    /// <summary>Adds one half of a block's products, with vectors of 256 bits.</summary>
    /// <param name="weights">The block.</param>
    /// <param name="x">Its part of the vector, in the format's order of lanes.</param>
    /// <param name="half">0 or 1.</param>
    /// <param name="first">That half's sums of the first group.</param>
    /// <param name="second">And of the second.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Add(TElement* weights, float* x, int half, ref Vector256<float> first, ref Vector256<float> second)
    {
        (Vector256<float> w0, Vector256<float> w1) = TFormat.Load256(weights, half);
        first = Vector256.FusedMultiplyAdd(w0, Vector256.Load(x + (8 * half)), first);
        second = Vector256.FusedMultiplyAdd(w1, Vector256.Load(x + (8 * half) + Lanes), second);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static float Run128(TElement* weights, float* x, int blocks)
    {
        Vector128<float> a0 = Vector128<float>.Zero, a1 = a0, b0 = a0, b1 = a0, c0 = a0, c1 = a0, d0 = a0, d1 = a0;
        for (; blocks > 0; blocks--, weights += BlockSize, x += BlockSize)
        {
            Add(weights, x, 0, ref a0, ref a1);
            Add(weights, x, 1, ref b0, ref b1);
            Add(weights, x, 2, ref c0, ref c1);
            Add(weights, x, 3, ref d0, ref d1);
        }

        return Fold(((a0 + a1) + (c0 + c1)) + ((b0 + b1) + (d0 + d1)));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Add(TElement* weights, float* x, int quarter, ref Vector128<float> first, ref Vector128<float> second)
    {
        (Vector128<float> w0, Vector128<float> w1) = TFormat.Load128(weights, quarter);
        first = Vector128.FusedMultiplyAdd(w0, Vector128.Load(x + (4 * quarter)), first);
        second = Vector128.FusedMultiplyAdd(w1, Vector128.Load(x + (4 * quarter) + Lanes), second);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static float RunScalar(TElement* weights, float* x, int blocks)
    {
        float* sums = stackalloc float[BlockSize];
        new Span<float>(sums, BlockSize).Clear();
        for (int block = 0; block < blocks; block++, weights += BlockSize, x += BlockSize)
        {
            for (int lane = 0; lane < BlockSize; lane++)
            {
                sums[lane] = MathF.FusedMultiplyAdd(TFormat.ToSingle(weights[TFormat.ElementOfLane(lane)]), x[lane], sums[lane]);
            }
        }

        for (int width = BlockSize / 2; width >= 1; width /= 2)
        {
            for (int lane = 0; lane < width; lane++)
            {
                sums[lane] += sums[lane + width];
            }
        }

        return sums[0];
    }

    /// <summary>Halves onto each other, as the scalar tier does.</summary>
    /// <param name="sums">Of lanes that are eight or sixteen apart.</param>
    public static float Fold(Vector256<float> sums) => Fold(sums.GetLower() + sums.GetUpper());

    private static float Fold(Vector128<float> sums) => (sums[0] + sums[2]) + (sums[1] + sums[3]);
}
