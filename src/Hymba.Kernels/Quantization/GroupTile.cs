using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace Hymba.Kernels.Quantization;

/// <summary>What the group formats share.</summary>
internal static unsafe class GroupTile
{
    /// <summary>Rows of a tile.</summary>
    public const int Rows = 16;

    /// <summary>Bytes of the scales of two groups, which lie in front of their integers: a cache line.</summary>
    public const int ScaleBytes = 2 * Rows * sizeof(ushort);

    /// <summary>Strips of a matrix with so many rows.</summary>
    public static int Strips(int rows) => (rows + Rows - 1) / Rows;

    /// <summary>Groups of a row with so many columns.</summary>
    public static int Groups<TFormat>(int columns)
        where TFormat : struct, IGroupFormat
        => (columns + TFormat.GroupSize - 1) / TFormat.GroupSize;

    /// <summary>Bytes of a strip with so many groups.</summary>
    public static nint StripBytes<TFormat>(int groups)
        where TFormat : struct, IGroupFormat
        => (((nint)groups + 1) / 2 * ScaleBytes) + ((nint)groups * TFormat.TileBytes);

    /// <summary>Where a strip has a group's integers.</summary>
    public static byte* Tile<TFormat>(byte* strip, int group)
        where TFormat : struct, IGroupFormat
        => strip + StripBytes<TFormat>(group - (group % 2)) + ScaleBytes + (group % 2 * TFormat.TileBytes);

    /// <summary>Where a strip has a group's scales, [16], bfloat16.</summary>
    public static ushort* Scales<TFormat>(byte* strip, int group)
        where TFormat : struct, IGroupFormat
        => (ushort*)(strip + StripBytes<TFormat>(group - (group % 2))) + (group % 2 * Rows);

    /// <summary>Goes on to the next group of a strip that is read from start to end; what lies ahead is asked for.</summary>
    /// <param name="next">What follows the integers of the group before.</param>
    /// <param name="group">The group, one after the other from 0.</param>
    /// <param name="scales">The scales of the group before; becomes this group's.</param>
    /// <returns>Its integers.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static byte* Enter<TFormat>(byte* next, int group, ref ushort* scales)
        where TFormat : struct, IGroupFormat
    {
        if (group % 2 != 0)
        {
            scales += Rows;
            return next;
        }

        WeightPrefetch.Page(next, ScaleBytes + (2 * TFormat.TileBytes));
        WeightPrefetch.Line(next);
        scales = (ushort*)next;
        return next + ScaleBytes;
    }

    /// <summary>A scale as bfloat16, rounded away from zero: what was chosen to fit into the integers' range still fits.</summary>
    public static ushort RoundUp(float scale) => (ushort)((BitConverter.SingleToUInt32Bits(scale) + 0xFFFF) >> 16);

    /// <summary>Four scales of a strip, as float32.</summary>
    public static Vector128<float> Scales128(ushort* scales)
        => (Vector128.WidenLower(Vector128.CreateScalarUnsafe(*(ulong*)scales).AsUInt16()) << 16).AsSingle();

    /// <summary>Eight scales of a strip, as float32.</summary>
    public static Vector256<float> Scales256(ushort* scales)
    {
        (Vector128<uint> low, Vector128<uint> high) = Vector128.Widen(Vector128.Load(scales));
        return (Vector256.Create(low, high) << 16).AsSingle();
    }

    /// <summary>The scales of a strip, as float32; needs AVX-512.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<float> Scales512(ushort* scales) => (Avx512F.ConvertToVector512UInt32(Vector256.Load(scales)) << 16).AsSingle();

    /// <summary>The sums of eight rows from two neighbouring sums of each of them, four rows in either vector; needs AVX2.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<int> RowSums(Vector256<int> lower, Vector256<int> upper)
    {
        // Adding neighbours leaves rows 0, 1, 4, 5, 2, 3, 6, 7.
        return Avx2.Permute4x64(Avx2.HorizontalAdd(lower, upper).AsInt64(), 0b11_01_10_00).AsInt32();
    }

