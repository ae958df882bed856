using System.Buffers;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using Hymba.Kernels.Threading;

namespace Hymba.Kernels.FewRows;

/// <summary>
/// Y = X W^T for a few rows of X and any weight format: the weights are read from memory once for all of them. Each row of Y has the bits that
/// <see cref="MatVec{TFormat, TElement}"/> gives for that row of X alone, in every tier and with any number of threads.
/// </summary>
internal static unsafe class FewRowProduct<TFormat, TElement>
    where TFormat : IWeightFormat<TElement>
    where TElement : unmanaged
{
    private const int BlockSize = BlockDot<TFormat, TElement>.BlockSize;
    private const int Vectors = TileDot<TFormat, TElement>.Vectors;

    // 16 results share a cache line.
    private const int RowGrain = 16;

    // Products below which a second thread costs more than it brings.
    private const long MinParallelProducts = 1 << 16;

    /// <summary>Multiplies.</summary>
    /// <param name="weights">[rows, columns], row-major.</param>
    /// <param name="rows">Rows of the matrix, 0 or more.</param>
    /// <param name="columns">Columns of the matrix, 0 or more.</param>
    /// <param name="x">[count, columns].</param>
    /// <param name="count">Rows of X, at least 1.</param>
    /// <param name="y">[count, rows], written; does not overlap x.</param>
    /// <param name="maxThreads">The most threads, the calling one included.</param>
    /// <param name="tier">The vector width.</param>
    /// <exception cref="ArgumentException">A span is shorter than the sizes say, or a size is out of range.</exception>
    public static void Run(
        ReadOnlySpan<TElement> weights, int rows, int columns, ReadOnlySpan<float> x, int count, Span<float> y, int maxThreads, KernelTier tier)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(rows);
        ArgumentOutOfRangeException.ThrowIfNegative(columns);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(count);
        if (weights.Length < (long)rows * columns || x.Length < (long)count * columns || y.Length < (long)count * rows)
        {
            throw new ArgumentException(
                $"{count} products of [{rows}, {columns}] need {(long)rows * columns} weights, {(long)count * columns} inputs and {(long)count * rows} outputs; "
                + $"{weights.Length}, {x.Length} and {y.Length} were given.");
        }

        int padded = LaneOrder<TFormat, TElement>.PaddedLength(columns);
        float[] ordered = ArrayPool<float>.Shared.Rent(count * padded);
        fixed (TElement* w = weights)
        fixed (float* from = x, vectors = ordered, to = y)
        {
            for (int i = 0; i < count; i++)
            {
                LaneOrder<TFormat, TElement>.Run(from + ((nint)i * columns), columns, vectors + ((nint)i * padded));
            }

            var job = new Job { Weights = w, Rows = rows, Columns = columns, X = vectors, Padded = padded, Count = count, Y = to, Tier = tier };
            RangeSplit.Run(job, rows, RowGrain, (long)rows * columns * count < MinParallelProducts ? 1 : maxThreads);
        }

        ArrayPool<float>.Shared.Return(ordered);
    }

    private readonly struct Job : IRangeJob
    {
        public required TElement* Weights { get; init; }

        public required int Rows { get; init; }

        public required int Columns { get; init; }

        public required float* X { get; init; }

        public required int Padded { get; init; }

        public required int Count { get; init; }

        public required float* Y { get; init; }

        public required KernelTier Tier { get; init; }

        [SkipLocalsInit]
        public void Run(int start, int end)
        {
            TElement* last = stackalloc TElement[BlockSize];
            new Span<TElement>(last, BlockSize).Clear();
            for (int chunk = start; chunk < end; chunk += RowGrain)
            {
                // Four vectors stay in the nearest cache for all rows of a chunk, whose weights the next four find in the second nearest.
                for (int first = 0; first < Count; first += Vectors)
                {
                    Chunk(chunk, Math.Min(end, chunk + RowGrain), first, last);
                }
            }
        }

        private void Chunk(int start, int end, int first, TElement* last)
        {
            int whole = Columns / BlockSize, tail = Columns % BlockSize;
            for (int row = start; row < end; row++)
            {
                TElement* weights = Weights + ((nint)row * Columns);
                if (tail != 0)
                {
                    new ReadOnlySpan<TElement>(weights + (whole * BlockSize), tail).CopyTo(new Span<TElement>(last, BlockSize));
                }

                Group(row, weights, last, first);
            }
        }

        // A row with up to four vectors: whole blocks, and the last one where the row does not end with a block.
        private void Group(int row, TElement* weights, TElement* last, int first)
        {
            int whole = Columns / BlockSize, vectors = Math.Min(Vectors, Count - first);
            float* x = X + ((nint)first * Padded);
            if (Tier < KernelTier.Vector512 || !TileDot<TFormat, TElement>.IsSupported || vectors == 1)
            {
                for (int i = 0; i < vectors; i++, x += Padded)
                {
                    Y[((nint)(first + i) * Rows) + row] = Single(weights, last, x, whole);
                }

                return;
            }

            nint stride = Padded, second = stride * Math.Min(2, vectors - 1), third = stride * Math.Min(3, vectors - 1);
            bool hasRest = Columns % BlockSize != 0;
            Vector512<float> products = hasRest
                ? TileDot<TFormat, TElement>.Run(last, x + (whole * BlockSize), stride, second, third, 1)
                : TileDot<TFormat, TElement>.Run(weights, x, stride, second, third, whole);
            if (hasRest && whole > 0)
            {
                products = TileDot<TFormat, TElement>.Run(weights, x, stride, second, third, whole) + products;
            }

            for (int i = 0; i < vectors; i++)
            {
                Y[((nint)(first + i) * Rows) + row] = products[4 * i];
            }
        }

        private float Single(TElement* weights, TElement* last, float* x, int whole)
        {
            if (Columns % BlockSize == 0)
            {
                return BlockDot<TFormat, TElement>.Run(weights, x, whole, Tier);
            }

            float rest = BlockDot<TFormat, TElement>.Run(last, x + (whole * BlockSize), 1, Tier);
            return whole == 0 ? rest : BlockDot<TFormat, TElement>.Run(weights, x, whole, Tier) + rest;
        }
    }
}
