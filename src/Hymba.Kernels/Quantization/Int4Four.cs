using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace Hymba.Kernels.Quantization;

/// <summary>Products of a strip of <see cref="Int4Format"/> with four vectors at once, with AVX2: halves of bytes are taken apart once for all of them.</summary>
internal static unsafe class Int4Four
{
    private const int PartBytes = 64;
    private const int PartColumns = 4;
    private const int UpperColumns = 16;

    /// <summary>See <see cref="IGroupFormat.MultiplyFour"/>.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Multiply(byte* strip, byte* vectors, int groups, float* y)
    {
        PackedVector x0 = PackedVector.At<Int4Format>(vectors, 0, groups), x1 = PackedVector.At<Int4Format>(vectors, 1, groups);
        PackedVector x2 = PackedVector.At<Int4Format>(vectors, 2, groups), x3 = PackedVector.At<Int4Format>(vectors, 3, groups);
        new Span<float>(y, 4 * GroupTile.Rows).Clear();
        Vector256<byte> half = Vector256.Create((byte)15);
        ushort* scales = null;
        for (int group = 0; group < groups; group++)
        {
            strip = GroupTile.Enter<Int4Format>(strip, group, ref scales);
            Vector256<short> a0 = Vector256<short>.Zero, a1 = a0, a2 = a0, a3 = a0, b0 = a0, b1 = a0, b2 = a0, b3 = a0;
            nint first = (nint)group * Int4Format.VectorBytes;
            for (nint at = first; at < first + UpperColumns; at += PartColumns, strip += PartBytes)
            {
                WeightPrefetch.Line(strip);
                Vector256<byte> a = Vector256.Load(strip), b = Vector256.Load(strip + 32);
                Vector256<byte> lowerA = a & half, lowerB = b & half, upperA = (a.AsUInt16() >> 4).AsByte() & half, upperB = (b.AsUInt16() >> 4).AsByte() & half;
                Add(lowerA, lowerB, x0.Integers + at, ref a0, ref b0);
                Add(upperA, upperB, x0.Integers + at + UpperColumns, ref a0, ref b0);
                Add(lowerA, lowerB, x1.Integers + at, ref a1, ref b1);
                Add(upperA, upperB, x1.Integers + at + UpperColumns, ref a1, ref b1);
                Add(lowerA, lowerB, x2.Integers + at, ref a2, ref b2);
                Add(upperA, upperB, x2.Integers + at + UpperColumns, ref a2, ref b2);
                Add(lowerA, lowerB, x3.Integers + at, ref a3, ref b3);
                Add(upperA, upperB, x3.Integers + at + UpperColumns, ref a3, ref b3);
            }

            Vector256<float> scaleA = GroupTile.Scales256(scales), scaleB = GroupTile.Scales256(scales + 8);
            Add(a0, b0, scaleA, scaleB, x0, group, y);
            Add(a1, b1, scaleA, scaleB, x1, group, y + GroupTile.Rows);
            Add(a2, b2, scaleA, scaleB, x2, group, y + (2 * GroupTile.Rows));
            Add(a3, b3, scaleA, scaleB, x3, group, y + (3 * GroupTile.Rows));
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Add(Vector256<byte> weightsA, Vector256<byte> weightsB, byte* x, ref Vector256<short> a, ref Vector256<short> b)
    {
        Vector256<sbyte> columns = Vector256.Create(*(int*)x).AsSByte();
        a += Avx2.MultiplyAddAdjacent(weightsA, columns);
        b += Avx2.MultiplyAddAdjacent(weightsB, columns);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Add(
        Vector256<short> a, Vector256<short> b, Vector256<float> scaleA, Vector256<float> scaleB, PackedVector x, int group, float* y)
    {
        Vector256<short> ones = Vector256.Create((short)1);
        (int offset, float xScale) = (x.Offsets[group], x.Scales[group]);
        GroupTile.Add256(Avx2.MultiplyAddAdjacent(a, ones), offset, scaleA, xScale, Vector256.Load(y)).Store(y);
        GroupTile.Add256(Avx2.MultiplyAddAdjacent(b, ones), offset, scaleB, xScale, Vector256.Load(y + 8)).Store(y + 8);
    }
}
