using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics.X86;
using Hymba.Kernels.Threading;

namespace Hymba.Kernels.Quantization;

/// <summary>
/// Y = X W^T for quantized W [rows, columns] and a few rows of X: the weights are read once for all of them. Bound by reading W from memory as long as
/// X has few rows.
/// </summary>
internal static unsafe class GroupMatVec<TFormat>
    where TFormat : struct, IGroupFormat
{
    private const long MinParallelWeights = 1 << 17;

    // Of more vectors each thread does not make integers of its own: that would cost as much with many threads as with one.
    private const int MostOwnVectors = 8;
    private const int PackGrain = 4;

    /// <summary>Bytes of a matrix, scales included.</summary>
    public static long PackedBytes(int rows, int columns) => (long)GroupTile.Strips(rows) * GroupTile.StripBytes<TFormat>(GroupTile.Groups<TFormat>(columns));

    /// <summary>Multiplies. All tiers and numbers of threads give the same bits.</summary>
    /// <param name="packed">The matrix, strip after strip.</param>
    /// <param name="rows">Rows of the matrix.</param>
    /// <param name="columns">Columns of the matrix.</param>
    /// <param name="x">[count, columns].</param>
    /// <param name="count">Rows of X, at least 1.</param>
    /// <param name="y">[count, rows], written; does not overlap x.</param>
    /// <param name="maxThreads">The most threads, the calling one included.</param>
    /// <param name="tier">The vector width.</param>
    /// <exception cref="ArgumentException">A span is shorter than the sizes say.</exception>
    public static void Run(
        ReadOnlySpan<byte> packed, int rows, int columns, ReadOnlySpan<float> x, int count, Span<float> y, int maxThreads, KernelTier tier)
        => Run(packed, default, rows, columns, x, count, y, default, default, maxThreads, tier);

    /// <summary>Y = silu(X G^T) * (X W^T), with the bits of two products and the activation after each other.</summary>
    /// <param name="packed">W, strip after strip.</param>
    /// <param name="gate">G, as large as W; empty for the product with W alone.</param>
    /// <param name="rows">Rows of a matrix.</param>
    /// <param name="columns">Columns of a matrix.</param>
    /// <param name="x">[count, columns].</param>
    /// <param name="count">Rows of X, at least 1.</param>
    /// <param name="y">[count, rows], written; does not overlap x.</param>
    /// <param name="gateValues">Scratch, [count, rows]; needless without G.</param>
    /// <param name="peaks">The largest result of each block, [count, <see cref="BlockPeaks.Count"/> of rows], written; empty for none. Not with G.</param>
    /// <param name="maxThreads">The most threads.</param>
    /// <param name="tier">The vector width.</param>
    /// <exception cref="ArgumentException">A span is shorter than the sizes say.</exception>
    public static void Run(
        ReadOnlySpan<byte> packed,
        ReadOnlySpan<byte> gate,
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
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(count);
        Check(packed.Length, rows, columns, x.Length, count, y.Length);
        if (!gate.IsEmpty)
        {
            Check(gate.Length, rows, columns, x.Length, count, gateValues.Length);
        }

        BlockPeaks.Check(peaks, rows, count);
        int strips = GroupTile.Strips(rows), threads = (long)rows * columns * count < MinParallelWeights ? 1 : maxThreads;
        fixed (byte* w = packed, g = gate)
        fixed (float* from = x, to = y, gateTo = gateValues, peaksTo = peaks)
        {
            var copy = new ThreadCopy(count * PackedVector.Bytes<TFormat>(GroupTile.Groups<TFormat>(columns)));
            byte* shared = null;
            if (count > MostOwnVectors)
            {
                shared = copy.Own(out _);
                RangeSplit.Run(new PackJob(from, columns, shared), count, PackGrain, threads);
            }

            var job = new Job
            {
                Packed = w,
                Rows = rows,
                Columns = columns,
                X = from,
                Copy = copy,
                Shared = shared,
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
                RowsOfItem = GroupTile.Rows,
                Tier = tier,
            };
            ProductJob.Run(job, job with { Packed = g, Y = gateTo }, results, strips, 1, threads);
        }
    }

    private static void Check(int packed, int rows, int columns, int x, int count, int y)
    {
        if (packed < PackedBytes(rows, columns) || x < (long)count * columns || y < (long)count * rows)
        {
            throw new ArgumentException(
                $"{count} products of [{rows}, {columns}] need {PackedBytes(rows, columns)} bytes, {count * columns} inputs and {count * rows} outputs; "
                + $"{packed}, {x} and {y} were given.");
        }
    }

    private readonly struct PackJob(float* x, int columns, byte* vectors) : IRangeJob
    {
        public void Run(int start, int end)
        {
            for (nint i = start; i < end; i++)
            {
                PackedVector.At<TFormat>(vectors, i, GroupTile.Groups<TFormat>(columns)).Pack<TFormat>(x + (i * columns), columns);
            }
        }
    }

    private readonly struct Job : IRangeJob
    {
        public required byte* Packed { get; init; }

        public required int Rows { get; init; }

        public required int Columns { get; init; }

        public required float* X { get; init; }

        public required ThreadCopy Copy { get; init; }

        // All vectors as integers, the calling thread's copy; null where each thread makes its own.
        public required byte* Shared { get; init; }

        public required int Count { get; init; }

        public required float* Y { get; init; }

        public required KernelTier Tier { get; init; }

        [SkipLocalsInit]
        [MethodImpl(MethodImplOptions.AggressiveOptimization)]
        public void Run(int start, int end)
        {
            float* results = stackalloc float[4 * GroupTile.Rows];
            int groups = GroupTile.Groups<TFormat>(Columns);
            byte* weights = Packed + (start * GroupTile.StripBytes<TFormat>(groups));
            nint vectorBytes = (nint)PackedVector.Bytes<TFormat>(groups);
            byte* vectors = Shared is null ? Own(weights) : Shared;
            bool hasPairs = Tier == KernelTier.Vector512 && Avx512BW.IsSupported, hasFours = Tier == KernelTier.Vector256 && Avx2.IsSupported && Count >= 4;
            for (int strip = start; strip < end; strip++, weights += GroupTile.StripBytes<TFormat>(groups))
            {
                int i = 0;
                for (; hasFours && i < Count; i += 4)
                {
                    // The last four may overlap those before: what is multiplied twice has the same bits.
                    int at = Math.Min(i, Count - 4);
                    TFormat.MultiplyFour(weights, vectors + (at * vectorBytes), groups, results);
                    for (int vector = 0; vector < 4; vector++)
                    {
                        Store(results + (vector * GroupTile.Rows), at + vector, strip);
                    }
                }

                for (; hasPairs && i <= Count - 2; i += 2)
                {
                    PackedVector first = PackedVector.At<TFormat>(vectors, i, groups), second = PackedVector.At<TFormat>(vectors, i + 1, groups);
                    TFormat.MultiplyPair(weights, first, second, groups, results, results + GroupTile.Rows);
                    Store(results, i, strip);
                    Store(results + GroupTile.Rows, i + 1, strip);
                }

                for (; i < Count; i++)
                {
                    TFormat.Multiply(weights, PackedVector.At<TFormat>(vectors, i, groups), groups, results, Tier);
                    Store(results, i, strip);
                }
            }
        }

        private byte* Own(byte* weights)
        {
            byte* vectors = Copy.Own(out bool isNew);
            if (isNew)
            {
                WeightPrefetch.Begin(weights);
                new PackJob(X, Columns, vectors).Run(0, Count);
            }

            return vectors;
        }

        private void Store(float* results, nint index, int strip)
        {
            int first = strip * GroupTile.Rows, length = Math.Min(GroupTile.Rows, Rows - first);
            new ReadOnlySpan<float>(results, length).CopyTo(new Span<float>(Y + (index * Rows) + first, length));
        }
    }
}
