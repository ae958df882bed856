using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace Hymba.Kernels.Quantization;

/// <summary>
/// Integers -127 to 127 with one scale for 64 weights. Sixteen sums: sum s holds the products of the columns 2s, 2s+1, 32+2s and 33+2s of each block,
/// which is what multiplying sixteen-bit neighbours gives.
/// </summary>
internal readonly unsafe struct Int8Format : IGroupFormat
{
    private const int Lanes = 16;

    /// <inheritdoc/>
    public static int BlockBytes => GroupBlock.Size;

    /// <inheritdoc/>
    public static int BlockGroups => 1;

    /// <inheritdoc/>
    public static int VectorBytes(int blocks) => blocks * GroupBlock.Size * sizeof(short);

    /// <inheritdoc/>
    public static void Pack(ReadOnlySpan<float> weights, Span<byte> block, Span<ushort> scales)
    {
        float most = 0;
        foreach (float weight in weights)
        {
            most = MathF.Max(most, MathF.Abs(weight));
        }

        scales[0] = GroupBlock.RoundUp(most / 127f);
        float scale = Bfloat16Format.ToSingle(scales[0]);
        Span<sbyte> integers = MemoryMarshal.Cast<byte, sbyte>(block);
        for (int i = 0; i < weights.Length; i++)
        {
            integers[i] = scale > 0 ? (sbyte)MathF.Round(weights[i] / scale) : (sbyte)0;
        }
    }

    /// <inheritdoc/>
    public static void Unpack(byte* block, ushort* scales, float* weights)
    {
        float scale = Bfloat16Format.ToSingle(scales[0]);
        GroupBlock.Scale(Vector256.Load((sbyte*)block), scale, weights);
        GroupBlock.Scale(Vector256.Load((sbyte*)block + 32), scale, weights + 32);
    }

    /// <inheritdoc/>
    public static void PackVector(float* x, int block, byte* integers, float* scales, float* offsets)
    {
        sbyte* narrow = stackalloc sbyte[GroupBlock.Size];
        short* wide = (short*)integers + (block * GroupBlock.Size);
        scales[0] = GroupBlock.QuantizeSigned(x, GroupBlock.Size, narrow, out _);
        offsets[0] = 0;
        for (int i = 0; i < GroupBlock.Size; i += 32)
        {
            (Vector256<short> low, Vector256<short> high) = Vector256.Widen(Vector256.Load(narrow + i));
            low.Store(wide + i);
            high.Store(wide + i + 16);
        }
    }

    /// <inheritdoc/>
    public static float Dot(byte* weights, float* scales, byte* x, int blocks, KernelTier tier)
        => tier >= KernelTier.Vector512 && Avx512BW.IsSupported ? Dot512((sbyte*)weights, scales, (short*)x, blocks)
            : tier >= KernelTier.Vector256 && Avx2.IsSupported ? Dot256((sbyte*)weights, scales, (short*)x, blocks)
            : tier >= KernelTier.Vector128 && Sse41.IsSupported ? Dot128((sbyte*)weights, scales, (short*)x, blocks)
            : DotScalar((sbyte*)weights, scales, (short*)x, blocks);

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static float Dot512(sbyte* weights, float* scales, short* x, int blocks)
    {
        Vector512<float> sums = Vector512<float>.Zero;
        for (int block = 0; block < blocks; block++, weights += GroupBlock.Size, x += GroupBlock.Size)
        {
            Sse.Prefetch0((byte*)weights + 2048);
            Vector512<int> first = Avx512BW.MultiplyAddAdjacent(Avx512BW.ConvertToVector512Int16(Vector256.Load(weights)), Vector512.Load(x));
            Vector512<int> second = Avx512BW.MultiplyAddAdjacent(Avx512BW.ConvertToVector512Int16(Vector256.Load(weights + 32)), Vector512.Load(x + 32));
            sums = Vector512.FusedMultiplyAdd(Vector512.ConvertToSingle(first + second), Vector512.Create(scales[block]), sums);
        }

        return GroupBlock.Fold(sums.GetLower(), sums.GetUpper());
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static float Dot256(sbyte* weights, float* scales, short* x, int blocks)
    {
        Vector256<float> low = Vector256<float>.Zero, high = low;
        for (int block = 0; block < blocks; block++, weights += GroupBlock.Size, x += GroupBlock.Size)
        {
            Vector256<float> scale = Vector256.Create(scales[block]);
            low = Vector256.FusedMultiplyAdd(Vector256.ConvertToSingle(Products(weights, x) + Products(weights + 32, x + 32)), scale, low);
            high = Vector256.FusedMultiplyAdd(Vector256.ConvertToSingle(Products(weights + 16, x + 16) + Products(weights + 48, x + 48)), scale, high);
        }

        return GroupBlock.Fold(low, high);

        static Vector256<int> Products(sbyte* w, short* x) => Avx2.MultiplyAddAdjacent(Avx2.ConvertToVector256Int16(Vector128.Load(w)), Vector256.Load(x));
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static float Dot128(sbyte* weights, float* scales, short* x, int blocks)
    {
        Vector128<float> a = Vector128<float>.Zero, b = a, c = a, d = a;
        for (int block = 0; block < blocks; block++, weights += GroupBlock.Size, x += GroupBlock.Size)
        {
            Vector128<float> scale = Vector128.Create(scales[block]);
            a = Vector128.FusedMultiplyAdd(Products(weights, x), scale, a);
            b = Vector128.FusedMultiplyAdd(Products(weights + 8, x + 8), scale, b);
            c = Vector128.FusedMultiplyAdd(Products(weights + 16, x + 16), scale, c);
            d = Vector128.FusedMultiplyAdd(Products(weights + 24, x + 24), scale, d);
        }

        return GroupBlock.Fold(Vector256.Create(a, b), Vector256.Create(c, d));

        static Vector128<float> Products(sbyte* w, short* x)
            => Vector128.ConvertToSingle(
                Sse2.MultiplyAddAdjacent(Sse41.ConvertToVector128Int16(w), Vector128.Load(x))
                + Sse2.MultiplyAddAdjacent(Sse41.ConvertToVector128Int16(w + 32), Vector128.Load(x + 32)));
    }

    private static float DotScalar(sbyte* weights, float* scales, short* x, int blocks)
    {
        float* sums = stackalloc float[Lanes];
        new Span<float>(sums, Lanes).Clear();
        for (int block = 0; block < blocks; block++, weights += GroupBlock.Size, x += GroupBlock.Size)
        {
            for (int lane = 0; lane < Lanes; lane++)
            {
                int i = 2 * lane;
                int products = (weights[i] * x[i]) + (weights[i + 1] * x[i + 1]) + (weights[i + 32] * x[i + 32]) + (weights[i + 33] * x[i + 33]);
                sums[lane] = MathF.FusedMultiplyAdd(products, scales[block], sums[lane]);
            }
        }

        return GroupBlock.Fold(Vector256.Load(sums), Vector256.Load(sums + 8));
    }
}
