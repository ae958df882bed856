using Hymba.Kernels.Decode;

namespace Hymba.Kernels.Tests.Decode;

public sealed class WeightedRowsTests
{
    [Theory]
    [InlineData(0, 64)]
    [InlineData(1, 5)]
    [InlineData(33, 32)]
    [InlineData(20, 75)]
    public void Sums_agree_with_double_and_are_the_same_in_every_tier(int rows, int columns)
    {
        float[] values = Numbers.Uniform(rows * columns, -2f, 2f, 1), weights = Numbers.Uniform(rows, 0f, 1f, 2);
        var halves = new ushort[values.Length];
        Bfloat16Rounding.Run(values, halves);
        float[] rounded = [.. halves.Select(Bfloat16Format.ToSingle)];
        Check<Float32Format, float>(values, values, rows, columns, weights);
        Check<Bfloat16Format, ushort>(halves, rounded, rows, columns, weights);
    }

    [Fact]
    public void Too_few_values_are_refused()
    {
        var error = Assert.Throws<ArgumentException>(
            () => WeightedRows<Float32Format, float>.Run(new float[7], 2, 4, new float[2], new float[4], KernelTier.Scalar));
        Assert.Contains("7", error.Message, StringComparison.Ordinal);
    }

    private static void Check<TFormat, TElement>(TElement[] values, float[] exact, int rows, int columns, float[] weights)
        where TFormat : IWeightFormat<TElement>
        where TElement : unmanaged
    {
        float[]? first = null;
        foreach (KernelTier tier in Numbers.Tiers)
        {
            float[] y = Numbers.Uniform(columns, 5f, 6f, 3);
            WeightedRows<TFormat, TElement>.Run(values, rows, columns, weights, y, tier);
            for (int column = 0; column < columns; column++)
            {
                Assert.Equal(Enumerable.Range(0, rows).Sum(row => (double)exact[(row * columns) + column] * weights[row]), y[column], 1e-5);
            }

            Assert.Equal(first ??= y, y);
        }
    }
}
