using Hymba.Kernels.Decode;

namespace Hymba.Kernels.Tests.Decode;

public sealed class RowTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(15)]
    [InlineData(100)]
    public void Softmax_agrees_with_double_for_any_shift(int width)
    {
        foreach (KernelTier tier in Numbers.Tiers)
        {
            foreach (float shift in new[] { 0f, 500f, -500f })
            {
                float[] values = [.. Numbers.Uniform(width, -9f, 9f, 1).Select(v => v + shift)];
                double max = values.Max(), sum = values.Sum(v => Math.Exp(v - max));
                double[] expected = [.. values.Select(v => Math.Exp(v - max) / sum)];
                SoftmaxRow.Run(values, tier);
                for (int i = 0; i < width; i++)
                {
                    Assert.Equal(expected[i], values[i], 1e-6);
                }
            }
        }
    }

    [Fact]
    public void Masked_scores_get_no_share()
    {
        foreach (KernelTier tier in Numbers.Tiers)
        {
            float[] values = [.. Enumerable.Range(0, 40).Select(i => i == 33 ? 2f : float.NegativeInfinity)];
            SoftmaxRow.Run(values, tier);
            Assert.Equal(Enumerable.Range(0, 40).Select(i => i == 33 ? 1f : 0f), values);
        }
    }

    [Theory]
    [InlineData(1f, 0x3F80)]
    [InlineData(-0f, 0x8000)]
    [InlineData(1.00390625f, 0x3F80)]
    [InlineData(1.01171875f, 0x3F82)]
    [InlineData(3.4e38f, 0x7F80)]
    [InlineData(float.NegativeInfinity, 0xFF80)]
    [InlineData(float.NaN, 0x7FC0)]
    public void Rounding_goes_to_the_nearest_and_to_even(float value, int bits)
    {
        var rounded = new ushort[1];
        Bfloat16Rounding.Run([value], rounded);
        Assert.Equal(bits, rounded[0]);
        Assert.Throws<ArgumentException>(() => Bfloat16Rounding.Run([value, value], rounded));

        // Long enough for vectors, and not a multiple of them.
        ushort[] many = new ushort[37];
        Bfloat16Rounding.Run(Enumerable.Repeat(value, many.Length).ToArray(), many);
        Assert.All(many, one => Assert.Equal(bits, one));
    }
}
