using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace Hymba.Kernels.Quantization;

/// <summary>
/// Integers -127 to 127 with one scale for 64 weights of a row. A tile is 32 times 32 bytes: part p holds of every row, one after the other, the columns 2p and
/// 2p + 1, which is what multiplying sixteen-bit neighbours adds up.
/// </summary>
internal readonly unsafe struct Int8Format : IGroupFormat
{
    private const int Columns = 64;
    private const int PartBytes = 32;

    /// <inheritdoc/>
    public static int GroupSize => Columns;

    /// <inheritdoc/>
    public static int TileBytes => Columns * GroupTile.Rows;

    /// <inheritdoc/>
    public static int VectorBytes => Columns * sizeof(short);

    /// <inheritdoc/>
    public static ushort PackRow(ReadOnlySpan<float> weights, int row, Span<byte> tile)
    {
        float most = 0;
        foreach (float weight in weights)
        {
            most = MathF.Max(most, MathF.Abs(weight));
        }

        ushort rounded = GroupTile.RoundUp(most / 127f);
        float scale = Bfloat16Format.ToSingle(rounded);
        for (int i = 0; i < Columns; i++)
        {
            tile[ByteOf(row, i)] = scale > 0 ? (byte)(sbyte)MathF.Round(weights[i] / scale) : (byte)0;
        }

        return rounded;
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void UnpackTile(byte* tile, ushort* scales, float* columns)
    {
        for (int row = 0; row < GroupTile.Rows; row += 8)
        {
            Vector256<float> scale = GroupTile.Scales256(scales + row);
            float* to = columns + row;
            for (int part = 0; part < Columns / 2; part++, to += 2 * GroupTile.Rows)
            {
                (Vector128<int> low, Vector128<int> high) = Vector128.Widen(Vector128.Load((short*)(tile + (part * PartBytes)) + row));
                Vector256<int> pairs = Vector256.Create(low, high);
                (Vector256.ConvertToSingle((pairs << 24) >> 24) * scale).Store(to);
                (Vector256.ConvertToSingle(pairs >> 8) * scale).Store(to + GroupTile.Rows);
            }
        }
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void UnpackPairs(byte* tile, ushort* scales, uint* pairs)
    {
        Vector512<float> scale = GroupTile.Scales512(scales);
        for (int part = 0; part < Columns / 2; part++, tile += PartBytes, pairs += GroupTile.Rows)
        {
            Vector512<int> both = Avx512F.ConvertToVector512Int32(Vector256.Load((short*)tile));
            Vector512<float> left = Vector512.ConvertToSingle((both << 24) >> 24), right = Vector512.ConvertToSingle(both >> 8);
            PairTile.Round(left * scale, right * scale).Store(pairs);
        }
    }

    /// <inheritdoc/>
    public static float PackVector(float* x, byte* integers, out int offset)
    {
        sbyte* narrow = stackalloc sbyte[Columns];
        short* wide = (short*)integers;
        offset = 0;
        float scale = GroupTile.QuantizeSigned(x, Columns, narrow, out _);
        for (int i = 0; i < Columns; i += 32)
        {
            (Vector256<short> low, Vector256<short> high) = Vector256.Widen(Vector256.Load(narrow + i));
            low.Store(wide + i);
            high.Store(wide + i + 16);
        }

        return scale;
    }

    /// <inheritdoc/>
    public static void Multiply(byte* tiles, ushort* scales, byte* x, float* xScales, int* offsets, int groups, float* y, KernelTier tier)
    {
        if (tier >= KernelTier.Vector512 && Avx512BW.IsSupported)
        {
            Multiply512((sbyte*)tiles, scales, (int*)x, xScales, groups, y);
        }
        else if (tier >= KernelTier.Vector256 && Avx2.IsSupported)
        {
            Multiply256((sbyte*)tiles, scales, (int*)x, xScales, groups, y);
            Multiply256((sbyte*)tiles + 16, scales + 8, (int*)x, xScales, groups, y + 8);
        }
        else if (tier >= KernelTier.Vector128 && Sse41.IsSupported)
        {
            for (int quarter = 0; quarter < 4; quarter++)
            {
                Multiply128((sbyte*)tiles + (8 * quarter), scales + (4 * quarter), (int*)x, xScales, groups, y + (4 * quarter));
            }
        }
        else
        {
            MultiplyScalar((sbyte*)tiles, scales, (short*)x, xScales, groups, y);
        }
    }

    private static int ByteOf(int row, int column) => (column / 2 * PartBytes) + (row * 2) + (column % 2);

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Multiply512(sbyte* tiles, ushort* scales, int* x, float* xScales, int groups, float* y)
    {
        int ahead = PrefetchDistance.Bytes;
        Vector512<float> sums = Vector512<float>.Zero;
        for (int group = 0; group < groups; group++, scales += GroupTile.Rows)
        {
            Vector512<int> even = Vector512<int>.Zero, odd = even;
            for (int part = 0; part < Columns / 2; part += 4, tiles += 4 * PartBytes, x += 4)
            {
                Sse.Prefetch0(tiles + ahead);
                Sse.Prefetch0(tiles + ahead + 64);
                even += Products(tiles, x);
                odd += Products(tiles + 32, x + 1);
                even += Products(tiles + 64, x + 2);
                odd += Products(tiles + 96, x + 3);
            }

            Vector512<float> scale = GroupTile.Scales512(scales) * Vector512.Create(xScales[group]);
            sums = Vector512.FusedMultiplyAdd(Vector512.ConvertToSingle(even + odd), scale, sums);
        }

        sums.Store(y);

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        static Vector512<int> Products(sbyte* weights, int* x)
            => Avx512BW.MultiplyAddAdjacent(Avx512BW.ConvertToVector512Int16(Vector256.Load(weights)), Vector512.Create(*x).AsInt16());
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Multiply256(sbyte* tiles, ushort* scales, int* x, float* xScales, int groups, float* y)
    {
        int ahead = PrefetchDistance.Bytes;
        Vector256<float> sums = Vector256<float>.Zero;
        for (int group = 0; group < groups; group++, scales += GroupTile.Rows)
        {
            Vector256<int> even = Vector256<int>.Zero, odd = even;
            for (int part = 0; part < Columns / 2; part += 2, tiles += 2 * PartBytes, x += 2)
            {
                Sse.Prefetch0(tiles + ahead);
                even += Products(tiles, x);
                odd += Products(tiles + 32, x + 1);
            }

            Vector256<float> scale = (Avx2.ConvertToVector256Int32(scales) << 16).AsSingle() * Vector256.Create(xScales[group]);
            sums = Vector256.FusedMultiplyAdd(Vector256.ConvertToSingle(even + odd), scale, sums);
        }

        sums.Store(y);

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        static Vector256<int> Products(sbyte* weights, int* x)
            => Avx2.MultiplyAddAdjacent(Avx2.ConvertToVector256Int16(Vector128.Load(weights)), Vector256.Create(*x).AsInt16());
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Multiply128(sbyte* tiles, ushort* scales, int* x, float* xScales, int groups, float* y)
    {
        Vector128<float> sums = Vector128<float>.Zero;
        for (int group = 0; group < groups; group++, scales += GroupTile.Rows)
        {
            Vector128<int> products = Vector128<int>.Zero;
            for (int part = 0; part < Columns / 2; part++, tiles += PartBytes, x++)
            {
                products += Sse2.MultiplyAddAdjacent(Sse41.ConvertToVector128Int16(tiles), Vector128.Create(*x).AsInt16());
            }

            sums = Vector128.FusedMultiplyAdd(Vector128.ConvertToSingle(products), GroupTile.Scales128(scales, xScales[group]), sums);
        }

        sums.Store(y);
    }

    private static void MultiplyScalar(sbyte* tiles, ushort* scales, short* x, float* xScales, int groups, float* y)
    {
        new Span<float>(y, GroupTile.Rows).Clear();
        for (int group = 0; group < groups; group++, tiles += TileBytes, scales += GroupTile.Rows, x += Columns)
        {
            for (int row = 0; row < GroupTile.Rows; row++)
            {
                int product = 0;
                for (int i = 0; i < Columns; i++)
                {
                    product += tiles[ByteOf(row, i)] * x[i];
                }

                y[row] = MathF.FusedMultiplyAdd(product, Bfloat16Format.ToSingle(scales[row]) * xScales[group], y[row]);
            }
        }
    }
}
