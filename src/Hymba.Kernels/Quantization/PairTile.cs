using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;
using Hymba.Kernels.Decode;

namespace Hymba.Kernels.Quantization;

/// <summary>
/// A tile as bfloat16 with AVX-512, two neighbouring columns of a row in one element of 32 bits: half as much to turn into rows as single columns.
/// </summary>
internal static unsafe class PairTile
{
    /// <summary>Columns that are turned at a time.</summary>
    public const int Columns = 32;


    /// <summary>Whether the processor can.</summary>
    public static bool IsSupported => Avx512F.IsSupported;

    /// <summary>Rounds two columns to bfloat16: the left one in the lower halves.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<uint> Round(Vector512<float> left, Vector512<float> right)
        => Bfloat16Rounding.Round(left) | (Bfloat16Rounding.Round(right) << 16);

    /// <summary>Writes 32 columns of a tile.</summary>
    /// <param name="pairs">[16, 16], a pair of columns after the other.</param>
    /// <param name="rows">Where the first row begins; all 16 are written.</param>
    /// <param name="stride">Elements from one row to the next.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Turn(uint* pairs, ushort* rows, nint stride)
    {
        for (int row = 0; row < GroupTile.Rows; row += 4, pairs += 4, rows += 4 * stride)
        {
            Vector512<uint> a = EveryFourth(pairs), b = EveryFourth(pairs + GroupTile.Rows);
            Vector512<uint> c = EveryFourth(pairs + (2 * GroupTile.Rows)), d = EveryFourth(pairs + (3 * GroupTile.Rows));
            Vector512<ulong> ab0 = Avx512F.UnpackLow(a, b).AsUInt64(), ab2 = Avx512F.UnpackHigh(a, b).AsUInt64();
            Vector512<ulong> cd0 = Avx512F.UnpackLow(c, d).AsUInt64(), cd2 = Avx512F.UnpackHigh(c, d).AsUInt64();
            Avx512F.UnpackLow(ab0, cd0).AsUInt16().Store(rows);
            Avx512F.UnpackHigh(ab0, cd0).AsUInt16().Store(rows + stride);
            Avx512F.UnpackLow(ab2, cd2).AsUInt16().Store(rows + (2 * stride));
            Avx512F.UnpackHigh(ab2, cd2).AsUInt16().Store(rows + (3 * stride));
        }
    }

    // Four rows of the pairs 0, 4, 8 and 12 from here.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<uint> EveryFourth(uint* pairs)
    {
        Vector512<uint> first = Vector128.Load(pairs).ToVector256Unsafe().ToVector512Unsafe();
        first = Avx512F.InsertVector128(first, Vector128.Load(pairs + (4 * GroupTile.Rows)), 1);
        first = Avx512F.InsertVector128(first, Vector128.Load(pairs + (8 * GroupTile.Rows)), 2);
        return Avx512F.InsertVector128(first, Vector128.Load(pairs + (12 * GroupTile.Rows)), 3);
    }
}
