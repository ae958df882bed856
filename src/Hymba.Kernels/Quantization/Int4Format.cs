using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace Hymba.Kernels.Quantization;

/// <summary>
/// Integers -8 to 7, stored with 8 added, with one scale for 32 weights. The 32 bytes of a block hold the first group in their lower and the second in
/// their upper halves. Blocks go in pairs, so that the widest vectors hold a pair: of the integers of the vector, the first groups of both lie together and
/// behind them the second ones. 32 sums: one for four neighbouring columns of each of first and second groups, of even and of odd blocks.
/// </summary>
internal readonly unsafe struct Int4Format : IGroupFormat
{
    private const int GroupSize = 32;
    private const int Lanes = 8;
    private const int Offset = 8;
    private const int PairBytes = 2 * GroupBlock.Size;

    // Where the scales of the pairs of four lie among sixteen: those of the first groups of the even and the odd block, then those of the second ones.
    private static ReadOnlySpan<int> ScaleIndices =>
    [
        0, 0, 0, 0, 0, 0, 0, 0, 2, 2, 2, 2, 2, 2, 2, 2, 1, 1, 1, 1, 1, 1, 1, 1, 3, 3, 3, 3, 3, 3, 3, 3,
        4, 4, 4, 4, 4, 4, 4, 4, 6, 6, 6, 6, 6, 6, 6, 6, 5, 5, 5, 5, 5, 5, 5, 5, 7, 7, 7, 7, 7, 7, 7, 7,
        8, 8, 8, 8, 8, 8, 8, 8, 10, 10, 10, 10, 10, 10, 10, 10, 9, 9, 9, 9, 9, 9, 9, 9, 11, 11, 11, 11, 11, 11, 11, 11,
        12, 12, 12, 12, 12, 12, 12, 12, 14, 14, 14, 14, 14, 14, 14, 14, 13, 13, 13, 13, 13, 13, 13, 13, 15, 15, 15, 15, 15, 15, 15, 15,
    ];

    /// <inheritdoc/>
    public static int BlockBytes => GroupBlock.Size / 2;

    /// <inheritdoc/>
    public static int BlockGroups => 2;

    /// <inheritdoc/>
    public static int VectorBytes(int blocks) => (blocks + 1) / 2 * PairBytes;

    /// <inheritdoc/>
    public static void Pack(ReadOnlySpan<float> weights, Span<byte> block, Span<ushort> scales)
    {
        Span<sbyte> integers = stackalloc sbyte[GroupBlock.Size];
        for (int group = 0; group < 2; group++)
        {
            scales[group] = ScaleFit.Run(weights.Slice(group * GroupSize, GroupSize), integers.Slice(group * GroupSize, GroupSize));
        }

        for (int i = 0; i < GroupSize; i++)
        {
            block[i] = (byte)((integers[i] + Offset) | ((integers[GroupSize + i] + Offset) << 4));
        }
    }

    /// <inheritdoc/>
    public static void Unpack(byte* block, ushort* scales, float* weights)
    {
        Vector256<byte> both = Vector256.Load(block);
        Vector256<byte> half = Vector256.Create((byte)15);
        Vector256<sbyte> offset = Vector256.Create((sbyte)Offset);
        GroupBlock.Scale((both & half).AsSByte() - offset, Bfloat16Format.ToSingle(scales[0]), weights);
        GroupBlock.Scale(((both.AsUInt16() >> 4).AsByte() & half).AsSByte() - offset, Bfloat16Format.ToSingle(scales[1]), weights + GroupSize);
    }

    /// <inheritdoc/>
    public static void PackVector(float* x, int block, byte* integers, float* scales, float* offsets)
    {
        sbyte* first = (sbyte*)Part(integers, block);
        for (int group = 0; group < 2; group++)
        {
            scales[group] = GroupBlock.QuantizeSigned(x + (group * GroupSize), GroupSize, first + (group * GroupBlock.Size), out int sum);
            offsets[group] = -Offset * sum;
        }
    }

    /// <inheritdoc/>
    public static float Dot(byte* weights, float* scales, byte* x, int blocks, KernelTier tier)
        => tier >= KernelTier.Vector512 && Avx512BW.IsSupported ? Dot512(weights, scales, x, blocks)
            : tier >= KernelTier.Vector256 && Avx2.IsSupported ? Dot256(weights, scales, x, blocks)
            : tier >= KernelTier.Vector128 && Ssse3.IsSupported ? Dot128(weights, scales, x, blocks)
            : DotScalar(weights, scales, x, blocks);

    // Where the first group of a block lies; the second one lies a block's length behind it.
    private static byte* Part(byte* x, int block) => x + (block / 2 * PairBytes) + (block % 2 * GroupSize);

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static float Dot512(byte* weights, float* scales, byte* x, int blocks)
    {
        Vector512<float> first = Vector512<float>.Zero, second = first;
        Vector512<byte> half = Vector512.Create((byte)15);
        Vector512<short> ones = Vector512.Create((short)1);
        int* indices = (int*)Unsafe.AsPointer(ref MemoryMarshal.GetReference(ScaleIndices));
        int pairs = blocks / 2;
        for (int pair = 0; pair < pairs; pair++, weights += GroupBlock.Size, x += PairBytes)
        {
            Sse.Prefetch0((byte*)weights + 2048);
            Vector512<byte> both = Vector512.Load(weights);
            Vector512<float> sixteen = Vector512.Load(scales + (pair / 4 * 16));
            int* index = indices + (pair % 4 * 32);
            first = Add512(both & half, x, Avx512F.PermuteVar16x32(sixteen, Vector512.Load(index)), ones, first);
            second = Add512((both.AsUInt16() >> 4).AsByte() & half, x + 64, Avx512F.PermuteVar16x32(sixteen, Vector512.Load(index + 16)), ones, second);
        }

        (Vector256<float> firstEven, Vector256<float> secondEven) = (first.GetLower(), second.GetLower());
        if (blocks % 2 != 0)
        {
            Add256(weights, x, scales + (4 * pairs), ref firstEven, ref secondEven);
        }

        return GroupBlock.Fold(firstEven + first.GetUpper(), secondEven + second.GetUpper());
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<float> Add512(Vector512<byte> weights, byte* x, Vector512<float> scales, Vector512<short> ones, Vector512<float> sums)
    {
        Vector512<short> products = Avx512BW.MultiplyAddAdjacent(weights, Vector512.Load((sbyte*)x));
        return Vector512.FusedMultiplyAdd(Vector512.ConvertToSingle(Avx512BW.MultiplyAddAdjacent(products, ones)), scales, sums);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static float Dot256(byte* weights, float* scales, byte* x, int blocks)
    {
        Vector256<float> firstEven = Vector256<float>.Zero, secondEven = firstEven, firstOdd = firstEven, secondOdd = firstEven;
        int pairs = blocks / 2;
        for (int pair = 0; pair < pairs; pair++, weights += GroupBlock.Size, x += PairBytes, scales += 4)
        {
            Add256(weights, x, scales, ref firstEven, ref secondEven);
            Add256(weights + GroupSize, x + GroupSize, scales + 2, ref firstOdd, ref secondOdd);
        }

        if (blocks % 2 != 0)
        {
            Add256(weights, x, scales, ref firstEven, ref secondEven);
        }

        return GroupBlock.Fold(firstEven + firstOdd, secondEven + secondOdd);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Add256(byte* weights, byte* x, float* scales, ref Vector256<float> first, ref Vector256<float> second)
    {
        Vector256<byte> half = Vector256.Create((byte)15);
        Vector256<short> ones = Vector256.Create((short)1);
        Vector256<byte> both = Vector256.Load(weights);
        Vector256<short> low = Avx2.MultiplyAddAdjacent(both & half, Vector256.Load((sbyte*)x));
        Vector256<short> high = Avx2.MultiplyAddAdjacent((both.AsUInt16() >> 4).AsByte() & half, Vector256.Load((sbyte*)x + 64));
        first = Vector256.FusedMultiplyAdd(Vector256.ConvertToSingle(Avx2.MultiplyAddAdjacent(low, ones)), Vector256.Create(scales[0]), first);
        second = Vector256.FusedMultiplyAdd(Vector256.ConvertToSingle(Avx2.MultiplyAddAdjacent(high, ones)), Vector256.Create(scales[1]), second);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static float Dot128(byte* weights, float* scales, byte* x, int blocks)
    {
        // [first or second group, even or odd block, half of the lanes]
        Vector128<float>* sums = stackalloc Vector128<float>[8];
        new Span<Vector128<float>>(sums, 8).Clear();
        for (int block = 0; block < blocks; block++, weights += GroupSize, scales += 2)
        {
            sbyte* from = (sbyte*)Part(x, block);
            for (int part = 0; part < 2; part++)
            {
                Vector128<byte> both = Vector128.Load(weights + (16 * part));
                Add(both, from + (16 * part), scales[0], ref sums[(2 * (block % 2)) + part]);
                Add((both.AsUInt16() >> 4).AsByte(), from + 64 + (16 * part), scales[1], ref sums[4 + (2 * (block % 2)) + part]);
            }
        }

        Vector128<float> Both(int index) => sums[index] + sums[index + 2];
        return GroupBlock.Fold(Vector256.Create(Both(0), Both(1)), Vector256.Create(Both(4), Both(5)));

        static void Add(Vector128<byte> w, sbyte* x, float scale, ref Vector128<float> sum)
        {
            Vector128<short> products = Ssse3.MultiplyAddAdjacent(w & Vector128.Create((byte)15), Vector128.Load(x));
            Vector128<int> lanes = Sse2.MultiplyAddAdjacent(products, Vector128.Create((short)1));
            sum = Vector128.FusedMultiplyAdd(Vector128.ConvertToSingle(lanes), Vector128.Create(scale), sum);
        }
    }

    private static float DotScalar(byte* weights, float* scales, byte* x, int blocks)
    {
        // [first or second group, even or odd block, lane]
        float* sums = stackalloc float[4 * Lanes];
        new Span<float>(sums, 4 * Lanes).Clear();
        for (int block = 0; block < blocks; block++, weights += GroupSize, scales += 2)
        {
            sbyte* from = (sbyte*)Part(x, block);
            for (int i = 0; i < 2 * Lanes; i++)
            {
                (int group, int lane) = (i / Lanes, i % Lanes);
                int sum = 0;
                for (int column = 4 * lane; column < (4 * lane) + 4; column++)
                {
                    sum += ((weights[column] >> (4 * group)) & 15) * from[(GroupBlock.Size * group) + column];
                }

                ref float total = ref sums[(2 * Lanes * group) + (Lanes * (block % 2)) + lane];
                total = MathF.FusedMultiplyAdd(sum, scales[group], total);
            }
        }

        return GroupBlock.Fold(
            Vector256.Load(sums) + Vector256.Load(sums + Lanes), Vector256.Load(sums + (2 * Lanes)) + Vector256.Load(sums + (3 * Lanes)));
    }
}
