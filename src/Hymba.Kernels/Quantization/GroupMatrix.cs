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
            RangeSplit.Run(new PackJob<TFormat> { Weights = w, Columns = columns, Integers = i, Scales = s }, rows, 1, maxThreads);
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
            RangeSplit.Run(new UnpackJob<TFormat> { Weights = w, Columns = columns, Integers = i, Scales = s }, rows, 1, maxThreads);
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
            RangeSplit.Run(new UnpackJob<TFormat> { Halves = w, Columns = columns, Integers = i, Scales = s }, rows, 1, maxThreads);
        }
    }

    private readonly struct PackJob<TFormat> : IRangeJob
        where TFormat : struct, IGroupFormat
    {
        public required float* Weights { get; init; }

        public required int Columns { get; init; }

        public required byte* Integers { get; init; }

        public required ushort* Scales { get; init; }

        public void Run(int start, int end)
        {
            float* block = stackalloc float[GroupBlock.Size];
            int blocks = GroupBlock.Count(Columns);
            for (nint row = start; row < end; row++)
            {
                for (int at = 0; at < blocks; at++)
                {
                    int length = Math.Min(GroupBlock.Size, Columns - (at * GroupBlock.Size));
                    var padded = new Span<float>(block, GroupBlock.Size);
                    padded.Clear();
                    new ReadOnlySpan<float>(Weights + (row * Columns) + (at * GroupBlock.Size), length).CopyTo(padded);
                    nint index = (row * blocks) + at;
                    TFormat.Pack(
                        padded,
                        new Span<byte>(Integers + (index * TFormat.BlockBytes), TFormat.BlockBytes),
                        new Span<ushort>(Scales + (index * TFormat.BlockGroups), TFormat.BlockGroups));
                }
            }
        }
    }

    private readonly struct UnpackJob<TFormat> : IRangeJob
        where TFormat : struct, IGroupFormat
    {
        public float* Weights { get; init; }

        public ushort* Halves { get; init; }

        public required int Columns { get; init; }

        public required byte* Integers { get; init; }

        public required ushort* Scales { get; init; }

        public void Run(int start, int end)
        {
            float* block = stackalloc float[GroupBlock.Size];
            int blocks = GroupBlock.Count(Columns);
            for (nint row = start; row < end; row++)
            {
                for (int at = 0; at < blocks; at++)
                {
                    int length = Math.Min(GroupBlock.Size, Columns - (at * GroupBlock.Size));
                    nint index = (row * blocks) + at;
                    TFormat.Unpack(Integers + (index * TFormat.BlockBytes), Scales + (index * TFormat.BlockGroups), block);
                    Write(block, length, (row * Columns) + (at * GroupBlock.Size));
                }
            }
        }

        private void Write(float* block, int length, nint to)
        {
            if (Halves is null)
            {
                new ReadOnlySpan<float>(block, length).CopyTo(new Span<float>(Weights + to, length));
                return;
            }

            ushort* halves = stackalloc ushort[GroupBlock.Size];
            for (int i = 0; i < GroupBlock.Size; i += 16)
            {
                GroupBlock.Round(block + i, halves + i);
            }

            new ReadOnlySpan<ushort>(halves, length).CopyTo(new Span<ushort>(Halves + to, length));
        }
    }
}
