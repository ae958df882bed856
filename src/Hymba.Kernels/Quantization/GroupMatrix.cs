using System.Runtime.CompilerServices;
using Hymba.Kernels.Lanes;
using Hymba.Kernels.Prefill;
using Hymba.Kernels.Threading;

namespace Hymba.Kernels.Quantization;

/// <summary>Turns whole matrices into a group format and back.</summary>
internal static unsafe class GroupMatrix
{
    /// <summary>Packs a matrix.</summary>
    /// <param name="weights">[rows, columns].</param>
    /// <param name="rows">Rows.</param>
    /// <param name="columns">Columns.</param>
    /// <param name="packed">Written.</param>
    /// <param name="maxThreads">The most threads.</param>
    public static void Pack<TFormat>(ReadOnlySpan<float> weights, int rows, int columns, Span<byte> packed, int maxThreads)
        where TFormat : struct, IGroupFormat
    {
        fixed (float* w = weights)
        fixed (byte* p = packed)
        {
            RangeSplit.Run(new PackJob<TFormat>(w, rows, columns, p), GroupTile.Strips(rows), 1, maxThreads);
        }
    }

    /// <summary>The numbers that a packed matrix, or whole strips of one, stand for.</summary>
    /// <param name="packed">The strips.</param>
    /// <param name="rows">Rows.</param>
    /// <param name="columns">Columns.</param>
    /// <param name="weights">[rows, columns], written.</param>
    /// <param name="maxThreads">The most threads.</param>
    public static void Unpack<TFormat>(ReadOnlySpan<byte> packed, int rows, int columns, Span<float> weights, int maxThreads)
        where TFormat : struct, IGroupFormat
    {
        fixed (float* w = weights)
        fixed (byte* p = packed)
        {
            RangeSplit.Run(new UnpackJob<TFormat, SingleElement, float>(p, rows, columns, w), GroupTile.Strips(rows), 1, maxThreads);
        }
    }

    /// <summary>As the other method, rounded to bfloat16.</summary>
    /// <param name="packed">The strips.</param>
    /// <param name="rows">Rows.</param>
    /// <param name="columns">Columns.</param>
    /// <param name="weights">[rows, columns], the bits of bfloat16, written.</param>
    /// <param name="maxThreads">The most threads.</param>
    public static void UnpackHalves<TFormat>(
        ReadOnlySpan<byte> packed, int rows, int columns, Span<ushort> weights, int maxThreads)
        where TFormat : struct, IGroupFormat
    {
        fixed (ushort* w = weights)
        fixed (byte* p = packed)
        {
            RangeSplit.Run(new UnpackJob<TFormat, Bfloat16Element, ushort>(p, rows, columns, w), GroupTile.Strips(rows), 1, maxThreads);
        }
    }

    private readonly struct PackJob<TFormat>(float* weights, int rows, int columns, byte* packed) : IRangeJob
        where TFormat : struct, IGroupFormat
    {
        public void Run(int start, int end)
        {
            Span<float> padded = stackalloc float[TFormat.GroupSize];
            int groups = GroupTile.Groups<TFormat>(columns);
            for (int strip = start; strip < end; strip++)
            {
                byte* to = packed + (strip * GroupTile.StripBytes<TFormat>(groups));
                new Span<byte>(to, (int)GroupTile.StripBytes<TFormat>(groups)).Clear();
                for (int group = 0; group < groups; group++)
                {
                    var tile = new Span<byte>(GroupTile.Tile<TFormat>(to, group), TFormat.TileBytes);
                    int first = group * TFormat.GroupSize, length = Math.Min(TFormat.GroupSize, columns - first);
                    for (int row = 0; row < GroupTile.Rows; row++)
                    {
                        nint at = ((nint)strip * GroupTile.Rows) + row;
                        padded.Clear();
                        if (at < rows)
                        {
                            new ReadOnlySpan<float>(weights + (at * columns) + first, length).CopyTo(padded);
                        }

                        GroupTile.Scales<TFormat>(to, group)[row] = TFormat.PackRow(padded, row, tile);
                    }
                }
            }
        }
    }

    private readonly struct UnpackJob<TFormat, TElementFormat, TElement>(byte* packed, int rows, int columns, TElement* weights) : IRangeJob
        where TFormat : struct, IGroupFormat
        where TElementFormat : struct, IElement<TElement>
        where TElement : unmanaged
    {
        [SkipLocalsInit]
        [MethodImpl(MethodImplOptions.AggressiveOptimization)]
        public void Run(int start, int end)
        {
            float* columnwise = stackalloc float[TFormat.GroupSize * GroupTile.Rows];
            float* rowwise = stackalloc float[TFormat.GroupSize * GroupTile.Rows];
            int groups = GroupTile.Groups<TFormat>(columns);
            for (int strip = start; strip < end; strip++)
            {
                byte* tile = packed + (strip * GroupTile.StripBytes<TFormat>(groups));
                ushort* scales = null;
                int first = strip * GroupTile.Rows, length = Math.Min(GroupTile.Rows, rows - first);
                for (int group = 0; group < groups; group++, tile += TFormat.TileBytes)
                {
                    tile = GroupTile.Enter<TFormat>(tile, group, ref scales);
                    WeightPrefetch.Lines(tile, TFormat.TileBytes);
                    int column = group * TFormat.GroupSize, width = Math.Min(TFormat.GroupSize, columns - column);
                    TElement* to = weights + ((nint)first * columns) + column;
                    bool isWholeHalf = typeof(TElement) == typeof(ushort) && length == GroupTile.Rows && width == TFormat.GroupSize;
                    if (isWholeHalf && PairTile.IsSupported)
                    {
                        uint* pairs = (uint*)columnwise;
                        TFormat.UnpackPairs(tile, scales, pairs, GroupTile.Rows);
                        for (int i = 0; i < width; i += PairTile.Columns)
                        {
                            PairTile.Turn(pairs + (i / 2 * GroupTile.Rows), (ushort*)to + i, columns);
                        }

                        continue;
                    }

                    TFormat.UnpackTile(tile, scales, columnwise);
                    if (isWholeHalf && HalfTile.IsSupported)
                    {
                        HalfTile.Run(columnwise, width, (ushort*)to, columns);
                        continue;
                    }

                    TileTranspose.Run(columnwise, TFormat.GroupSize, GroupTile.Rows, rowwise);
                    for (int row = 0; row < length; row++)
                    {
                        Write(rowwise + (row * TFormat.GroupSize), width, to + ((nint)row * columns));
                    }
                }
            }
        }

        [MethodImpl(MethodImplOptions.AggressiveOptimization)]
        private static void Write(float* from, int count, TElement* to)
        {
            int i = 0;
            for (; i <= count - Lanes8.Count; i += Lanes8.Count)
            {
                TElementFormat.Store(Lanes8.Load(from + i), to + i);
            }

            for (; i < count; i++)
            {
                TElementFormat.Store(Lanes1.Load(from + i), to + i);
            }
        }
    }
}
