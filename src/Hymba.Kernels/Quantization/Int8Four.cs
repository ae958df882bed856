using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace Hymba.Kernels.Quantization;

/// <summary>Products of a strip of <see cref="Int8Format"/> with four vectors at once, with AVX2: weights are widened once for all of them.</summary>
internal static unsafe class Int8Four
{
    private const int PartBytes = 64;

    /// <summary>See <see cref="IGroupFormat.MultiplyFour"/>.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Multiply(byte* strip, byte* vectors, int groups, float* y)
    {
        PackedVector x0 = PackedVector.At<Int8Format>(vectors, 0, groups), x1 = PackedVector.At<Int8Format>(vectors, 1, groups);
        PackedVector x2 = PackedVector.At<Int8Format>(vectors, 2, groups), x3 = PackedVector.At<Int8Format>(vectors, 3, groups);
        new Span<float>(y, 4 * GroupTile.Rows).Clear();
        ushort* scales = null;
        for (int group = 0; group < groups; group++, strip += Int8Format.TileBytes)
        {
            strip = GroupTile.Enter<Int8Format>(strip, group, ref scales);
            for (int row = 0; row < GroupTile.Rows; row += 8)
            {
                // Four rows each, two sums for each of them. Half a tile's lines are asked for with either half of its rows.
                Vector256<int> a0 = Vector256<int>.Zero, a1 = a0, a2 = a0, a3 = a0, b0 = a0, b1 = a0, b2 = a0, b3 = a0;
                byte* weights = strip + (row * 4);
                WeightPrefetch.Lines(strip + (row * Int8Format.GroupSize), 8 * Int8Format.GroupSize);
                nint end = (nint)(group + 1) * Int8Format.VectorBytes;
                for (nint at = end - Int8Format.VectorBytes; at < end; at += sizeof(long), weights += PartBytes)
                {
                    Vector256<short> lower = Avx2.ConvertToVector256Int16(weights), upper = Avx2.ConvertToVector256Int16(weights + 16);
                    Vector256<short> columns = Vector256.Create(*(long*)(x0.Integers + at)).AsInt16();
                    a0 += Avx2.MultiplyAddAdjacent(lower, columns);
                    b0 += Avx2.MultiplyAddAdjacent(upper, columns);
                    columns = Vector256.Create(*(long*)(x1.Integers + at)).AsInt16();
                    a1 += Avx2.MultiplyAddAdjacent(lower, columns);
                    b1 += Avx2.MultiplyAddAdjacent(upper, columns);
                    columns = Vector256.Create(*(long*)(x2.Integers + at)).AsInt16();
                    a2 += Avx2.MultiplyAddAdjacent(lower, columns);
                    b2 += Avx2.MultiplyAddAdjacent(upper, columns);
                    columns = Vector256.Create(*(long*)(x3.Integers + at)).AsInt16();
                    a3 += Avx2.MultiplyAddAdjacent(lower, columns);
                    b3 += Avx2.MultiplyAddAdjacent(upper, columns);
                }

                Vector256<float> scale = GroupTile.Scales256(scales + row);
                Add(a0, b0, scale, x0, group, y + row);
                Add(a1, b1, scale, x1, group, y + GroupTile.Rows + row);
                Add(a2, b2, scale, x2, group, y + (2 * GroupTile.Rows) + row);
                Add(a3, b3, scale, x3, group, y + (3 * GroupTile.Rows) + row);
            }
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Add(Vector256<int> lower, Vector256<int> upper, Vector256<float> scale, PackedVector x, int group, float* y)
        => GroupTile.Add256(GroupTile.RowSums(lower, upper), x.Offsets[group], scale, x.Scales[group], Vector256.Load(y)).Store(y);
}
