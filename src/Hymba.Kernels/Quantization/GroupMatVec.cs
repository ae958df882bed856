using System.Buffers;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using Hymba.Kernels.Threading;

namespace Hymba.Kernels.Quantization;

/// <summary>
/// Y = X W^T for quantized W [rows, columns] and a few rows of X: the weights are read once for all of them. Bound by reading W from memory as long as
/// X has few rows.
/// </summary>
internal static unsafe class GroupMatVec<TFormat>
    where TFormat : struct, IGroupFormat
{
    private const int RowGrain = 16;
    private const long MinParallelWeights = 1 << 17;

    /// <summary>Bytes of the integers of a matrix.</summary>
    public static long WeightBytes(int rows, int columns) => (long)rows * GroupBlock.Count(columns) * TFormat.BlockBytes;

    /// <summary>Number of scales of a matrix.</summary>
    public static long ScaleCount(int rows, int columns) => (long)rows * GroupBlock.Count(columns) * TFormat.BlockGroups;

    /// <summary>Multiplies. All tiers and numbers of threads give the same bits.</summary>
    /// <param name="weights">The integers, row after row.</param>
    /// <param name="scales">The scales, bfloat16, row after row.</param>
    /// <param name="rows">Rows of the matrix.</param>
    /// <param name="columns">Columns of the matrix.</param>
    /// <param name="x">[count, columns].</param>
    /// <param name="count">Rows of X, at least 1.</param>
    /// <param name="y">[count, rows], written.</param>
    /// <param name="maxThreads">The most threads, the calling one included.</param>
    /// <param name="tier">The vector width.</param>
    /// <exception cref="ArgumentException">A span is shorter than the sizes say.</exception>
    public static void Run(
        ReadOnlySpan<byte> weights, ReadOnlySpan<ushort> scales, int rows, int columns, ReadOnlySpan<float> x, int count, Span<float> y, int maxThreads, KernelTier tier)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(count);
        if (weights.Length < WeightBytes(rows, columns) || scales.Length < ScaleCount(rows, columns) || x.Length < (long)count * columns || y.Length < (long)count * rows)
        {
            throw new ArgumentException(
                $"{count} products of [{rows}, {columns}] need {WeightBytes(rows, columns)} bytes, {ScaleCount(rows, columns)} scales, {count * columns} inputs and "
                + $"{count * rows} outputs; {weights.Length}, {scales.Length}, {x.Length} and {y.Length} were given.");
        }

        int blocks = GroupBlock.Count(columns);
        int groups = blocks * TFormat.BlockGroups;
        byte[] packed = ArrayPool<byte>.Shared.Rent(count * blocks * TFormat.VectorBlockBytes);
        float[] vectorScales = ArrayPool<float>.Shared.Rent(count * groups);
        int[] sums = ArrayPool<int>.Shared.Rent(count * groups);
        fixed (byte* w = weights, p = packed)
        fixed (ushort* s = scales)
        fixed (float* v = vectorScales, from = x, to = y)
        fixed (int* q = sums)
        {
            for (int row = 0; row < count; row++)
            {
                PackVector(from + ((nint)row * columns), columns, p + ((nint)row * blocks * TFormat.VectorBlockBytes), v + (row * groups), q + (row * groups));
            }

            var job = new Job { Weights = w, Scales = s, Rows = rows, Blocks = blocks, X = p, VectorScales = v, Sums = q, Count = count, Y = to, Tier = tier };
            RangeSplit.Run(job, rows, RowGrain, (long)rows * columns * count < MinParallelWeights ? 1 : maxThreads);
        }

        ArrayPool<byte>.Shared.Return(packed);
        ArrayPool<float>.Shared.Return(vectorScales);
        ArrayPool<int>.Shared.Return(sums);
    }

    private static void PackVector(float* x, int columns, byte* packed, float* scales, int* sums)
    {
        int whole = columns / GroupBlock.Size;
        for (int block = 0; block < whole; block++)
        {
            TFormat.PackVector(x + (block * GroupBlock.Size), packed, scales, sums);
            packed += TFormat.VectorBlockBytes;
            scales += TFormat.BlockGroups;
            sums += TFormat.BlockGroups;
        }

        if (columns % GroupBlock.Size != 0)
        {
            float* last = stackalloc float[GroupBlock.Size];
            new Span<float>(last, GroupBlock.Size).Clear();
            new ReadOnlySpan<float>(x + (whole * GroupBlock.Size), columns % GroupBlock.Size).CopyTo(new Span<float>(last, GroupBlock.Size));
            TFormat.PackVector(last, packed, scales, sums);
        }
    }

    private readonly struct Job : IRangeJob
    {
        public required byte* Weights { get; init; }

        public required ushort* Scales { get; init; }

        public required int Rows { get; init; }

        public required int Blocks { get; init; }

        public required byte* X { get; init; }

        public required float* VectorScales { get; init; }

        public required int* Sums { get; init; }

        public required int Count { get; init; }

        public required float* Y { get; init; }

        public required KernelTier Tier { get; init; }

        [SkipLocalsInit]
        public void Run(int start, int end)
        {
            int groups = Blocks * TFormat.BlockGroups;
            float* products = stackalloc float[groups];
            for (int row = start; row < end; row++)
            {
                byte* weights = Weights + ((nint)row * Blocks * TFormat.BlockBytes);
                ushort* scales = Scales + ((nint)row * groups);
                for (int i = 0; i < Count; i++)
                {
                    Multiply(scales, VectorScales + (i * groups), products, groups);
                    Y[((nint)i * Rows) + row] = TFormat.Dot(
                        weights, products, X + ((nint)i * Blocks * TFormat.VectorBlockBytes), Sums + (i * groups), Blocks, Tier);
                }
            }
        }

        [MethodImpl(MethodImplOptions.AggressiveOptimization)]
        private static void Multiply(ushort* scales, float* others, float* products, int count)
        {
            int i = 0;
            for (; i <= count - 8; i += 8)
            {
                (var low, var high) = Vector128.Widen(Vector128.Load(scales + i));
                Vector128.Store((low << 16).AsSingle() * Vector128.Load(others + i), products + i);
                Vector128.Store((high << 16).AsSingle() * Vector128.Load(others + i + 4), products + i + 4);
            }

            for (; i < count; i++)
            {
                products[i] = GroupBlock.Widen(scales[i]) * others[i];
            }
        }
    }
}
