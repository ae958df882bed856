using System.Runtime.CompilerServices;

namespace Hymba.Kernels.Quantization;

/// <summary>
/// Part of a packed matrix as bfloat16 in the order in which processors multiply pairs: two neighbouring columns of a row in one element, elements of different rows
/// beside each other. That is how tiles lie already, so nothing has to be turned. Needs AVX-512.
/// </summary>
internal static unsafe class GroupPairs
{
    /// <summary>Columns are a multiple of this wherever a part begins: two groups of any format.</summary>
    public const int ColumnGrain = 128;

    /// <summary>Elements that a part takes.</summary>
    /// <param name="columns">Its columns.</param>
    /// <param name="stride">From one pair to the next.</param>
    public static int Length(int columns, int stride) => (columns + ColumnGrain - 1) / ColumnGrain * (ColumnGrain / 2) * stride;

    /// <summary>Writes a part out. Runs on the calling thread.</summary>
    /// <param name="packed">The whole matrix.</param>
    /// <param name="columns">Its columns.</param>
    /// <param name="part">Which part: its first row a multiple of 16, its first column one of <see cref="ColumnGrain"/>.</param>
    /// <param name="pairs">[pairs of columns, stride], as <see cref="Length"/> says; of each the rows of the part are written, whole strips of them.</param>
    /// <param name="stride">Elements from one pair to the next, at least the rows of whole strips.</param>
    /// <exception cref="ArgumentException">The part lies elsewhere, or there is no room for it.</exception>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Run<TFormat>(ReadOnlySpan<byte> packed, int columns, MatrixPart part, Span<uint> pairs, int stride)
        where TFormat : struct, IGroupFormat
    {
        int groups = GroupTile.Groups<TFormat>(columns), strips = GroupTile.Strips(part.Rows), firstStrip = part.FirstRow / GroupTile.Rows;
        nint stripBytes = GroupTile.StripBytes<TFormat>(groups);
        if (part.FirstRow % GroupTile.Rows != 0 || part.FirstColumn % ColumnGrain != 0 || part.FirstColumn + part.Columns > columns
            || packed.Length < (firstStrip + strips) * stripBytes || stride < strips * GroupTile.Rows || pairs.Length < Length(part.Columns, stride))
        {
            throw new ArgumentException(
                $"{part} of a matrix with {columns} columns in {packed.Length} bytes, or room for {pairs.Length} elements at a stride of {stride}, does not fit.");
        }

        int first = part.FirstColumn / TFormat.GroupSize, count = (part.Columns + TFormat.GroupSize - 1) / TFormat.GroupSize;
        fixed (byte* from = packed)
        fixed (uint* to = pairs)
        {
            for (int strip = 0; strip < strips; strip++)
            {
                byte* tile = from + ((firstStrip + strip) * stripBytes) + GroupTile.StripBytes<TFormat>(first);
                ushort* scales = null;
                uint* at = to + (strip * GroupTile.Rows);
                for (int group = 0; group < count; group++, tile += TFormat.TileBytes, at += TFormat.GroupSize / 2 * stride)
                {
                    tile = GroupTile.Enter<TFormat>(tile, group, ref scales);
                    WeightPrefetch.Lines(tile, TFormat.TileBytes);
                    TFormat.UnpackPairs(tile, scales, at, stride);
                }
            }
        }
    }
}
