using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Hymba.Kernels.Decode;

/// <summary>
/// y = sum over rows of w[row] * values[row, :], the second product of attention. Each element is one chain of fused multiply-adds in the order
/// of the rows, so all tiers give the same bits.
/// </summary>
internal static unsafe class WeightedRows<TFormat, TElement>
    where TFormat : IWeightFormat<TElement>
    where TElement : unmanaged
{
    private const int BlockSize = BlockDot<TFormat, TElement>.BlockSize;
    private const int Half = BlockSize / 2;

    /// <summary>Sums. Runs on the calling thread.</summary>
    /// <param name="values">[rows, columns], row-major.</param>
    /// <param name="rows">0 or more.</param>
    /// <param name="columns">0 or more.</param>
    /// <param name="weights">[rows].</param>
    /// <param name="y">[columns], written.</param>
    /// <param name="tier">The vector width; 512 runs as 256, for reading the rows is what takes the time.</param>
    /// <exception cref="ArgumentException">A span is shorter than the sizes say.</exception>
    public static void Run(ReadOnlySpan<TElement> values, int rows, int columns, ReadOnlySpan<float> weights, Span<float> y, KernelTier tier)
    {
        if (values.Length < (long)rows * columns || weights.Length < rows || y.Length < columns)
        {
            throw new ArgumentException(
                $"A sum of {rows} rows of {columns} needs as many values, weights and outputs; {values.Length}, {weights.Length} and {y.Length} were given.");
        }

        fixed (TElement* from = values)
        fixed (float* w = weights, to = y)
        {
            int column = 0;
            for (; column <= columns - BlockSize; column += BlockSize)
            {
                Block(from + column, rows, columns, w, to + column, tier);
            }

            for (; column < columns; column++)
            {
                float sum = 0f;
                for (nint row = 0; row < rows; row++)
                {
                    sum = MathF.FusedMultiplyAdd(TFormat.ToSingle(from[(row * columns) + column]), w[row], sum);
                }

                to[column] = sum;
            }
        }
    }

    [SkipLocalsInit]
    private static void Block(TElement* from, int rows, int stride, float* weights, float* to, KernelTier tier)
    {
        float* lanes = stackalloc float[BlockSize];
        switch (tier)
        {
            case KernelTier.Vector512 or KernelTier.Vector256:
                Block256(from, rows, stride, weights, lanes);
                break;
            case KernelTier.Vector128:
                Block128(from, rows, stride, weights, lanes);
                break;
            default:
                BlockScalar(from, rows, stride, weights, lanes);
                break;
        }

        for (int lane = 0; lane < BlockSize; lane++)
        {
            to[TFormat.ElementOfLane(lane)] = lanes[lane];
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Block256(TElement* from, int rows, nint stride, float* weights, float* lanes)
    {
        Vector256<float> a = Vector256<float>.Zero, b = a, c = a, d = a;
        for (int row = 0; row < rows; row++, from += stride)
        {
            Vector256<float> weight = Vector256.Create(weights[row]);
            (Vector256<float> first0, Vector256<float> second0) = TFormat.Load256(from, 0);
            (Vector256<float> first1, Vector256<float> second1) = TFormat.Load256(from, 1);
            a = Vector256.FusedMultiplyAdd(first0, weight, a);
            b = Vector256.FusedMultiplyAdd(first1, weight, b);
            c = Vector256.FusedMultiplyAdd(second0, weight, c);
            d = Vector256.FusedMultiplyAdd(second1, weight, d);
        }

        a.Store(lanes);
        b.Store(lanes + 8);
        c.Store(lanes + Half);
        d.Store(lanes + Half + 8);
    }

    private static void Block128(TElement* from, int rows, nint stride, float* weights, float* lanes)
    {
        for (int quarter = 0; quarter < 4; quarter++)
        {
            Quarter128(from, rows, stride, weights, lanes + (4 * quarter), quarter);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Quarter128(TElement* from, int rows, nint stride, float* weights, float* lanes, int quarter)
    {
        Vector128<float> a = Vector128<float>.Zero, b = a;
        for (int row = 0; row < rows; row++, from += stride)
        {
            Vector128<float> weight = Vector128.Create(weights[row]);
            (Vector128<float> first, Vector128<float> second) = TFormat.Load128(from, quarter);
            a = Vector128.FusedMultiplyAdd(first, weight, a);
            b = Vector128.FusedMultiplyAdd(second, weight, b);
        }

        a.Store(lanes);
        b.Store(lanes + Half);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void BlockScalar(TElement* from, int rows, nint stride, float* weights, float* lanes)
    {
        new Span<float>(lanes, BlockSize).Clear();
        for (int row = 0; row < rows; row++, from += stride)
        {
            for (int lane = 0; lane < BlockSize; lane++)
            {
                lanes[lane] = MathF.FusedMultiplyAdd(TFormat.ToSingle(from[TFormat.ElementOfLane(lane)]), weights[row], lanes[lane]);
            }
        }
    }
}
