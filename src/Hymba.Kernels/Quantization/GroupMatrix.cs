using Hymba.Kernels.Decode;
using Hymba.Kernels.Threading;

namespace Hymba.Kernels.Quantization;

/// <summary>Turns whole matrices into a group format and back.</summary>
internal static unsafe class GroupMatrix
{
    /// <summary>Packs a matrix.</summary>
    /// <param name="weights">[rows, columns].</param>
    /// <param name="rows">Rows.</param>
    /// <param name="columns">Columns.</param>
    public static (byte[] Integers, ushort[] Scales) Pack<TFormat>(ReadOnlySpan<float> weights, int rows, int columns)
        where TFormat : struct, IGroupFormat
    {
        byte[] integers = new byte[GroupMatVec<TFormat>.WeightBytes(rows, columns)];
        ushort[] scales = new ushort[GroupMatVec<TFormat>.ScaleCount(rows, columns)];
        Pack<TFormat>(weights, rows, columns, integers, scales, 1);
        return (integers, scales);
    }

    /// <summary>Packs a matrix into given memory.</summary>
    /// <param name="weights">[rows, columns].</param>
    /// <param name="rows">Rows.</param>
    /// <param name="columns">Columns.</param>
    /// <param name="integers">Written.</param>
    /// <param name="scales">Written.</param>
    /// <param name="maxThreads">The most threads.</param>
    public static void Pack<TFormat>(ReadOnlySpan<float> weights, int rows, int columns, Span<byte> integers, Span<ushort> scales, int maxThreads)
        where TFormat : struct, IGroupFormat
    {
        fixed (float* w = weights)
        fixed (byte* i = integers)
        fixed (ushort* s = scales)
        {
            RangeSplit.Run(new PackJob<TFormat> { Weights = w, Blocks = new Blocks<TFormat>(columns, i, s) }, rows, 1, maxThreads);
        }
    }

    /// <summary>The numbers that a packed matrix stands for.</summary>
    /// <param name="integers">The integers.</param>
    /// <param name="scales">The scales.</param>
    /// <param name="rows">Rows.</param>
    /// <param name="columns">Columns.</param>
    /// <param name="weights">[rows, columns], written.</param>
    /// <param name="maxThreads">The most threads.</param>
    public static void Unpack<TFormat>(ReadOnlySpan<byte> integers, ReadOnlySpan<ushort> scales, int rows, int columns, Span<float> weights, int maxThreads)
        where TFormat : struct, IGroupFormat
    {
        fixed (float* w = weights)
        fixed (byte* i = integers)
        fixed (ushort* s = scales)
        {
            RangeSplit.Run(new UnpackJob<TFormat> { Weights = w, Blocks = new Blocks<TFormat>(columns, i, s) }, rows, 1, maxThreads);
        }
    }

    /// <summary>As the other method, rounded to bfloat16.</summary>
    /// <param name="integers">The integers.</param>
    /// <param name="scales">The scales.</param>
    /// <param name="rows">Rows.</param>
    /// <param name="columns">Columns.</param>
    /// <param name="weights">[rows, columns], the bits of bfloat16, written.</param>
    /// <param name="maxThreads">The most threads.</param>
    public static void UnpackHalves<TFormat>(
        ReadOnlySpan<byte> integers, ReadOnlySpan<ushort> scales, int rows, int columns, Span<ushort> weights, int maxThreads)
        where TFormat : struct, IGroupFormat
    {
        fixed (ushort* w = weights)
        fixed (byte* i = integers)
        fixed (ushort* s = scales)
        {
            RangeSplit.Run(new UnpackJob<TFormat> { Halves = w, Blocks = new Blocks<TFormat>(columns, i, s) }, rows, 1, maxThreads);
        }
    }

    /// <summary>Where the blocks of a packed matrix lie.</summary>
    private readonly struct Blocks<TFormat>(int columns, byte* integers, ushort* scales)
        where TFormat : struct, IGroupFormat
    {
        /// <summary>Blocks of a row.</summary>
        public int Count => GroupBlock.Count(columns);

        /// <summary>Weights of a row that lie in a block.</summary>
        public int Length(int block) => Math.Min(GroupBlock.Size, columns - (block * GroupBlock.Size));

        /// <summary>Where a block's first weight lies in the matrix.</summary>
        public nint First(nint row, int block) => (row * columns) + (block * GroupBlock.Size);

        public byte* Integers(nint row, int block) => integers + (((row * Count) + block) * TFormat.BlockBytes);

        public ushort* Scales(nint row, int block) => scales + (((row * Count) + block) * TFormat.BlockGroups);
    }

    private readonly struct PackJob<TFormat> : IRangeJob
        where TFormat : struct, IGroupFormat
    {
        public required float* Weights { get; init; }

        public required Blocks<TFormat> Blocks { get; init; }

        public void Run(int start, int end)
        {
            float* padded = stackalloc float[GroupBlock.Size];
            var weights = new Span<float>(padded, GroupBlock.Size);
            for (nint row = start; row < end; row++)
            {
                for (int block = 0; block < Blocks.Count; block++)
                {
                    weights.Clear();
                    new ReadOnlySpan<float>(Weights + Blocks.First(row, block), Blocks.Length(block)).CopyTo(weights);
                    TFormat.Pack(
                        weights,
                        new Span<byte>(Blocks.Integers(row, block), TFormat.BlockBytes),
                        new Span<ushort>(Blocks.Scales(row, block), TFormat.BlockGroups));
                }
            }
        }
    }

    private readonly struct UnpackJob<TFormat> : IRangeJob
        where TFormat : struct, IGroupFormat
    {
        public float* Weights { get; init; }

        public ushort* Halves { get; init; }

        public required Blocks<TFormat> Blocks { get; init; }

        public void Run(int start, int end)
        {
            float* weights = stackalloc float[GroupBlock.Size];
            for (nint row = start; row < end; row++)
            {
                for (int block = 0; block < Blocks.Count; block++)
                {
                    TFormat.Unpack(Blocks.Integers(row, block), Blocks.Scales(row, block), weights);
                    Write(new ReadOnlySpan<float>(weights, Blocks.Length(block)), Blocks.First(row, block));
                }
            }
        }

        private void Write(ReadOnlySpan<float> weights, nint to)
        {
            if (Halves is null)
            {
                weights.CopyTo(new Span<float>(Weights + to, weights.Length));
            }
            else
            {
                Bfloat16Rounding.Run(weights, new Span<ushort>(Halves + to, weights.Length));
            }
        }
    }
}
