using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Hymba.Kernels;

/// <summary>
/// The dot product of a row of weights with x, over whole blocks of 32. Every tier keeps the same 64 sums, those of the even blocks and those of the odd
/// ones, adds to each by fused multiply-add in the order of the blocks, and folds them in the same order at the end, so all tiers give the same bits. Two
/// sets, because one chain of additions would keep the processor from asking for the weights behind it.
/// </summary>
internal static unsafe class BlockDot<TFormat, TElement>
    where TFormat : IWeightFormat<TElement>
    where TElement : unmanaged
{
    /// <summary>Weights per block.</summary>
    public const int BlockSize = 32;

    private const int Lanes = 16;
    private const int Sets = 2;

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
        Vector512<float> even0 = Vector512<float>.Zero, even1 = even0, odd0 = even0, odd1 = even0;
        for (int pair = blocks / Sets; pair > 0; pair--, weights += Sets * BlockSize, x += Sets * BlockSize)
        {
            WeightPrefetch.Page(weights, Sets * BlockSize * sizeof(TElement));
            WeightPrefetch.Line(weights);
            WeightPrefetch.Line(weights + BlockSize);
            Add(weights, x, ref even0, ref even1);
            Add(weights + BlockSize, x + BlockSize, ref odd0, ref odd1);
        }

        if (blocks % Sets != 0)
        {
            Add(weights, x, ref even0, ref even1);
        }

        Vector512<float> sums = (even0 + odd0) + (even1 + odd1);
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
        Vector256<float> even0 = Vector256<float>.Zero, even1 = even0, odd0 = even0, odd1 = even0;
        Vector256<float> upperEven0 = even0, upperEven1 = even0, upperOdd0 = even0, upperOdd1 = even0;
        for (int pair = blocks / Sets; pair > 0; pair--, weights += Sets * BlockSize, x += Sets * BlockSize)
        {
            WeightPrefetch.Page(weights, Sets * BlockSize * sizeof(TElement));
            WeightPrefetch.Line(weights);
            WeightPrefetch.Line(weights + BlockSize);
            Add(weights, x, 0, ref even0, ref even1);
            Add(weights, x, 1, ref upperEven0, ref upperEven1);
            Add(weights + BlockSize, x + BlockSize, 0, ref odd0, ref odd1);
            Add(weights + BlockSize, x + BlockSize, 1, ref upperOdd0, ref upperOdd1);
        }

        if (blocks % Sets != 0)
        {
            Add(weights, x, 0, ref even0, ref even1);
            Add(weights, x, 1, ref upperEven0, ref upperEven1);
        }

        return Fold(((even0 + odd0) + (even1 + odd1)) + ((upperEven0 + upperOdd0) + (upperEven1 + upperOdd1)));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Add(TElement* weights, float* x, int half, ref Vector256<float> first, ref Vector256<float> second)
    {
        (Vector256<float> w0, Vector256<float> w1) = TFormat.Load256(weights, half);
        first = Vector256.FusedMultiplyAdd(w0, Vector256.Load(x + (8 * half)), first);
        second = Vector256.FusedMultiplyAdd(w1, Vector256.Load(x + (8 * half) + Lanes), second);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static float Run128(TElement* weights, float* x, int blocks)
        => Fold((Quarter(weights, x, blocks, 0) + Quarter(weights, x, blocks, 2)) + (Quarter(weights, x, blocks, 1) + Quarter(weights, x, blocks, 3)));

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static Vector128<float> Quarter(TElement* weights, float* x, int blocks, int quarter)
    {
        x += 4 * quarter;
        Vector128<float> even0 = Vector128<float>.Zero, even1 = even0, odd0 = even0, odd1 = even0;
        for (int pair = blocks / Sets; pair > 0; pair--, weights += Sets * BlockSize, x += Sets * BlockSize)
        {
            Add(weights, x, quarter, ref even0, ref even1);
            Add(weights + BlockSize, x + BlockSize, quarter, ref odd0, ref odd1);
        }

        if (blocks % Sets != 0)
        {
            Add(weights, x, quarter, ref even0, ref even1);
        }

        return (even0 + odd0) + (even1 + odd1);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Add(TElement* weights, float* x, int quarter, ref Vector128<float> first, ref Vector128<float> second)
    {
        (Vector128<float> w0, Vector128<float> w1) = TFormat.Load128(weights, quarter);
        first = Vector128.FusedMultiplyAdd(w0, Vector128.Load(x), first);
        second = Vector128.FusedMultiplyAdd(w1, Vector128.Load(x + Lanes), second);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static float RunScalar(TElement* weights, float* x, int blocks)
    {
        float* sums = stackalloc float[Sets * BlockSize];
        new Span<float>(sums, Sets * BlockSize).Clear();
        for (int block = 0; block < blocks; block++, weights += BlockSize, x += BlockSize)
        {
            float* set = sums + (block % Sets * BlockSize);
            for (int lane = 0; lane < BlockSize; lane++)
            {
                set[lane] = MathF.FusedMultiplyAdd(TFormat.ToSingle(weights[TFormat.ElementOfLane(lane)]), x[lane], set[lane]);
            }
        }

        for (int width = BlockSize; width >= 1; width /= 2)
        {
            for (int lane = 0; lane < width; lane++)
            {
                sums[lane] += sums[lane + width];
            }
        }

        return sums[0];
    }

    // Halves onto each other, as the scalar tier does.
    private static float Fold(Vector256<float> sums) => Fold(sums.GetLower() + sums.GetUpper());

    private static float Fold(Vector128<float> sums) => (sums[0] + sums[2]) + (sums[1] + sums[3]);
}
