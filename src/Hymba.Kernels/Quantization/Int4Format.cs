using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace Hymba.Kernels.Quantization;

/// <summary>
/// Integers -8 to 7, stored with 8 added, with one scale for 32 weights. The 32 bytes of a block hold the first group in their lower and the second in
/// their upper halves. Sixteen sums: sum s of 0 to 7 holds the columns 4s to 4s+3 of the first group of each block, sum 8+s those of the second.
/// </summary>
internal readonly unsafe struct Int4Format : IGroupFormat
{
    private const int GroupSize = 32;
    private const int Lanes = 8;
    private const int Offset = 8;

    /// <inheritdoc/>
    public static int BlockBytes => GroupBlock.Size / 2;

    /// <inheritdoc/>
    public static int BlockGroups => 2;

    /// <inheritdoc/>
    public static int VectorBlockBytes => GroupBlock.Size;

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
    public static void Unpack(ReadOnlySpan<byte> block, ReadOnlySpan<ushort> scales, Span<float> weights)
    {
        (float first, float second) = (GroupBlock.Widen(scales[0]), GroupBlock.Widen(scales[1]));
        for (int i = 0; i < GroupSize; i++)
        {
            weights[i] = ((block[i] & 15) - Offset) * first;
            weights[GroupSize + i] = ((block[i] >> 4) - Offset) * second;
        }
    }

    /// <inheritdoc/>
    public static void PackVector(float* x, byte* block, float* scales, int* sums)
    {
        for (int group = 0; group < 2; group++)
        {
            scales[group] = GroupBlock.QuantizeSigned(x + (group * GroupSize), GroupSize, (sbyte*)block + (group * GroupSize), out int sum);

            // The 8 that is in every weight, spread over the eight sums.
            sums[group] = -sum;
        }
    }

    /// <inheritdoc/>
    public static float Dot(byte* weights, float* scales, byte* x, int* sums, int blocks, KernelTier tier)
        => tier >= KernelTier.Vector256 && Avx2.IsSupported ? Dot256(weights, scales, (sbyte*)x, sums, blocks)
            : tier >= KernelTier.Vector128 && Ssse3.IsSupported ? Dot128(weights, scales, (sbyte*)x, sums, blocks)
            : DotScalar(weights, scales, (sbyte*)x, sums, blocks);

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static float Dot256(byte* weights, float* scales, sbyte* x, int* sums, int blocks)
    {
        Vector256<float> first = Vector256<float>.Zero, second = first;
        Vector256<byte> half = Vector256.Create((byte)15);
        Vector256<short> ones = Vector256.Create((short)1);
        for (int block = 0; block < blocks; block++, weights += 32, x += 64, scales += 2, sums += 2)
        {
            Vector256<byte> both = Vector256.Load(weights);
            Vector256<short> low = Avx2.MultiplyAddAdjacent(both & half, Vector256.Load(x));
            Vector256<short> high = Avx2.MultiplyAddAdjacent((both.AsUInt16() >> 4).AsByte() & half, Vector256.Load(x + 32));
            Vector256<int> lows = Avx2.MultiplyAddAdjacent(low, ones) + Vector256.Create(sums[0]);
            Vector256<int> highs = Avx2.MultiplyAddAdjacent(high, ones) + Vector256.Create(sums[1]);
            first = Vector256.FusedMultiplyAdd(Vector256.ConvertToSingle(lows), Vector256.Create(scales[0]), first);
            second = Vector256.FusedMultiplyAdd(Vector256.ConvertToSingle(highs), Vector256.Create(scales[1]), second);
        }

        return GroupBlock.Fold(first, second);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static float Dot128(byte* weights, float* scales, sbyte* x, int* sums, int blocks)
    {
        Vector128<float> a = Vector128<float>.Zero, b = a, c = a, d = a;
        for (int block = 0; block < blocks; block++, weights += 32, x += 64, scales += 2, sums += 2)
        {
            (Vector128<byte> left, Vector128<byte> right) = (Vector128.Load(weights), Vector128.Load(weights + 16));
            a = Add(left, x, sums[0], scales[0], a);
            b = Add(right, x + 16, sums[0], scales[0], b);
            c = Add((left.AsUInt16() >> 4).AsByte(), x + 32, sums[1], scales[1], c);
            d = Add((right.AsUInt16() >> 4).AsByte(), x + 48, sums[1], scales[1], d);
        }

        return GroupBlock.Fold(Vector256.Create(a, b), Vector256.Create(c, d));

        static Vector128<float> Add(Vector128<byte> w, sbyte* x, int sum, float scale, Vector128<float> sums)
        {
            Vector128<short> products = Ssse3.MultiplyAddAdjacent(w & Vector128.Create((byte)15), Vector128.Load(x));
            Vector128<int> lanes = Sse2.MultiplyAddAdjacent(products, Vector128.Create((short)1)) + Vector128.Create(sum);
            return Vector128.FusedMultiplyAdd(Vector128.ConvertToSingle(lanes), Vector128.Create(scale), sums);
        }
    }

    private static float DotScalar(byte* weights, float* scales, sbyte* x, int* sums, int blocks)
    {
        float* lanes = stackalloc float[2 * Lanes];
        new Span<float>(lanes, 2 * Lanes).Clear();
        for (int block = 0; block < blocks; block++, weights += 32, x += 64, scales += 2, sums += 2)
        {
            for (int lane = 0; lane < 2 * Lanes; lane++)
            {
                int group = lane / Lanes;
                int sum = sums[group];
                for (int i = 4 * (lane % Lanes), end = i + 4; i < end; i++)
                {
                    sum += ((weights[i] >> (4 * group)) & 15) * x[(GroupSize * group) + i];
                }

                lanes[lane] = MathF.FusedMultiplyAdd(sum, scales[group], lanes[lane]);
            }
        }

        return GroupBlock.Fold(Vector256.Load(lanes), Vector256.Load(lanes + Lanes));
    }
}
