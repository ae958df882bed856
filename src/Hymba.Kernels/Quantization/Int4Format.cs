using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace Hymba.Kernels.Quantization;

/// <summary>
/// Integers -8 to 7, stored with 8 added, with one scale for 32 weights of a row. A tile is four times 64 bytes: part p holds of every row, one after the other,
/// the columns 4p to 4p + 3 in the lower and 16 + 4p to 19 + 4p in the upper halves of four bytes. The sum over a group fits into sixteen bits.
/// </summary>
internal readonly unsafe struct Int4Format : IGroupFormat
{
    private const int Columns = 32;
    private const int Parts = 4;
    private const int PartBytes = 64;
    private const int Offset = 8;

    /// <inheritdoc/>
    public static int GroupSize => Columns;

    /// <inheritdoc/>
    public static int TileBytes => Parts * PartBytes;

    /// <inheritdoc/>
    public static int VectorBytes => Columns;

    /// <inheritdoc/>
    public static ushort PackRow(ReadOnlySpan<float> weights, int row, Span<byte> tile)
    {
        Span<sbyte> integers = stackalloc sbyte[Columns];
        ushort scale = ScaleFit.Run(weights, integers);
        for (int i = 0; i < Columns / 2; i++)
        {
            tile[ByteOf(row, i)] = (byte)((integers[i] + Offset) | ((integers[i + 16] + Offset) << 4));
        }

        return scale;
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void UnpackTile(byte* tile, ushort* scales, float* columns)
    {
        Vector256<int> half = Vector256.Create(15);
        for (int row = 0; row < GroupTile.Rows; row += 8)
        {
            Vector256<float> scale = GroupTile.Scales256(scales + row), offset = scale * -Offset;
            for (int part = 0; part < Parts; part++)
            {
                Vector256<int> weights = Vector256.Load((int*)(tile + (part * PartBytes)) + row);
                float* to = columns + (4 * part * GroupTile.Rows) + row;
                for (int i = 0; i < 4; i++, to += GroupTile.Rows, weights >>>= 4)
                {
                    Vector256.FusedMultiplyAdd(Vector256.ConvertToSingle(weights & half), scale, offset).Store(to);
                    weights >>>= 4;
                    Vector256.FusedMultiplyAdd(Vector256.ConvertToSingle(weights & half), scale, offset).Store(to + (16 * GroupTile.Rows));
                }
            }
        }
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void UnpackPairs(byte* tile, ushort* scales, uint* pairs, nint stride)
    {
        Vector512<float> scale = GroupTile.Scales512(scales), offset = scale * -Offset;
        for (int part = 0; part < Parts; part++, tile += PartBytes, pairs += 2 * stride)
        {
            Vector512<int> weights = Vector512.Load((int*)tile);
            Store(weights, scale, offset, pairs, stride);
            Store(weights >>> 16, scale, offset, pairs + stride, stride);
        }

        // Two columns from the lower halves of two bytes, two that stand 16 further on from the upper halves.
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        static void Store(Vector512<int> weights, Vector512<float> scale, Vector512<float> offset, uint* to, nint stride)
        {
            PairTile.Round(Value(weights, scale, offset), Value(weights >>> 8, scale, offset)).Store(to);
            PairTile.Round(Value(weights >>> 4, scale, offset), Value(weights >>> 12, scale, offset)).Store(to + (Columns / 4 * stride));
        }

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        static Vector512<float> Value(Vector512<int> weights, Vector512<float> scale, Vector512<float> offset)
            => Vector512.FusedMultiplyAdd(Vector512.ConvertToSingle(weights & Vector512.Create(15)), scale, offset);
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static float PackVector(float* x, byte* integers, out int offset)
    {
        float scale = GroupTile.QuantizeSigned(x, Columns, (sbyte*)integers, out int sum);
        offset = -Offset * sum;
        return scale;
    }

    /// <inheritdoc/>
    public static void Multiply(byte* strip, PackedVector x, int groups, float* y, KernelTier tier)
    {
        if (tier >= KernelTier.Vector512 && Avx512BW.IsSupported)
        {
            Multiply512(strip, x, groups, y);
        }
        else if (tier >= KernelTier.Vector256 && Avx2.IsSupported)
        {
            Multiply256(strip, x.Integers, x.Scales, x.Offsets, groups, y);
        }
        else if (tier >= KernelTier.Vector128 && Ssse3.IsSupported)
        {
            for (int row = 0; row < GroupTile.Rows; row += 4)
            {
                Multiply128(strip, row, x.Integers, x.Scales, x.Offsets, groups, y + row);
            }
        }
        else
        {
            MultiplyScalar(strip, x.Integers, x.Scales, x.Offsets, groups, y);
        }
    }

    /// <inheritdoc/>
    public static void MultiplyFour(byte* strip, byte* vectors, int groups, float* y) => Int4Four.Multiply(strip, vectors, groups, y);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void MultiplyPair(byte* strip, PackedVector x, PackedVector other, int groups, float* y, float* otherY)
    {
        byte* columns = x.Integers, otherColumns = other.Integers;
        Vector512<byte> half = Vector512.Create((byte)15);
        Vector512<float> sums = Vector512<float>.Zero, otherSums = sums;
        ushort* scales = null;
        for (int group = 0; group < groups; group++, columns += Columns / 2, otherColumns += Columns / 2)
        {
            strip = GroupTile.Enter<Int4Format>(strip, group, ref scales);
            Vector512<short> products = Vector512<short>.Zero, otherProducts = products;
            for (int part = 0; part < Parts; part++, strip += PartBytes, columns += 4, otherColumns += 4)
            {
                WeightPrefetch.Line(strip);
                Vector512<byte> both = Vector512.Load(strip), lower = both & half, upper = (both.AsUInt16() >> 4).AsByte() & half;
                products += Products(lower, upper, columns);
                otherProducts += Products(lower, upper, otherColumns);
            }

            Vector512<float> scale = GroupTile.Scales512(scales);
            sums = Add(sums, products, scale, x, group);
            otherSums = Add(otherSums, otherProducts, scale, other, group);
        }

        sums.Store(y);
        otherSums.Store(otherY);

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        static Vector512<short> Products(Vector512<byte> lower, Vector512<byte> upper, byte* x)
            => Avx512BW.MultiplyAddAdjacent(lower, Vector512.Create(*(int*)x).AsSByte()) + Avx512BW.MultiplyAddAdjacent(upper, Vector512.Create(*(int*)(x + 16)).AsSByte());
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<float> Add(Vector512<float> sums, Vector512<short> products, Vector512<float> scale, PackedVector x, int group)
    {
        Vector512<int> pairs = Avx512BW.MultiplyAddAdjacent(products, Vector512.Create((short)1)) + Vector512.Create(x.Offsets[group]);
        return Vector512.FusedMultiplyAdd(Vector512.ConvertToSingle(pairs), scale * Vector512.Create(x.Scales[group]), sums);
    }

    private static int ByteOf(int row, int column) => (column / 4 * PartBytes) + (row * 4) + (column % 4);

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Multiply512(byte* strip, PackedVector x, int groups, float* y)
    {
        byte* columns = x.Integers;
        Vector512<byte> half = Vector512.Create((byte)15);
        Vector512<float> sums = Vector512<float>.Zero;
        ushort* scales = null;
        for (int group = 0; group < groups; group++, strip += Parts * PartBytes, columns += Columns)
        {
            strip = GroupTile.Enter<Int4Format>(strip, group, ref scales);
            Vector512<short> a = Part(strip, columns, half), b = Part(strip + 64, columns + 4, half);
            Vector512<short> c = Part(strip + 128, columns + 8, half), d = Part(strip + 192, columns + 12, half);
            sums = Add(sums, (a + b) + (c + d), GroupTile.Scales512(scales), x, group);
        }

        sums.Store(y);

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        static Vector512<short> Part(byte* weights, byte* x, Vector512<byte> half)
        {
            WeightPrefetch.Line(weights);
            Vector512<byte> both = Vector512.Load(weights);
            return Avx512BW.MultiplyAddAdjacent(both & half, Vector512.Create(*(int*)x).AsSByte())
                + Avx512BW.MultiplyAddAdjacent((both.AsUInt16() >> 4).AsByte() & half, Vector512.Create(*(int*)(x + 16)).AsSByte());
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Multiply256(byte* strip, byte* x, float* xScales, int* offsets, int groups, float* y)
    {
        Vector256<byte> half = Vector256.Create((byte)15);
        Vector256<short> ones = Vector256.Create((short)1);
        Vector256<float> lower = Vector256<float>.Zero, upper = lower;
        ushort* scales = null;
        for (int group = 0; group < groups; group++, x += Columns)
        {
            strip = GroupTile.Enter<Int4Format>(strip, group, ref scales);
            Vector256<short> a = Vector256<short>.Zero, b = a;
            for (int part = 0; part < Parts; part++, strip += PartBytes)
            {
                WeightPrefetch.Line(strip);
                Vector256<sbyte> first = Vector256.Create(*(int*)(x + (4 * part))).AsSByte(), second = Vector256.Create(*(int*)(x + 16 + (4 * part))).AsSByte();
                a += Products(strip, first, second, half);
                b += Products(strip + 32, first, second, half);
            }

            lower = GroupTile.Add256(Avx2.MultiplyAddAdjacent(a, ones), offsets[group], GroupTile.Scales256(scales), xScales[group], lower);
            upper = GroupTile.Add256(Avx2.MultiplyAddAdjacent(b, ones), offsets[group], GroupTile.Scales256(scales + 8), xScales[group], upper);
        }

        lower.Store(y);
        upper.Store(y + 8);

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        static Vector256<short> Products(byte* weights, Vector256<sbyte> first, Vector256<sbyte> second, Vector256<byte> half)
        {
            Vector256<byte> both = Vector256.Load(weights);
            return Avx2.MultiplyAddAdjacent(both & half, first) + Avx2.MultiplyAddAdjacent((both.AsUInt16() >> 4).AsByte() & half, second);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Multiply128(byte* strip, int row, byte* x, float* xScales, int* offsets, int groups, float* y)
    {
        Vector128<byte> half = Vector128.Create((byte)15);
        Vector128<float> sums = Vector128<float>.Zero;
        for (int group = 0; group < groups; group++, x += Columns)
        {
            byte* weights = GroupTile.Tile<Int4Format>(strip, group) + (row * 4);
            Vector128<short> sum = Vector128<short>.Zero;
            for (int part = 0; part < Parts; part++)
            {
                Vector128<byte> both = Vector128.Load(weights + (PartBytes * part));
                sum += Ssse3.MultiplyAddAdjacent(both & half, Vector128.Create(*(int*)(x + (4 * part))).AsSByte());
                sum += Ssse3.MultiplyAddAdjacent((both.AsUInt16() >> 4).AsByte() & half, Vector128.Create(*(int*)(x + 16 + (4 * part))).AsSByte());
            }

            Vector128<float> scale = GroupTile.Scales128(GroupTile.Scales<Int4Format>(strip, group) + row) * xScales[group];
            Vector128<int> products = Sse2.MultiplyAddAdjacent(sum, Vector128.Create((short)1)) + Vector128.Create(offsets[group]);
            sums = Vector128.FusedMultiplyAdd(Vector128.ConvertToSingle(products), scale, sums);
        }

        sums.Store(y);
    }

    private static void MultiplyScalar(byte* strip, byte* x, float* xScales, int* offsets, int groups, float* y)
    {
        new Span<float>(y, GroupTile.Rows).Clear();
        for (int group = 0; group < groups; group++, x += Columns)
        {
            byte* tile = GroupTile.Tile<Int4Format>(strip, group);
            for (int row = 0; row < GroupTile.Rows; row++)
            {
                int product = offsets[group];
                for (int i = 0; i < Columns / 2; i++)
                {
                    byte both = tile[ByteOf(row, i)];
                    product += ((both & 15) * (sbyte)x[i]) + ((both >> 4) * (sbyte)x[i + 16]);
                }

                float scale = Bfloat16Format.ToSingle(GroupTile.Scales<Int4Format>(strip, group)[row]) * xScales[group];
                y[row] = MathF.FusedMultiplyAdd(product, scale, y[row]);
            }
        }
    }
}
