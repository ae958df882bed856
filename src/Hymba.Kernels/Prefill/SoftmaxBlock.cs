using System.Runtime.CompilerServices;
using Hymba.Kernels.Lanes;
using Hymba.Kernels.Threading;
using Hymba.Kernels.Training;

namespace Hymba.Kernels.Prefill;

/// <summary>
/// The softmax of a block of attention scores, of which each row sees a run of columns: no mask exists in memory. Leaves the exponentials and gives what they
/// must be multiplied by, so that the division is done on the much smaller products with the values. Safe to call from several threads for different blocks.
/// </summary>
internal static unsafe class SoftmaxBlock<TFormat, TElement>
    where TFormat : struct, IElement<TElement>
    where TElement : unmanaged
{
    private const int Grain = 8;

    /// <summary>Replaces visible scores by e^(score - greatest), others by 0.</summary>
    /// <param name="scores">[key-value heads * tokens * group, columns].</param>
    /// <param name="columns">Columns of each row.</param>
    /// <param name="rows">The rows.</param>
    /// <param name="view">Which columns a row sees.</param>
    /// <param name="factors">One over the sum of each row, [rows], written.</param>
    /// <param name="maxThreads">The most threads.</param>
    /// <param name="tier">The vector width.</param>
    /// <exception cref="ArgumentException">A matrix is smaller than the sizes say.</exception>
    public static void Run(
        NativeRows<TElement> scores, int columns, int rows, BlockView view, NativeRows<float> factors, int maxThreads, KernelTier tier)
    {
        scores.Require(rows, columns, nameof(scores));
        factors.Require(1, rows, nameof(factors));
        TierRange.Run(new Job(scores, columns, view, factors.Row(0)), rows, Grain, maxThreads, tier);
    }

    private readonly struct Job(NativeRows<TElement> scores, int columns, BlockView view, float* factors) : ITierRangeJob
    {
        public void Run<TLanes>(int start, int end)
            where TLanes : struct, ILanes<TLanes>
        {
            for (int row = start; row < end; row++)
            {
                TElement* values = scores.Row(row);
                (int from, int to) = view.Seen(row);
                float max = MathF.Max(Max<TLanes>(values, 0, view.Pinned), Max<TLanes>(values, from, to));
                float sum = Exponentials<TLanes>(values, 0, view.Pinned, max) + Exponentials<TLanes>(values, from, to, max);
                new Span<TElement>(values + view.Pinned, from - view.Pinned).Clear();
                new Span<TElement>(values + to, columns - to).Clear();
                factors[row] = 1f / sum;
            }
        }

        [MethodImpl(MethodImplOptions.AggressiveOptimization)]
        private static float Max<TLanes>(TElement* values, int start, int end)
            where TLanes : struct, ILanes<TLanes>
        {
            TLanes most = TLanes.Create(float.NegativeInfinity);
            int i = start;
            for (; i <= end - TLanes.Count; i += TLanes.Count)
            {
                most = TLanes.Greater(most, TFormat.Load<TLanes>(values + i));
            }

            Lanes1 rest = Lanes1.Create(float.NegativeInfinity);
            for (; i < end; i++)
            {
                rest = Lanes1.Greater(rest, TFormat.Load<Lanes1>(values + i));
            }

            return MathF.Max(TLanes.Max(most), Lanes1.Max(rest));
        }

        [MethodImpl(MethodImplOptions.AggressiveOptimization)]
        private static float Exponentials<TLanes>(TElement* values, int start, int end, float max)
            where TLanes : struct, ILanes<TLanes>
        {
            TLanes shift = TLanes.Create(max), sum = TLanes.Create(0f);
            int i = start;
            for (; i <= end - TLanes.Count; i += TLanes.Count)
            {
                TLanes power = Exponential.Exp(TFormat.Load<TLanes>(values + i) - shift);
                TFormat.Store(power, values + i);
                sum += power;
            }

            Lanes1 rest = Lanes1.Create(0f);
            for (; i < end; i++)
            {
                Lanes1 power = Exponential.Exp(TFormat.Load<Lanes1>(values + i) - Lanes1.Create(max));
                TFormat.Store(power, values + i);
                rest += power;
            }

            return LaneSum.Of(sum) + LaneSum.Of(rest);
        }
    }
}
