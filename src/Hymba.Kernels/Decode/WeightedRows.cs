using System.Runtime.CompilerServices;
using Hymba.Kernels.Lanes;
using Hymba.Kernels.Prefill;
using Hymba.Kernels.Training;

namespace Hymba.Kernels.Decode;

/// <summary>
/// y[head] = sum over rows of w[head, row] * values[row, :], the second product of attention, for all heads that share the values: each is read and widened
/// for four heads at once. Each element is one chain of fused multiply-adds in the order of the rows, so all tiers give the same bits.
/// </summary>
internal static unsafe class WeightedRows<TFormat, TElement>
    where TFormat : struct, IElement<TElement>
    where TElement : unmanaged
{
    private const int HeadsTogether = 4;

    /// <summary>Sums a range of columns. Runs on the calling thread.</summary>
    /// <param name="values">[rows, columns], row-major.</param>
    /// <param name="rows">0 or more.</param>
    /// <param name="columns">0 or more.</param>
    /// <param name="start">The first column.</param>
    /// <param name="end">Behind the last column.</param>
    /// <param name="weights">[heads, rows].</param>
    /// <param name="heads">0 or more.</param>
    /// <param name="y">[heads, columns]; the range is written.</param>
    /// <param name="tier">The vector width.</param>
    /// <exception cref="ArgumentException">A span is shorter than the sizes say, or the range is none.</exception>
    public static void Run(
        ReadOnlySpan<TElement> values, int rows, int columns, int start, int end, ReadOnlySpan<float> weights, int heads, Span<float> y, KernelTier tier)
    {
        if (values.Length < (long)rows * columns || weights.Length < (long)heads * rows || y.Length < (long)heads * columns
            || start < 0 || end < start || end > columns)
        {
            throw new ArgumentException(
                $"Columns {start} to {end} of sums of {rows} rows of {columns} for {heads} heads do not fit {values.Length} values, {weights.Length} weights "
                + $"and {y.Length} outputs.");
        }

        fixed (TElement* from = values)
        fixed (float* w = weights, to = y)
        {
            TierJob.Run(new Job(from, rows, columns, start, end, w, heads, to), tier);
        }
    }

    private readonly struct Job(TElement* values, int rows, int columns, int start, int end, float* weights, int heads, float* y) : ITierJob
    {
        public void Run<TLanes>()
            where TLanes : struct, ILanes<TLanes>
        {
            for (int head = 0; head < heads;)
            {
                int together = heads - head >= HeadsTogether ? HeadsTogether : 1;
                int column = start;
                for (; column <= end - (2 * TLanes.Count); column += 2 * TLanes.Count)
                {
                    Pair<TLanes>(column, head, together);
                }

                for (; column < end; column++)
                {
                    One(column, head, together);
                }

                head += together;
            }
        }

        private void Pair<TLanes>(int column, int head, int together)
            where TLanes : struct, ILanes<TLanes>
        {
            if (together == HeadsTogether)
            {
                FourHeads<TLanes>(column, head);
            }
            else
            {
                OneHead<TLanes>(column, head);
            }
        }

        [MethodImpl(MethodImplOptions.AggressiveOptimization)]
        private void FourHeads<TLanes>(int column, int head)
            where TLanes : struct, ILanes<TLanes>
        {
            TLanes a0 = TLanes.Create(0f), a1 = a0, b0 = a0, b1 = a0, c0 = a0, c1 = a0, d0 = a0, d1 = a0;
            float* w0 = weights + ((nint)head * rows), w1 = w0 + rows, w2 = w1 + rows, w3 = w2 + rows;
            TElement* from = values + column;
            for (nint row = 0; row < rows; row++, from += columns)
            {
                TLanes first = TFormat.Load<TLanes>(from), second = TFormat.Load<TLanes>(from + TLanes.Count);
                TLanes weight = TLanes.Create(w0[row]);
                a0 = TLanes.FusedMultiplyAdd(first, weight, a0);
                a1 = TLanes.FusedMultiplyAdd(second, weight, a1);
                weight = TLanes.Create(w1[row]);
                b0 = TLanes.FusedMultiplyAdd(first, weight, b0);
                b1 = TLanes.FusedMultiplyAdd(second, weight, b1);
                weight = TLanes.Create(w2[row]);
                c0 = TLanes.FusedMultiplyAdd(first, weight, c0);
                c1 = TLanes.FusedMultiplyAdd(second, weight, c1);
                weight = TLanes.Create(w3[row]);
                d0 = TLanes.FusedMultiplyAdd(first, weight, d0);
                d1 = TLanes.FusedMultiplyAdd(second, weight, d1);
            }

            float* to = y + ((nint)head * columns) + column;
            Store(a0, a1, to);
            Store(b0, b1, to + columns);
            Store(c0, c1, to + (2 * (nint)columns));
            Store(d0, d1, to + (3 * (nint)columns));
        }

        [MethodImpl(MethodImplOptions.AggressiveOptimization)]
        private void OneHead<TLanes>(int column, int head)
            where TLanes : struct, ILanes<TLanes>
        {
            TLanes a0 = TLanes.Create(0f), a1 = a0;
            float* w = weights + ((nint)head * rows);
            TElement* from = values + column;
            for (nint row = 0; row < rows; row++, from += columns)
            {
                TLanes weight = TLanes.Create(w[row]);
                a0 = TLanes.FusedMultiplyAdd(TFormat.Load<TLanes>(from), weight, a0);
                a1 = TLanes.FusedMultiplyAdd(TFormat.Load<TLanes>(from + TLanes.Count), weight, a1);
            }

            Store(a0, a1, y + ((nint)head * columns) + column);
        }

        private void One(int column, int head, int together)
        {
            for (int h = head; h < head + together; h++)
            {
                Lanes1 sum = Lanes1.Create(0f);
                for (nint row = 0; row < rows; row++)
                {
                    Lanes1 value = TFormat.Load<Lanes1>(values + (row * columns) + column);
                    sum = Lanes1.FusedMultiplyAdd(value, Lanes1.Load(weights + ((nint)h * rows) + row), sum);
                }

                Lanes1.Store(sum, y + ((nint)h * columns) + column);
            }
        }

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        private static void Store<TLanes>(TLanes first, TLanes second, float* to)
            where TLanes : struct, ILanes<TLanes>
        {
            TLanes.Store(first, to);
            TLanes.Store(second, to + TLanes.Count);
        }
    }
}
