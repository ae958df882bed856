using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;
using Hymba.Kernels.Decode;

namespace Hymba.Kernels.Quantization;

/// <summary>Rounds the columns of a tile to bfloat16 and turns them into rows, with AVX2: half as much to turn as in float32.</summary>
internal static unsafe class HalfTile
{
    private const int Columns = 16;
    private const int Eight = 8;

    /// <summary>Whether the processor can.</summary>
    public static bool IsSupported => Avx2.IsSupported;

    /// <summary>Writes a tile.</summary>
    /// <param name="columns">[count, 16], a column after the other.</param>
    /// <param name="count">Columns, a multiple of 16.</param>
    /// <param name="rows">Where the first row begins; all 16 are written.</param>
    /// <param name="stride">Elements from one row to the next.</param>
    [SkipLocalsInit]
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Run(float* columns, int count, ushort* rows, nint stride)
    {
        Vector256<ushort>* left = stackalloc Vector256<ushort>[Eight];
        Vector256<ushort>* right = stackalloc Vector256<ushort>[Eight];
        for (int column = 0; column < count; column += Columns, columns += Columns * GroupTile.Rows)
        {
            Turn(columns, left);
            Turn(columns + (Eight * GroupTile.Rows), right);
            for (int row = 0; row < Eight; row++)
            {
                ushort* to = rows + (row * stride) + column;
                Avx2.Permute2x128(left[row], right[row], 0x20).Store(to);
                Avx2.Permute2x128(left[row], right[row], 0x31).Store(to + (Eight * stride));
            }
        }
    }

    // Eight columns of sixteen rows to eight vectors, each a row in its lower half and the row eight below it in its upper half.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Turn(float* columns, Vector256<ushort>* rows)
    {
        Vector256<ushort> a = Rounded(columns, 0), b = Rounded(columns, 1), c = Rounded(columns, 2), d = Rounded(columns, 3);
        Vector256<ushort> e = Rounded(columns, 4), f = Rounded(columns, 5), g = Rounded(columns, 6), h = Rounded(columns, 7);
        Four(a, b, c, d, out Vector256<ulong> ad0, out Vector256<ulong> ad2, out Vector256<ulong> ad4, out Vector256<ulong> ad6);
        Four(e, f, g, h, out Vector256<ulong> eh0, out Vector256<ulong> eh2, out Vector256<ulong> eh4, out Vector256<ulong> eh6);
        rows[0] = Avx2.UnpackLow(ad0, eh0).AsUInt16();
        rows[1] = Avx2.UnpackHigh(ad0, eh0).AsUInt16();
        rows[2] = Avx2.UnpackLow(ad2, eh2).AsUInt16();
        rows[3] = Avx2.UnpackHigh(ad2, eh2).AsUInt16();
        rows[4] = Avx2.UnpackLow(ad4, eh4).AsUInt16();
        rows[5] = Avx2.UnpackHigh(ad4, eh4).AsUInt16();
        rows[6] = Avx2.UnpackLow(ad6, eh6).AsUInt16();
        rows[7] = Avx2.UnpackHigh(ad6, eh6).AsUInt16();
    }

    // Four columns to 64-bit parts of rows: two rows in each half of a vector.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Four(
        Vector256<ushort> a,
        Vector256<ushort> b,
        Vector256<ushort> c,
        Vector256<ushort> d,
        out Vector256<ulong> rows0,
        out Vector256<ulong> rows2,
        out Vector256<ulong> rows4,
        out Vector256<ulong> rows6)
    {
        Vector256<uint> ab0 = Avx2.UnpackLow(a, b).AsUInt32(), ab4 = Avx2.UnpackHigh(a, b).AsUInt32();
        Vector256<uint> cd0 = Avx2.UnpackLow(c, d).AsUInt32(), cd4 = Avx2.UnpackHigh(c, d).AsUInt32();
        rows0 = Avx2.UnpackLow(ab0, cd0).AsUInt64();
        rows2 = Avx2.UnpackHigh(ab0, cd0).AsUInt64();
        rows4 = Avx2.UnpackLow(ab4, cd4).AsUInt64();
        rows6 = Avx2.UnpackHigh(ab4, cd4).AsUInt64();
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<ushort> Rounded(float* columns, int column)
    {
        columns += column * GroupTile.Rows;
        return Vector256.Narrow(Bfloat16Rounding.Round(Vector256.Load(columns)), Bfloat16Rounding.Round(Vector256.Load(columns + Eight)));
    }
}
