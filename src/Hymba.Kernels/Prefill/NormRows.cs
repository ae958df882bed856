using System.Runtime.CompilerServices;
using Hymba.Kernels.Lanes;
using Hymba.Kernels.Threading;
using Hymba.Kernels.Training;

namespace Hymba.Kernels.Prefill;

/// <summary>Root-mean-square normalisation of rows: y = w x / sqrt(mean(x²) + epsilon). Safe to call from several threads for different outputs.</summary>
internal static unsafe class NormRows<TFrom, TIn, TTo, TOut>
    where TFrom : struct, IElement<TIn>
    where TIn : unmanaged
    where TTo : struct, IElement<TOut>
    where TOut : unmanaged
{
    private const int Grain = 4;

    /// <summary>Normalises; without a weight it copies.</summary>
    /// <param name="x">[rows, width].</param>
    /// <param name="rows">0 or more.</param>
    /// <param name="width">1 or more.</param>
    /// <param name="weight">[width], or nothing: then y is x.</param>
    /// <param name="epsilon">Added to the mean of squares.</param>
    /// <param name="y">[rows, width], written; overlaps nothing.</param>
    /// <param name="maxThreads">The most threads.</param>
    /// <param name="tier">The vector width.</param>
    /// <exception cref="ArgumentException">A matrix is smaller than the sizes say.</exception>
    public static void Run(
        NativeRows<TIn> x, int rows, int width, ReadOnlySpan<float> weight, float epsilon, NativeRows<TOut> y, int maxThreads, KernelTier tier)
    {
        x.Require(rows, width, nameof(x));
        y.Require(rows, width, nameof(y));
        if (!weight.IsEmpty)
        {
            ReadOnlyRows.Require(weight.Length, width, 1, width, nameof(weight));
        }

        fixed (float* w = weight)
        {
            TierRange.Run(new Job(x, width, w, epsilon, y), rows, Grain, maxThreads, tier);
        }
    }

    private readonly struct Job(NativeRows<TIn> x, int width, float* weight, float epsilon, NativeRows<TOut> y) : ITierRangeJob
    {
        public void Run<TLanes>(int start, int end)
            where TLanes : struct, ILanes<TLanes>
        {
            for (int row = start; row < end; row++)
            {
                float factor = weight is null ? 1f : 1f / MathF.Sqrt((SumOfSquares<TLanes>(x.Row(row)) / width) + epsilon);
                int done = Scale<TLanes>(row, factor, 0);
                Scale<Lanes1>(row, factor, done);
            }
        }

        [MethodImpl(MethodImplOptions.AggressiveOptimization)]
        private float SumOfSquares<TLanes>(TIn* from)
            where TLanes : struct, ILanes<TLanes>
        {
            TLanes a = TLanes.Create(0f), b = a;
            int i = 0;
            for (; i <= width - (2 * TLanes.Count); i += 2 * TLanes.Count)
            {
                TLanes first = TFrom.Load<TLanes>(from + i), second = TFrom.Load<TLanes>(from + i + TLanes.Count);
                a = TLanes.FusedMultiplyAdd(first, first, a);
                b = TLanes.FusedMultiplyAdd(second, second, b);
            }

            Lanes1 rest = Lanes1.Create(0f);
            for (; i < width; i++)
            {
                Lanes1 value = TFrom.Load<Lanes1>(from + i);
                rest = Lanes1.FusedMultiplyAdd(value, value, rest);
            }

            return LaneSum.Of(a + b) + LaneSum.Of(rest);
        }

        [MethodImpl(MethodImplOptions.AggressiveOptimization)]
        private int Scale<TLanes>(int row, float factor, int start)
            where TLanes : struct, ILanes<TLanes>
        {
            TIn* from = x.Row(row);
            TOut* to = y.Row(row);
            TLanes factors = TLanes.Create(factor);
            int i = start;
            for (; i <= width - TLanes.Count; i += TLanes.Count)
            {
                TLanes value = TFrom.Load<TLanes>(from + i) * factors;
                TTo.Store(weight is null ? value : value * TLanes.Load(weight + i), to + i);
            }

            return i;
        }
    }
}
