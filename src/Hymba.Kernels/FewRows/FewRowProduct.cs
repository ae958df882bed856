using System.Runtime.CompilerServices;
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
    private const int TileRows = TileDot<TFormat, TElement>.Rows;

    // 16 results share a cache line.
    private const int RowGrain = 16;

    // Two rows by two blocks of bfloat16.
    private const int LinesAtATime = 4;

    // Four vectors of this length stay in the first cache.
    private const int MostShortFloats = 1 << 10;

    // Products below which a second thread costs more than it brings.
    private const long MinParallelProducts = 1 << 18;

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
        => Run(weights, default, rows, columns, x, count, y, default, default, maxThreads, tier);

    /// <summary>Y = silu(X G^T) * (X W^T), with the bits of two products and the activation after each other.</summary>
    /// <param name="weights">W [rows, columns].</param>
    /// <param name="gate">G [rows, columns]; empty for the product with W alone.</param>
    /// <param name="rows">Rows of a matrix, 0 or more.</param>
    /// <param name="columns">Columns of a matrix, 0 or more.</param>
    /// <param name="x">[count, columns].</param>
    /// <param name="count">Rows of X, at least 1.</param>
    /// <param name="y">[count, rows], written; does not overlap x.</param>
    /// <param name="gateValues">Scratch, [count, rows]; needless without G.</param>
    /// <param name="peaks">The largest result of each block, [count, <see cref="BlockPeaks.Count"/> of rows], written; empty for none. Not with G.</param>
    /// <param name="maxThreads">The most threads.</param>
    /// <param name="tier">The vector width.</param>
    /// <exception cref="ArgumentException">A span is shorter than the sizes say, or a size is out of range.</exception>
    public static void Run(
        ReadOnlySpan<TElement> weights,
        ReadOnlySpan<TElement> gate,
        int rows,
        int columns,
        ReadOnlySpan<float> x,
        int count,
        Span<float> y,
        Span<float> gateValues,
        Span<float> peaks,
        int maxThreads,
        KernelTier tier)
    {
        Check(weights.Length, rows, columns, x.Length, count, y.Length);
        if (!gate.IsEmpty)
        {
            Check(gate.Length, rows, columns, x.Length, count, gateValues.Length);
        }

        BlockPeaks.Check(peaks, rows, count);
        int padded = LaneOrder<TFormat, TElement>.PaddedLength(columns);
        int matrices = gate.IsEmpty ? 1 : 2;
        int threads = (long)matrices * rows * columns * count < MinParallelProducts ? 1 : maxThreads;
        fixed (TElement* w = weights, g = gate)
        fixed (float* from = x, to = y, gateTo = gateValues, peaksTo = peaks)
        {
            var job = new Job
            {
                Weights = w,
                Rows = rows,
                Columns = columns,
                X = from,
                Copy = new ThreadCopy((long)sizeof(float) * count * padded),
                Padded = padded,
                Count = count,
                Y = to,
                Tier = tier,
            };
            var results = new ProductResults
            {
                Values = to,
                GateValues = gate.IsEmpty ? null : gateTo,
                Peaks = peaksTo,
                Count = count,
                Rows = rows,
                RowsOfItem = 1,
                Tier = tier,
            };
            ProductJob.Run(job, job with { Weights = g, Y = gateTo }, results, rows, RowGrain, threads);
        }
    }

    private static void Check(int weights, int rows, int columns, int x, int count, int y)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(rows);
        ArgumentOutOfRangeException.ThrowIfNegative(columns);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(count);
        if (weights < (long)rows * columns || x < (long)count * columns || y < (long)count * rows)
        {
            throw new ArgumentException(
                $"{count} products of [{rows}, {columns}] need {(long)rows * columns} weights, {(long)count * columns} inputs and {(long)count * rows} outputs; "
                + $"{weights}, {x} and {y} were given.");
        }
    }

    private readonly struct Job : IRangeJob
    {
        public required TElement* Weights { get; init; }

        public required int Rows { get; init; }

        public required int Columns { get; init; }

        public required float* X { get; init; }

        public required ThreadCopy Copy { get; init; }

        public required int Padded { get; init; }

        public required int Count { get; init; }

        public required float* Y { get; init; }

        public required KernelTier Tier { get; init; }

        [SkipLocalsInit]
        [MethodImpl(MethodImplOptions.AggressiveOptimization)]
        public void Run(int start, int end)
        {
            TElement* last = stackalloc TElement[BlockSize];
            new Span<TElement>(last, BlockSize).Clear();
            float* x = Ordered(start);
            bool isTiled = Tier >= KernelTier.Vector512 && TileDot<TFormat, TElement>.IsSupported && Columns % BlockSize == 0;
            bool hasLongVectors = Tier == KernelTier.Vector256
                && TileDot256<TFormat, TElement>.IsSupported && Columns % BlockSize == 0 && Padded > MostShortFloats;
            for (int chunk = start; chunk < end; chunk += RowGrain)
            {
                // The rows of a chunk are read from memory once: the next vectors find them in a cache.
                int chunkEnd = Math.Min(end, chunk + RowGrain), row = chunk;
                if (isTiled)
                {
                    row += (chunkEnd - chunk) / TileRows * TileRows;
                    Tiles(x, chunk, row - chunk);
                }

                for (; hasLongVectors && row <= chunkEnd - 2; row += 2)
                {
                    Pairs(x, row);
                }

                for (; row < chunkEnd; row++)
                {
                    Singles(x, row, last);
                }
            }
        }

        // The vectors in the order of lanes.
        private float* Ordered(int start)
        {
            float* vectors = (float*)Copy.Own(out bool isNew);
            if (isNew)
            {
                WeightPrefetch.Begin(Weights + ((nint)start * Columns));
                for (nint i = 0; i < Count; i++)
                {
                    LaneOrder<TFormat, TElement>.Run(X + (i * Columns), Columns, vectors + (i * Padded));
                }
            }

            return vectors;
        }

        [MethodImpl(MethodImplOptions.AggressiveOptimization)]
        private void Tiles(float* vectors, int start, int count)
        {
            // The next rows come while the later vectors find these in a cache, an equal part of them with every tile of vectors.
            TElement* weights = Weights + ((nint)start * Columns);
            int tiles = (Count + Vectors - 1) / Vectors, lines = (LinesAtATime + tiles - 1) / tiles;
            nint bytes = (nint)count * Columns * sizeof(TElement);
            for (int i = 0; i < Count; i += Vectors)
            {
                byte* next = (byte*)weights + bytes + (i / Vectors * (bytes / LinesAtATime * lines));
                TileDot<TFormat, TElement>.Run(
                    weights, Columns, count, vectors + ((nint)i * Padded), Padded, Math.Min(Vectors, Count - i), Y + ((nint)i * Rows) + start, Rows, next, lines);
            }
        }

        private void Pairs(float* vectors, int row)
        {
            for (nint i = 0; i < Count; i += 2)
            {
                // A vector that is left over is its own partner.
                bool isPair = i + 1 < Count;
                TileDot256<TFormat, TElement>.TwoRows(
                    Weights + ((nint)row * Columns), Columns, vectors + (i * Padded), isPair ? Padded : 0, Y + (i * Rows) + row, isPair ? Rows : 0);
            }
        }

        private void Singles(float* vectors, int row, TElement* last)
        {
            int whole = Columns / BlockSize, tail = Columns % BlockSize;
            TElement* weights = Weights + ((nint)row * Columns);
            if (tail != 0)
            {
                new ReadOnlySpan<TElement>(weights + (whole * BlockSize), tail).CopyTo(new Span<TElement>(last, BlockSize));
            }

            int i = 0;
            bool isNarrow = Tier == KernelTier.Vector256 && tail == 0;
            for (; isNarrow && TileDot256<TFormat, TElement>.IsSupported && i <= Count - 3; i += TileDot256<TFormat, TElement>.Vectors)
            {
                int together = Math.Min(TileDot256<TFormat, TElement>.Vectors, Count - i);
                TileDot256<TFormat, TElement>.Run(weights, whole, vectors + ((nint)i * Padded), Padded, together, Y + ((nint)i * Rows) + row, Rows);
            }

            for (; isNarrow && i <= Count - 2; i += 2)
            {
                float* x = vectors + ((nint)i * Padded), y = Y + ((nint)i * Rows) + row;
                TwoDots<TFormat, TElement>.Run(weights, weights, x, x + Padded, whole, y, y + Rows);
            }

            for (; i < Count; i++)
            {
                Y[((nint)i * Rows) + row] = Single(weights, last, vectors + ((nint)i * Padded), whole);
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
