using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace Hymba.Kernels.Quantization;

/// <summary>
/// Integers -127 to 127, stored with 128 added, with one scale for 64 weights of a row. A tile is 16 times 64 bytes: part p holds of every row, one after the
/// other, the columns 4p to 4p + 3, so that one load of the vector serves sixteen rows.
/// </summary>
internal readonly unsafe struct Int8Format : IGroupFormat
{
    /// <summary>Columns of a group.</summary>
    public const int Columns = 64;

    /// <summary>What is added to the integers that are stored.</summary>
    public const int Offset = 128;

    private const int Parts = 16;
    private const int PartBytes = 64;

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
            tile[ByteOf(row, i)] = (byte)(Offset + (scale > 0 ? (sbyte)MathF.Round(weights[i] / scale) : 0));
        }

        return rounded;
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void UnpackTile(byte* tile, ushort* scales, float* columns)
    {
        Vector256<int> last = Vector256.Create(255);
        for (int row = 0; row < GroupTile.Rows; row += 8)
        {
            Vector256<float> scale = GroupTile.Scales256(scales + row), offset = scale * -Offset;
            float* to = columns + row;
            for (int part = 0; part < Parts; part++)
            {
                Vector256<int> weights = Vector256.Load((int*)(tile + (part * PartBytes)) + row);
                for (int i = 0; i < 4; i++, to += GroupTile.Rows, weights >>>= 8)
                {
                    Vector256.FusedMultiplyAdd(Vector256.ConvertToSingle(weights & last), scale, offset).Store(to);
                }
            }
        }
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void UnpackPairs(byte* tile, ushort* scales, uint* pairs, nint stride)
    {
        Vector512<float> scale = GroupTile.Scales512(scales), offset = scale * -Offset;
        Vector512<int> last = Vector512.Create(255);
        for (int part = 0; part < Parts; part++, tile += PartBytes, pairs += 2 * stride)
        {
            Vector512<int> weights = Vector512.Load((int*)tile);
            PairTile.Round(Value(weights & last, scale, offset), Value((weights >>> 8) & last, scale, offset)).Store(pairs);
            PairTile.Round(Value((weights >>> 16) & last, scale, offset), Value(weights >>> 24, scale, offset)).Store(pairs + stride);
        }

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        static Vector512<float> Value(Vector512<int> weights, Vector512<float> scale, Vector512<float> offset)
            => Vector512.FusedMultiplyAdd(Vector512.ConvertToSingle(weights), scale, offset);
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static float PackVector(float* x, byte* integers, out int offset)
    {
        sbyte* narrow = stackalloc sbyte[Columns];
        short* wide = (short*)integers;
        float scale = GroupTile.QuantizeSigned(x, Columns, narrow, out int sum);
        offset = -Offset * sum;
        for (int i = 0; i < Columns; i += 32)
        {
            (Vector256<short> low, Vector256<short> high) = Vector256.Widen(Vector256.Load(narrow + i));
            low.Store(wide + i);
            high.Store(wide + i + 16);
        }

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
            Multiply256(strip, (long*)x.Integers, x.Scales, x.Offsets, groups, y);
        }
        else if (tier >= KernelTier.Vector128 && Sse41.IsSupported)
        {
            for (int row = 0; row < GroupTile.Rows; row += 4)
            {
                Multiply128(strip, row, (long*)x.Integers, x.Scales, x.Offsets, groups, y + row);
            }
        }
        else
        {
            MultiplyScalar(strip, (short*)x.Integers, x.Scales, x.Offsets, groups, y);
        }
    }

    /// <inheritdoc/>
    public static void MultiplyFour(byte* strip, byte* vectors, int groups, float* y) => Int8Four.Multiply(strip, vectors, groups, y);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void MultiplyPair(byte* strip, PackedVector x, PackedVector other, int groups, float* y, float* otherY)
    {
        long* columns = (long*)x.Integers, otherColumns = (long*)other.Integers;
        Vector512<float> sums = Vector512<float>.Zero, otherSums = sums;
        ushort* scales = null;
        for (int group = 0; group < groups; group++)
        {
            strip = GroupTile.Enter<Int8Format>(strip, group, ref scales);
            Vector512<int> low = Vector512<int>.Zero, high = low, otherLow = low, otherHigh = low;
            for (int part = 0; part < Parts; part++, strip += PartBytes, columns++, otherColumns++)
            {
                WeightPrefetch.Line(strip);
                (Vector512<short> lower, Vector512<short> upper) = Widen(strip);
                Vector512<short> four = Vector512.Create(*columns).AsInt16(), otherFour = Vector512.Create(*otherColumns).AsInt16();
                low += Avx512BW.MultiplyAddAdjacent(lower, four);
                high += Avx512BW.MultiplyAddAdjacent(upper, four);
                otherLow += Avx512BW.MultiplyAddAdjacent(lower, otherFour);
                otherHigh += Avx512BW.MultiplyAddAdjacent(upper, otherFour);
            }

            Vector512<float> scale = GroupTile.Scales512(scales);
            sums = Add(sums, low, high, scale, x, group);
            otherSums = Add(otherSums, otherLow, otherHigh, scale, other, group);
        }

        sums.Store(y);
        otherSums.Store(otherY);
    }

    // Four columns of the first two of every four rows, and of the other two. One load of a line and two cheap shuffles; two loads of halves that widen read memory slower.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static (Vector512<short> Lower, Vector512<short> Upper) Widen(byte* part)
    {
        Vector512<byte> bytes = Vector512.Load(part);
        return (Avx512BW.UnpackLow(bytes, Vector512<byte>.Zero).AsInt16(), Avx512BW.UnpackHigh(bytes, Vector512<byte>.Zero).AsInt16());
    }

    // Two sums of each row, in the order of the widened columns.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<float> Add(Vector512<float> sums, Vector512<int> low, Vector512<int> high, Vector512<float> scale, PackedVector x, int group)
    {
        Vector512<int> even = Vector512.Create(0, 2, 16, 18, 4, 6, 20, 22, 8, 10, 24, 26, 12, 14, 28, 30), odd = even + Vector512<int>.One;
        Vector512<int> products = Avx512F.PermuteVar16x32x2(low, even, high) + Avx512F.PermuteVar16x32x2(low, odd, high) + Vector512.Create(x.Offsets[group]);
        return Vector512.FusedMultiplyAdd(Vector512.ConvertToSingle(products), scale * Vector512.Create(x.Scales[group]), sums);
    }

    private static int ByteOf(int row, int column) => (column / 4 * PartBytes) + (row * 4) + (column % 4);

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Multiply512(byte* strip, PackedVector x, int groups, float* y)
    {
        long* columns = (long*)x.Integers;
        Vector512<float> sums = Vector512<float>.Zero;
        ushort* scales = null;
        for (int group = 0; group < groups; group++)
        {
            strip = GroupTile.Enter<Int8Format>(strip, group, ref scales);
            Vector512<int> low = Vector512<int>.Zero, high = low;
            for (int part = 0; part < Parts; part += 2, strip += 2 * PartBytes, columns += 2)
            {
                WeightPrefetch.Line(strip);
                WeightPrefetch.Line(strip + PartBytes);
                Vector512<short> first = Vector512.Create(columns[0]).AsInt16(), second = Vector512.Create(columns[1]).AsInt16();
                (Vector512<short> lower0, Vector512<short> upper0) = Widen(strip);
                (Vector512<short> lower1, Vector512<short> upper1) = Widen(strip + PartBytes);
                low += Avx512BW.MultiplyAddAdjacent(lower0, first) + Avx512BW.MultiplyAddAdjacent(lower1, second);
                high += Avx512BW.MultiplyAddAdjacent(upper0, first) + Avx512BW.MultiplyAddAdjacent(upper1, second);
            }

            sums = Add(sums, low, high, GroupTile.Scales512(scales), x, group);
        }

        sums.Store(y);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Multiply256(byte* strip, long* x, float* xScales, int* offsets, int groups, float* y)
    {
        Vector256<float> lower = Vector256<float>.Zero, upper = lower;
        ushort* scales = null;
        for (int group = 0; group < groups; group++)
        {
            strip = GroupTile.Enter<Int8Format>(strip, group, ref scales);
            // Four rows each, two sums for each of them.
            Vector256<int> a = Vector256<int>.Zero, b = a, c = a, d = a;
            for (int part = 0; part < Parts; part++, strip += PartBytes, x++)
            {
                WeightPrefetch.Line(strip);
                Vector256<short> columns = Vector256.Create(*x).AsInt16();
                a += Products(strip, columns);
                b += Products(strip + 16, columns);
                c += Products(strip + 32, columns);
                d += Products(strip + 48, columns);
            }

            lower = GroupTile.Add256(GroupTile.RowSums(a, b), offsets[group], GroupTile.Scales256(scales), xScales[group], lower);
            upper = GroupTile.Add256(GroupTile.RowSums(c, d), offsets[group], GroupTile.Scales256(scales + 8), xScales[group], upper);
        }

        lower.Store(y);
        upper.Store(y + 8);

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        static Vector256<int> Products(byte* weights, Vector256<short> x)
            => Avx2.MultiplyAddAdjacent(Avx2.ConvertToVector256Int16(Vector128.Load(weights)), x);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Multiply128(byte* strip, int row, long* x, float* xScales, int* offsets, int groups, float* y)
    {
        Vector128<float> sums = Vector128<float>.Zero;
        for (int group = 0; group < groups; group++)
        {
            byte* weights = GroupTile.Tile<Int8Format>(strip, group) + (row * 4);
            Vector128<int> a = Vector128<int>.Zero, b = a;
            for (int part = 0; part < Parts; part++, weights += PartBytes, x++)
            {
                Vector128<short> columns = Vector128.Create(*x).AsInt16();
                a += Sse2.MultiplyAddAdjacent(Sse41.ConvertToVector128Int16(weights), columns);
                b += Sse2.MultiplyAddAdjacent(Sse41.ConvertToVector128Int16(weights + 8), columns);
            }

            Vector128<float> scale = GroupTile.Scales128(GroupTile.Scales<Int8Format>(strip, group) + row) * xScales[group];
            Vector128<int> products = Ssse3.HorizontalAdd(a, b) + Vector128.Create(offsets[group]);
            sums = Vector128.FusedMultiplyAdd(Vector128.ConvertToSingle(products), scale, sums);
        }

        sums.Store(y);
    }

    private static void MultiplyScalar(byte* strip, short* x, float* xScales, int* offsets, int groups, float* y)
    {
        new Span<float>(y, GroupTile.Rows).Clear();
        for (int group = 0; group < groups; group++, x += Columns)
        {
            byte* tile = GroupTile.Tile<Int8Format>(strip, group);
            for (int row = 0; row < GroupTile.Rows; row++)
            {
                int product = offsets[group];
                for (int i = 0; i < Columns; i++)
                {
                    product += tile[ByteOf(row, i)] * x[i];
                }

                float scale = Bfloat16Format.ToSingle(GroupTile.Scales<Int8Format>(strip, group)[row]) * xScales[group];
                y[row] = MathF.FusedMultiplyAdd(product, scale, y[row]);
            }
        }
    }
}
