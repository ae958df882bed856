using Hymba.Kernels.Decode;
using Hymba.Kernels.Prefill;

namespace Hymba.Kernels.Tests.Decode;

public sealed class WeightedRowsTests
{
    [Theory]
    [InlineData(0, 64, 1)]
    [InlineData(1, 5, 2)]
    [InlineData(33, 32, 5)]
    [InlineData(20, 75, 9)]
    public void Sums_agree_with_double_and_are_the_same_in_every_tier(int rows, int columns, int heads)
    {
        float[] values = Numbers.Uniform(rows * columns, -2f, 2f, 1), weights = Numbers.Uniform(heads * rows, 0f, 1f, 2);
        var halves = new ushort[values.Length];
        Bfloat16Rounding.Run(values, halves);
        float[] rounded = [.. halves.Select(Bfloat16Format.ToSingle)];
        Check<SingleElement, float>(values, values, rows, columns, weights, heads);
        Check<Bfloat16Element, ushort>(halves, rounded, rows, columns, weights, heads);
    }

    [Fact]
    public void Too_few_values_are_refused()
    {
        var error = Assert.Throws<ArgumentException>(
            () => WeightedRows<SingleElement, float>.Run(new float[7], 2, 4, 0, 4, new float[2], 1, new float[4], KernelTier.Scalar));
        Assert.Contains("7", error.Message, StringComparison.Ordinal);
    }

    private static void Check<TFormat, TElement>(TElement[] values, float[] exact, int rows, int columns, float[] weights, int heads)
        where TFormat : struct, IElement<TElement>
        where TElement : unmanaged
    {
        float[]? first = null;
        foreach (KernelTier tier in Numbers.Tiers)
        {
            float[] y = Numbers.Uniform(heads * columns, 5f, 6f, 3);
            float[] before = [.. y];
            int middle = columns / 2;
            WeightedRows<TFormat, TElement>.Run(values, rows, columns, 0, middle, weights, heads, y, tier);
            for (int i = 0; i < y.Length; i++)
            {
                Assert.True(i % columns < middle || y[i] == before[i]);
            }

            WeightedRows<TFormat, TElement>.Run(values, rows, columns, middle, columns, weights, heads, y, tier);
            for (int i = 0; i < y.Length; i++)
            {
                (int head, int column) = (i / columns, i % columns);
                double sum = Enumerable.Range(0, rows).Sum(row => (double)exact[(row * columns) + column] * weights[(head * rows) + row]);
                Assert.Equal(sum, y[i], 1e-5);
            }

            Assert.Equal(first ??= y, y);
        }
    }
}
