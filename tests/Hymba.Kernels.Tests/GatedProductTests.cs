using Hymba.Kernels.FewRows;
using Hymba.Kernels.Quantization;
using Hymba.Kernels.Training;

namespace Hymba.Kernels.Tests;

public sealed class GatedProductTests
{
    [Theory]
    [InlineData(1, 5)]
    [InlineData(37, 64)]
    [InlineData(700, 200)]
    public void Products_with_float32_and_bfloat16_have_the_bits_of_two_products_and_the_activation(int rows, int columns)
    {
        float[] up = Numbers.Uniform(rows * columns, -0.3f, 0.3f, 1), gate = Numbers.Uniform(rows * columns, -0.3f, 0.3f, 2);
        ushort[] upHalves = [.. up.Select(Numbers.ToBfloat16)], gateHalves = [.. gate.Select(Numbers.ToBfloat16)];
        foreach (KernelTier tier in Numbers.Tiers)
        {
            foreach (int threads in new[] { 1, 3 })
            {
                AssertSame(
                    rows,
                    columns,
                    1,
                    tier,
                    (x, isGate, y) => Float32MatVec.Run(isGate ? gate : up, rows, columns, x, y, 1, tier),
                    (x, scratch, y) => MatVec<Float32Format, float>.Run(up, gate, rows, columns, x, y, scratch, default, threads, tier));
                AssertSame(
                    rows,
                    columns,
                    1,
                    tier,
                    (x, isGate, y) => Bfloat16MatVec.Run(isGate ? gateHalves : upHalves, rows, columns, x, y, 1, tier),
                    (x, scratch, y) => MatVec<Bfloat16Format, ushort>.Run(upHalves, gateHalves, rows, columns, x, y, scratch, default, threads, tier));
            }
        }
    }

    [Theory]
    [InlineData(1, 5, 2)]
    [InlineData(37, 64, 3)]
    [InlineData(448, 192, 8)]
    public void Products_with_a_few_rows_have_them_too(int rows, int columns, int count)
    {
        float[] up = Numbers.Uniform(rows * columns, -0.3f, 0.3f, 5), gate = Numbers.Uniform(rows * columns, -0.3f, 0.3f, 6);
        foreach (KernelTier tier in Numbers.Tiers)
        {
            foreach (int threads in new[] { 1, 3 })
            {
                AssertSame(
                    rows,
                    columns,
                    count,
                    tier,
                    (x, isGate, y) => FewRowProduct<Float32Format, float>.Run(isGate ? gate : up, rows, columns, x, count, y, 1, tier),
                    (x, scratch, y) => FewRowProduct<Float32Format, float>.Run(up, gate, rows, columns, x, count, y, scratch, default, threads, tier));
            }
        }
    }

    [Theory]
    [InlineData(1, 5, 1)]
    [InlineData(37, 64, 3)]
    [InlineData(700, 200, 2)]
    public void Products_with_small_integers_have_them_too(int rows, int columns, int count)
    {
        AssertGroups<Int8Format>(rows, columns, count);
        AssertGroups<Int4Format>(rows, columns, count);
    }

    [Fact]
    public void Another_matrix_or_scratch_that_is_too_small_is_refused()
    {
        Assert.Throws<ArgumentException>(
            () => MatVec<Float32Format, float>.Run(new float[12], new float[11], 3, 4, new float[4], new float[3], new float[3], default, 1, KernelTier.Scalar));
        Assert.Throws<ArgumentException>(
            () => MatVec<Float32Format, float>.Run(new float[12], new float[12], 3, 4, new float[4], new float[3], new float[2], default, 1, KernelTier.Scalar));
        Assert.Throws<ArgumentException>(
            () => FewRowProduct<Float32Format, float>.Run(new float[12], new float[11], 3, 4, new float[8], 2, new float[6], new float[6], default, 1, KernelTier.Scalar));
        Assert.Throws<ArgumentException>(
            () => FewRowProduct<Float32Format, float>.Run(new float[12], new float[12], 3, 4, new float[8], 2, new float[6], new float[5], default, 1, KernelTier.Scalar));
        byte[] packed = new byte[GroupMatVec<Int8Format>.PackedBytes(3, 4)];
        Assert.Throws<ArgumentException>(
            () => GroupMatVec<Int8Format>.Run(packed, packed.AsSpan(1), 3, 4, new float[4], 1, new float[3], new float[3], default, 1, KernelTier.Scalar));
        Assert.Throws<ArgumentException>(
            () => GroupMatVec<Int8Format>.Run(packed, packed, 3, 4, new float[4], 1, new float[3], new float[2], default, 1, KernelTier.Scalar));
    }

    private static void AssertGroups<TFormat>(int rows, int columns, int count)
        where TFormat : struct, IGroupFormat
    {
        byte[] up = Pack(3), gate = Pack(4);
        foreach (KernelTier tier in Numbers.Tiers)
        {
            foreach (int threads in new[] { 1, 3 })
            {
                AssertSame(
                    rows,
                    columns,
                    count,
                    tier,
                    (x, isGate, y) => GroupMatVec<TFormat>.Run(isGate ? gate : up, rows, columns, x, count, y, 1, tier),
                    (x, scratch, y) => GroupMatVec<TFormat>.Run(up, gate, rows, columns, x, count, y, scratch, default, threads, tier));
            }
        }

        byte[] Pack(int seed)
        {
            byte[] packed = new byte[GroupMatVec<TFormat>.PackedBytes(rows, columns)];
            GroupMatrix.Pack<TFormat>(Numbers.Uniform(rows * columns, -0.3f, 0.3f, seed), rows, columns, packed, 1);
            return packed;
        }
    }

    private static void AssertSame(
        int rows, int columns, int count, KernelTier tier, Action<float[], bool, float[]> multiply, Action<float[], float[], float[]> multiplyGated)
    {
        float[] x = Numbers.Uniform(count * columns, -3f, 3f, 9), expected = new float[count * rows], gate = new float[count * rows];
        multiply(x, false, expected);
        multiply(x, true, gate);
        GatedSiluGradient.Forward(
            count, rows, new ReadOnlyRows(gate, rows), new ReadOnlyRows(expected, rows), new WritableRows(expected, rows), tier);

        float[] y = new float[count * rows];
        multiplyGated(x, new float[count * rows], y);

        Numbers.AssertSameBits(expected, y);
    }
}
