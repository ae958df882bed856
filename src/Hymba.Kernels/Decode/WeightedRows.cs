using System.Runtime.CompilerServices;
using Hymba.Kernels.Lanes;
using Hymba.Kernels.Prefill;
using Hymba.Kernels.Training;

namespace Hymba.Kernels.Decode;

/// <summary>
/// y += sum over rows of w[row] * values[row, :], the second product of attention. Each element is one chain of fused multiply-adds in the order of the rows, so
/// all tiers give the same bits; eight vectors go on side by side, for one chain alone would wait for its own last addition.
/// </summary>
internal static unsafe class WeightedRows<TFormat, TElement>
    where TFormat : struct, IElement<TElement>
    where TElement : unmanaged
{
    /// <summary>Adds. Runs on the calling thread.</summary>
    /// <param name="values">[rows, columns], row-major.</param>
    /// <param name="rows">0 or more.</param>
    /// <param name="columns">0 or more.</param>
    /// <param name="weights">[rows].</param>
    /// <param name="y">[columns], added to.</param>
    /// <param name="tier">The vector width.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Run(TElement* values, int rows, int columns, float* weights, float* y, KernelTier tier)
        => TierJob.Run(new Job(values, rows, columns, weights, y), tier);

    private readonly struct Job(TElement* values, int rows, int columns, float* weights, float* y) : ITierJob
    {
        [MethodImpl(MethodImplOptions.AggressiveOptimization)]
        public void Run<TLanes>()
            where TLanes : struct, ILanes<TLanes>
        {
            int column = 0;
            for (; column <= columns - (8 * TLanes.Count); column += 8 * TLanes.Count)
            {
                Eight<TLanes>(column);
            }

            for (; column <= columns - (4 * TLanes.Count); column += 4 * TLanes.Count)
            {
                Four<TLanes>(column);
            }

            for (; column <= columns - TLanes.Count; column += TLanes.Count)
            {
                One<TLanes>(column);
            }

            for (; column < columns; column++)
            {
                One<Lanes1>(column);
            }
        }

        [MethodImpl(MethodImplOptions.AggressiveOptimization)]
        private void Eight<TLanes>(int column)
            where TLanes : struct, ILanes<TLanes>
        {
            int step = TLanes.Count;
            float* to = y + column, scale = weights;
            TLanes a = TLanes.Load(to), b = TLanes.Load(to + step), c = TLanes.Load(to + (2 * step)), d = TLanes.Load(to + (3 * step));
            TLanes e = TLanes.Load(to + (4 * step)), f = TLanes.Load(to + (5 * step)), g = TLanes.Load(to + (6 * step)), h = TLanes.Load(to + (7 * step));
            TElement* from = values + column;
            for (nint row = 0, count = rows, width = columns; row < count; row++, from += width)
            {
                TLanes weight = TLanes.Create(scale[row]);
                a = TLanes.FusedMultiplyAdd(weight, TFormat.Load<TLanes>(from), a);
                b = TLanes.FusedMultiplyAdd(weight, TFormat.Load<TLanes>(from + step), b);
                c = TLanes.FusedMultiplyAdd(weight, TFormat.Load<TLanes>(from + (2 * step)), c);
                d = TLanes.FusedMultiplyAdd(weight, TFormat.Load<TLanes>(from + (3 * step)), d);
                e = TLanes.FusedMultiplyAdd(weight, TFormat.Load<TLanes>(from + (4 * step)), e);
                f = TLanes.FusedMultiplyAdd(weight, TFormat.Load<TLanes>(from + (5 * step)), f);
                g = TLanes.FusedMultiplyAdd(weight, TFormat.Load<TLanes>(from + (6 * step)), g);
                h = TLanes.FusedMultiplyAdd(weight, TFormat.Load<TLanes>(from + (7 * step)), h);
            }

            TLanes.Store(a, to);
            TLanes.Store(b, to + step);
            TLanes.Store(c, to + (2 * step));
            TLanes.Store(d, to + (3 * step));
            TLanes.Store(e, to + (4 * step));
            TLanes.Store(f, to + (5 * step));
            TLanes.Store(g, to + (6 * step));
            TLanes.Store(h, to + (7 * step));
        }

        [MethodImpl(MethodImplOptions.AggressiveOptimization)]
        private void Four<TLanes>(int column)
            where TLanes : struct, ILanes<TLanes>
        {
            int step = TLanes.Count;
            float* to = y + column, scale = weights;
            TLanes a = TLanes.Load(to), b = TLanes.Load(to + step), c = TLanes.Load(to + (2 * step)), d = TLanes.Load(to + (3 * step));
            TElement* from = values + column;
            for (nint row = 0, count = rows, width = columns; row < count; row++, from += width)
            {
                TLanes weight = TLanes.Create(scale[row]);
                a = TLanes.FusedMultiplyAdd(weight, TFormat.Load<TLanes>(from), a);
                b = TLanes.FusedMultiplyAdd(weight, TFormat.Load<TLanes>(from + step), b);
                c = TLanes.FusedMultiplyAdd(weight, TFormat.Load<TLanes>(from + (2 * step)), c);
                d = TLanes.FusedMultiplyAdd(weight, TFormat.Load<TLanes>(from + (3 * step)), d);
            }

            TLanes.Store(a, to);
            TLanes.Store(b, to + step);
            TLanes.Store(c, to + (2 * step));
            TLanes.Store(d, to + (3 * step));
        }

        [MethodImpl(MethodImplOptions.AggressiveOptimization)]
        private void One<TLanes>(int column)
            where TLanes : struct, ILanes<TLanes>
        {
            float* scale = weights;
            TLanes sum = TLanes.Load(y + column);
            TElement* from = values + column;
            for (nint row = 0, count = rows, width = columns; row < count; row++, from += width)
            {
                sum = TLanes.FusedMultiplyAdd(TLanes.Create(scale[row]), TFormat.Load<TLanes>(from), sum);
            }

            TLanes.Store(sum, y + column);
        }
    }
}