    /// <summary>Scales the products of a group and adds them to sums.</summary>
    /// <param name="products">Of eight rows, of stored weights.</param>
    /// <param name="offset">What their offset adds, negated.</param>
    /// <param name="scale">The rows' scales.</param>
    /// <param name="xScale">The vector's.</param>
    /// <param name="sums">Of the groups before.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<float> Add256(Vector256<int> products, int offset, Vector256<float> scale, float xScale, Vector256<float> sums)
        => Vector256.FusedMultiplyAdd(Vector256.ConvertToSingle(products + Vector256.Create(offset)), scale * Vector256.Create(xScale), sums);

    /// <summary>The largest absolute value; no number if one is none.</summary>
    /// <param name="x">The values.</param>
    /// <param name="count">A multiple of 16.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static float Largest(float* x, int count)
    {
        // The bits of absolute values are in the order of the values, those of no number above all, and integers are compared in one instruction.
        Vector256<int> largest = Vector256<int>.Zero;
        if (Avx512F.IsSupported)
        {
            Vector512<int> wide = Vector512<int>.Zero;
            for (int i = 0; i < count; i += 16)
            {
                wide = Vector512.Max(wide, Vector512.Abs(Vector512.Load(x + i)).AsInt32());
            }

            largest = Vector256.Max(wide.GetLower(), wide.GetUpper());
        }
        else
        {
            for (int i = 0; i < count; i += 8)
            {
                largest = Vector256.Max(largest, Vector256.Abs(Vector256.Load(x + i)).AsInt32());
            }
        }

        Vector128<int> four = Vector128.Max(largest.GetLower(), largest.GetUpper());
        four = Vector128.Max(four, Vector128.Shuffle(four, Vector128.Create(2, 3, 0, 1)));
        return Vector128.Max(four, Vector128.Shuffle(four, Vector128.Create(1, 0, 3, 2))).AsSingle().ToScalar();
    }

    /// <summary>
    /// The integers -127 to 127 nearest to the values in units of the scale that is returned; zero for zeros. Values that are no numbers give a scale
    /// that is none.
    /// </summary>
    /// <param name="x">The values.</param>
    /// <param name="count">A multiple of 32.</param>
    /// <param name="integers">[count], written.</param>
    /// <param name="sum">Sum of the integers.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static float QuantizeSigned(float* x, int count, sbyte* integers, out int sum)
    {
        float most = Largest(x, count);
        float inverse = most > 0 ? 127f / most : 0f;
        sum = Avx512F.IsSupported ? Round512(x, count, inverse, integers) : Round256(x, count, inverse, integers);
        return most / 127f;
    }

    /// <summary>As <see cref="Round256"/>, with AVX-512, which rounds to the nearest even number as it converts.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static int Round512(float* x, int count, float inverse, sbyte* integers)
    {
        Vector512<int> sums = Vector512<int>.Zero;
        for (int i = 0; i < count; i += 16)
        {
            Vector512<int> rounded = Avx512F.ConvertToVector512Int32(Vector512.Load(x + i) * Vector512.Create(inverse));
            sums += rounded;
            Avx512F.ConvertToVector128SByte(rounded).Store(integers + i);
        }

        return Vector512.Sum(sums);
    }

    /// <summary>Multiplies and rounds; returns the sum of the integers.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static int Round256(float* x, int count, float inverse, sbyte* integers)
    {
        Vector256<int> sums = Vector256<int>.Zero;
        for (int i = 0; i < count; i += 32)
        {
            (Vector256<int> a, Vector256<int> b) = (Round(x + i, inverse), Round(x + i + 8, inverse));
            (Vector256<int> c, Vector256<int> d) = (Round(x + i + 16, inverse), Round(x + i + 24, inverse));
            sums += (a + b) + (c + d);
            Vector256.Narrow(Vector256.Narrow(a, b), Vector256.Narrow(c, d)).Store(integers + i);
        }

        return Vector256.Sum(sums);

        static Vector256<int> Round(float* x, float inverse) => Vector256.ConvertToInt32Native(Vector256.Round(Vector256.Load(x) * inverse));
    }
}
