using System.Runtime.CompilerServices;
using Hymba.Kernels.Lanes;
using Hymba.Kernels.Prefill;
using Hymba.Kernels.Training;

namespace Hymba.Kernels.Decode;

/// <summary>
/// y = sum over rows of w[row] * values[row, :], the second product of attention. Each element is one chain of fused multiply-adds in the order of the rows, so
/// all tiers give the same bits; eight or four vectors go on side by side, for one chain alone would wait for its own last addition.
/// </summary>
internal static unsafe class WeightedRows<TFormat, TElement>
    where TFormat : struct, IElement<TElement>
    where TElement : unmanaged
{
    /// <summary>Sums. Runs on the calling thread.</summary>
    /// <param name="values">[rows, columns], row-major.</param>
    /// <param name="rows">0 or more.</param>
    /// <param name="columns">0 or more.</param>
    /// <param name="weights">[rows].</param>
    /// <param name="y">[columns], written.</param>
    /// <param name="tier">The vector width.</param>
    /// <exception cref="ArgumentException">A span is shorter than the sizes say.</exception>
    public static void Run(ReadOnlySpan<TElement> values, int rows, int columns, ReadOnlySpan<float> weights, Span<float> y, KernelTier tier)
    {
        if (values.Length < (long)rows * columns || weights.Length < rows || y.Length < columns)
        {
            throw new ArgumentException(
                $"The sum of {rows} rows of {columns} does not fit {values.Length} values, {weights.Length} weights and {y.Length} outputs.");
        }

        fixed (TElement* from = values)
        fixed (float* w = weights, to = y)
        {
            TierJob.Run(new Job(from, rows, columns, w, to), tier);
        }
    }

    private readonly struct Job(TElement* values, int rows, int columns, float* weights, float* y) : ITierJob
    {
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
            TLanes a = TLanes.Create(0f), b = a, c = a, d = a, e = a, f = a, g = a, h = a;
            TElement* from = values + column;
            for (nint row = 0; row < rows; row++, from += columns)
            {
                TLanes weight = TLanes.Create(weights[row]);
                a = TLanes.FusedMultiplyAdd(TFormat.Load<TLanes>(from), weight, a);
                b = TLanes.FusedMultiplyAdd(TFormat.Load<TLanes>(from + step), weight, b);
                c = TLanes.FusedMultiplyAdd(TFormat.Load<TLanes>(from + (2 * step)), weight, c);
                d = TLanes.FusedMultiplyAdd(TFormat.Load<TLanes>(from + (3 * step)), weight, d);
                e = TLanes.FusedMultiplyAdd(TFormat.Load<TLanes>(from + (4 * step)), weight, e);
                f = TLanes.FusedMultiplyAdd(TFormat.Load<TLanes>(from + (5 * step)), weight, f);
                g = TLanes.FusedMultiplyAdd(TFormat.Load<TLanes>(from + (6 * step)), weight, g);
                h = TLanes.FusedMultiplyAdd(TFormat.Load<TLanes>(from + (7 * step)), weight, h);
            }

            float* to = y + column;
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
            TLanes a = TLanes.Create(0f), b = a, c = a, d = a;
            TElement* from = values + column;
            for (nint row = 0; row < rows; row++, from += columns)
            {
                TLanes weight = TLanes.Create(weights[row]);
                a = TLanes.FusedMultiplyAdd(TFormat.Load<TLanes>(from), weight, a);
                b = TLanes.FusedMultiplyAdd(TFormat.Load<TLanes>(from + step), weight, b);
                c = TLanes.FusedMultiplyAdd(TFormat.Load<TLanes>(from + (2 * step)), weight, c);
                d = TLanes.FusedMultiplyAdd(TFormat.Load<TLanes>(from + (3 * step)), weight, d);
            }

            float* to = y + column;
            TLanes.Store(a, to);
            TLanes.Store(b, to + step);
            TLanes.Store(c, to + (2 * step));
            TLanes.Store(d, to + (3 * step));
        }

        [MethodImpl(MethodImplOptions.AggressiveOptimization)]
        private void One<TLanes>(int column)
            where TLanes : struct, ILanes<TLanes>
        {
            TLanes sum = TLanes.Create(0f);
            TElement* from = values + column;
            for (nint row = 0; row < rows; row++, from += columns)
            {
                sum = TLanes.FusedMultiplyAdd(TFormat.Load<TLanes>(from), TLanes.Create(weights[row]), sum);
            }

            TLanes.Store(sum, y + column);
        }
    }
}
