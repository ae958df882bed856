using System.Runtime.CompilerServices;
using Hymba.Kernels.Threading;

namespace Hymba.Kernels;

/// <summary>
/// Weights [rows, columns] times a vector, for any weight format; see <see cref="Bfloat16MatVec"/> and <see cref="Float32MatVec"/>.
/// </summary>
internal static class MatVec<TFormat, TElement>
    where TFormat : IWeightFormat<TElement>
    where TElement : unmanaged
{
    private const int BlockSize = BlockDot<TFormat, TElement>.BlockSize;

    // Longer rows are bound by memory, which is read fastest from start to end.
    private const int MaxShortBlocks = 32;

    // Rows that are multiplied together.
    private const int RowGrain = 4;

    // Weights below which a second thread costs more than it brings.
    private const long MinParallelWeights = 1 << 16;

    /// <summary>y = W x. Row results are independent: their bits depend neither on the tier nor on the number of threads.</summary>
    public static void Run(
        ReadOnlySpan<TElement> weights, int rows, int columns, ReadOnlySpan<float> x, Span<float> y, int maxThreads, KernelTier tier)
        => Run(weights, default, rows, columns, x, y, default, default, maxThreads, tier);

    /// <summary>y = silu(G x) * (W x), with the bits of two products and the activation after each other.</summary>
    /// <param name="weights">W [rows, columns].</param>
    /// <param name="gate">G [rows, columns]; empty for the product with W alone.</param>
    /// <param name="rows">Rows of a matrix, 0 or more.</param>
    /// <param name="columns">Columns of a matrix, 0 or more.</param>
    /// <param name="x">[columns].</param>
    /// <param name="y">[rows], written; does not overlap x.</param>
    /// <param name="gateValues">Scratch, [rows]; needless without G.</param>
    /// <param name="peaks">The largest result of each block, [<see cref="BlockPeaks.Count"/> of rows], written; empty for none. Not with G.</param>
    /// <param name="maxThreads">The most threads.</param>
    /// <param name="tier">The vector width.</param>
    /// <exception cref="ArgumentException">A span is shorter than the sizes say, or a size is out of range.</exception>
    public static unsafe void Run(
        ReadOnlySpan<TElement> weights,
        ReadOnlySpan<TElement> gate,
        int rows,
        int columns,
        ReadOnlySpan<float> x,
        Span<float> y,
        Span<float> gateValues,
        Span<float> peaks,
        int maxThreads,
        KernelTier tier)
    {
        Check(weights.Length, rows, columns, x.Length, y.Length);
        if (!gate.IsEmpty)
        {
            Check(gate.Length, rows, columns, x.Length, gateValues.Length);
        }

        BlockPeaks.Check(peaks, rows, 1);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(maxThreads);
        int threads = (long)rows * columns < MinParallelWeights ? 1 : maxThreads;
        fixed (TElement* weightsPointer = weights, gatePointer = gate)
        fixed (float* from = x, yPointer = y, gateTo = gateValues, peaksTo = peaks)
        {
            var job = new Job { Weights = weightsPointer, Columns = columns, X = from, Copy = new ThreadCopy((long)sizeof(float) * LaneOrder<TFormat, TElement>.PaddedLength(columns)), Y = yPointer, Tier = tier };
            var results = new ProductResults
            {
                Values = yPointer,
                GateValues = gate.IsEmpty ? null : gateTo,
                Peaks = peaksTo,
                Count = 1,
                Rows = rows,
                RowsOfItem = 1,
                Tier = tier,
            };
            ProductJob.Run(job, job with { Weights = gatePointer, Y = gateTo }, results, rows, RowGrain, threads);
        }
    }

    private static void Check(int weights, int rows, int columns, int x, int y)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(rows);
        ArgumentOutOfRangeException.ThrowIfNegative(columns);
        if (weights < (long)rows * columns || x < columns || y < rows)
        {
            throw new ArgumentException(
                $"A product of [{rows}, {columns}] needs {(long)rows * columns} weights, {columns} inputs and {rows} outputs; "
                + $"{weights}, {x} and {y} were given.");
        }
    }

    private readonly unsafe struct Job : IRangeJob
    {
        public required TElement* Weights { get; init; }

        public required int Columns { get; init; }

        public required float* X { get; init; }

        public required ThreadCopy Copy { get; init; }

        public required float* Y { get; init; }

        public required KernelTier Tier { get; init; }

        [MethodImpl(MethodImplOptions.AggressiveOptimization)]
        public void Run(int start, int end)
        {
            int blocks = Columns / BlockSize;
            int tail = Columns % BlockSize;
            float* x = (float*)Copy.Own(out bool isNew);
            if (isNew)
            {
                // Not for the small products of attention's heads.
                if ((long)(end - start) * Columns >= MinParallelWeights / 4)
                {
                    WeightPrefetch.Begin(Weights + ((nint)start * Columns));
                }

                LaneOrder<TFormat, TElement>.Run(X, Columns, x);
            }

            if (tail == 0)
            {
                int row = start;
                if (blocks <= MaxShortBlocks && Tier == KernelTier.Vector512 && FourRowDot<TFormat, TElement>.IsSupported)
                {
                    for (; row <= end - FourRowDot<TFormat, TElement>.Rows; row += FourRowDot<TFormat, TElement>.Rows)
                    {
                        FourRowDot<TFormat, TElement>.Run(Weights + ((nint)row * Columns), Columns, x, blocks, Y + row);
                    }
                }

                for (; blocks <= MaxShortBlocks && Tier == KernelTier.Vector256 && row <= end - 2; row += 2)
                {
                    TElement* first = Weights + ((nint)row * Columns);
                    TwoDots<TFormat, TElement>.Run(first, first + Columns, x, x, blocks, Y + row, Y + row + 1);
                }

                for (; row < end; row++)
                {
                    Y[row] = BlockDot<TFormat, TElement>.Run(Weights + ((nint)row * Columns), x, blocks, Tier);
                }

                return;
            }

            TElement* last = stackalloc TElement[BlockSize];
            new Span<TElement>(last, BlockSize).Clear();
            for (int row = start; row < end; row++)
            {
                TElement* weights = Weights + ((nint)row * Columns);
                new ReadOnlySpan<TElement>(weights + (blocks * BlockSize), tail).CopyTo(new Span<TElement>(last, BlockSize));
                float rest = BlockDot<TFormat, TElement>.Run(last, x + (blocks * BlockSize), 1, Tier);
                Y[row] = blocks == 0 ? rest : BlockDot<TFormat, TElement>.Run(weights, x, blocks, Tier) + rest;
            }
        }
    }
}
