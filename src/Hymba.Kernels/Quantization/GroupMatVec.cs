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

    // A format may load sixteen scales at once.
    private const int ReadBeyond = 16;

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
        int vectorBytes = TFormat.VectorBytes(blocks);
        byte[] packed = ArrayPool<byte>.Shared.Rent(count * vectorBytes);
        float[] vectorScales = ArrayPool<float>.Shared.Rent(count * groups);
        float[] offsets = ArrayPool<float>.Shared.Rent(count * groups);
        fixed (byte* w = weights, p = packed)
        fixed (ushort* s = scales)
        fixed (float* v = vectorScales, o = offsets, from = x, to = y)
        {
            for (int row = 0; row < count; row++)
            {
                PackVector(from + ((nint)row * columns), columns, p + ((nint)row * vectorBytes), v + (row * groups), o + (row * groups));
            }

            var job = new Job
            {
                Weights = w,
                Scales = s,
                Rows = rows,
                Blocks = blocks,
                X = p,
                VectorScales = v,
                Offsets = o,
                Count = count,
                Y = to,
                Tier = tier,
            };
            RangeSplit.Run(job, rows, RowGrain, (long)rows * columns * count < MinParallelWeights ? 1 : maxThreads);
        }

        ArrayPool<byte>.Shared.Return(packed);
        ArrayPool<float>.Shared.Return(vectorScales);
        ArrayPool<float>.Shared.Return(offsets);
    }

    private static void PackVector(float* x, int columns, byte* packed, float* scales, float* offsets)
    {
        int whole = columns / GroupBlock.Size;
        for (int block = 0; block < whole; block++)
        {
            TFormat.PackVector(x + (block * GroupBlock.Size), block, packed, scales + (block * TFormat.BlockGroups), offsets + (block * TFormat.BlockGroups));
        }

        if (columns % GroupBlock.Size != 0)
        {
            float* last = stackalloc float[GroupBlock.Size];
            new Span<float>(last, GroupBlock.Size).Clear();
            new ReadOnlySpan<float>(x + (whole * GroupBlock.Size), columns % GroupBlock.Size).CopyTo(new Span<float>(last, GroupBlock.Size));
            TFormat.PackVector(last, whole, packed, scales + (whole * TFormat.BlockGroups), offsets + (whole * TFormat.BlockGroups));
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

        public required float* Offsets { get; init; }

        public required int Count { get; init; }

        public required float* Y { get; init; }

        public required KernelTier Tier { get; init; }

        [SkipLocalsInit]
        public void Run(int start, int end)
        {
            int groups = Blocks * TFormat.BlockGroups;
            float* products = stackalloc float[groups + ReadBeyond];
            int vectorBytes = TFormat.VectorBytes(Blocks);
            for (int row = start; row < end; row++)
            {
                byte* weights = Weights + ((nint)row * Blocks * TFormat.BlockBytes);
                ushort* scales = Scales + ((nint)row * groups);
                for (int i = 0; i < Count; i++)
                {
                    float offset = Multiply(scales, VectorScales + (i * groups), Offsets + (i * groups), products, groups);
                    Y[((nint)i * Rows) + row] = offset + TFormat.Dot(weights, products, X + ((nint)i * vectorBytes), Blocks, Tier);
                }
            }
        }

        // The scales of row and vector, and what the offsets come to.
        [MethodImpl(MethodImplOptions.AggressiveOptimization)]
        private static float Multiply(ushort* scales, float* others, float* offsets, float* products, int count)
        {
            Vector128<float> sums = Vector128<float>.Zero;
            int i = 0;
            for (; i <= count - 8; i += 8)
            {
                (Vector128<uint> low, Vector128<uint> high) = Vector128.Widen(Vector128.Load(scales + i));
                (Vector128<float> first, Vector128<float> second) = ((low << 16).AsSingle() * Vector128.Load(others + i), (high << 16).AsSingle() * Vector128.Load(others + i + 4));
                sums = Vector128.FusedMultiplyAdd(first, Vector128.Load(offsets + i), sums);
                sums = Vector128.FusedMultiplyAdd(second, Vector128.Load(offsets + i + 4), sums);
                first.Store(products + i);
                second.Store(products + i + 4);
            }

            float sum = (sums[0] + sums[2]) + (sums[1] + sums[3]);
            for (; i < count; i++)
            {
                products[i] = Bfloat16Format.ToSingle(scales[i]) * others[i];
                sum = MathF.FusedMultiplyAdd(products[i], offsets[i], sum);
            }

            return sum;
        }
    }
}
