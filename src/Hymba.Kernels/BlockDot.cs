using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace Hymba.Kernels;

/// <summary>
/// The dot product of a row of weights with x, over whole blocks of 32. Every tier keeps the same 32 sums, adds to each by fused
/// multiply-add in the order of the blocks, and folds them in the same order at the end, so all tiers give the same bits.
/// </summary>
internal static unsafe class BlockDot<TFormat, TElement>
    where TFormat : IWeightFormat<TElement>
    where TElement : unmanaged
{
    /// <summary>Weights per block.</summary>
    public const int BlockSize = 32;

    private const int Lanes = 16;

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
        int ahead = PrefetchDistance.Bytes;
        Vector512<float> first = Vector512<float>.Zero, second = Vector512<float>.Zero;
        for (int block = 0; block < blocks; block++, weights += BlockSize, x += BlockSize)
        {
            Sse.Prefetch0((byte*)weights + ahead);
            (Vector512<float> w0, Vector512<float> w1) = TFormat.Load512(weights);
            first = Vector512.FusedMultiplyAdd(w0, Vector512.Load(x), first);
            second = Vector512.FusedMultiplyAdd(w1, Vector512.Load(x + Lanes), second);
        }

        Vector512<float> sums = first + second;
        return Fold(sums.GetLower() + sums.GetUpper());
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static float Run256(TElement* weights, float* x, int blocks)
    {
        Vector256<float> first0 = Vector256<float>.Zero, second0 = first0, first1 = first0, second1 = first0;
        for (int block = 0; block < blocks; block++, weights += BlockSize, x += BlockSize)
        {
            (Vector256<float> w0, Vector256<float> w1) = TFormat.Load256(weights, 0);
            (Vector256<float> w2, Vector256<float> w3) = TFormat.Load256(weights, 1);
            first0 = Vector256.FusedMultiplyAdd(w0, Vector256.Load(x), first0);
            second0 = Vector256.FusedMultiplyAdd(w1, Vector256.Load(x + Lanes), second0);
            first1 = Vector256.FusedMultiplyAdd(w2, Vector256.Load(x + 8), first1);
            second1 = Vector256.FusedMultiplyAdd(w3, Vector256.Load(x + Lanes + 8), second1);
        }

        return Fold((first0 + second0) + (first1 + second1));
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static float Run128(TElement* weights, float* x, int blocks)
    {
        Vector128<float> first0 = Vector128<float>.Zero, first1 = first0, first2 = first0, first3 = first0;
        Vector128<float> second0 = first0, second1 = first0, second2 = first0, second3 = first0;
        for (int block = 0; block < blocks; block++, weights += BlockSize, x += BlockSize)
        {
            Add(weights, x, 0, ref first0, ref second0);
            Add(weights, x, 1, ref first1, ref second1);
            Add(weights, x, 2, ref first2, ref second2);
            Add(weights, x, 3, ref first3, ref second3);
        }

        return Fold(((first0 + second0) + (first2 + second2)) + ((first1 + second1) + (first3 + second3)));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Add(TElement* weights, float* x, int quarter, ref Vector128<float> first, ref Vector128<float> second)
    {
        (Vector128<float> w0, Vector128<float> w1) = TFormat.Load128(weights, quarter);
        first = Vector128.FusedMultiplyAdd(w0, Vector128.Load(x + (4 * quarter)), first);
        second = Vector128.FusedMultiplyAdd(w1, Vector128.Load(x + Lanes + (4 * quarter)), second);
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

    // Halves onto each other, as the scalar tier does.
    private static float Fold(Vector256<float> sums) => Fold(sums.GetLower() + sums.GetUpper());

    private static float Fold(Vector128<float> sums) => (sums[0] + sums[2]) + (sums[1] + sums[3]);
}
