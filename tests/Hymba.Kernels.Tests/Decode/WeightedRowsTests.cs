using Hymba.Kernels.Decode;
using Hymba.Kernels.Prefill;

namespace Hymba.Kernels.Tests.Decode;

public sealed class WeightedRowsTests
{
    [Theory]
    [InlineData(0, 64)]
    [InlineData(1, 5)]
    [InlineData(33, 128)]
    [InlineData(20, 75)]
    [InlineData(7, 300)]
    public void Sums_agree_with_double_and_are_the_same_in_every_tier(int rows, int columns)
    {
        float[] values = Numbers.Uniform(rows * columns, -2f, 2f, 1), weights = Numbers.Uniform(rows, 0f, 1f, 2);
        var halves = new ushort[values.Length];
        Bfloat16Rounding.Run(values, halves);
        float[] rounded = [.. halves.Select(Bfloat16Format.ToSingle)];
        Check<SingleElement, float>(values, values, rows, columns, weights);
        Check<Bfloat16Element, ushort>(halves, rounded, rows, columns, weights);
    }

    private static void Check<TFormat, TElement>(TElement[] values, float[] exact, int rows, int columns, float[] weights)
        where TFormat : struct, IElement<TElement>
        where TElement : unmanaged
    {
        const float guard = 7;
        float[]? first = null;
        foreach (KernelTier tier in Numbers.Tiers)
        {
            float[] y = Numbers.Uniform(columns + 1, 5f, 6f, 3), before = [.. y];
            y[columns] = guard;
            Run<TFormat, TElement>(values, rows, columns, weights, y, tier);
            for (int column = 0; column < columns; column++)
            {
                double sum = Enumerable.Range(0, rows).Sum(row => (double)exact[(row * columns) + column] * weights[row]);
                Assert.Equal(before[column] + sum, y[column], 1e-5);
            }

            Assert.Equal(guard, y[columns]);
            Assert.Equal(first ??= y, y);
        }
    }

    private static unsafe void Run<TFormat, TElement>(TElement[] values, int rows, int columns, float[] weights, float[] y, KernelTier tier)
        where TFormat : struct, IElement<TElement>
        where TElement : unmanaged
    {
        fixed (TElement* v = values)
        fixed (float* w = weights, to = y)
        {
            WeightedRows<TFormat, TElement>.Run(v, rows, columns, w, to, tier);
        }
    }
}
