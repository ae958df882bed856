using Hymba.Kernels.Prefill;

namespace Hymba.Kernels.Tests.Prefill;

public sealed class HeadRowsTests
{
    [Theory]
    [InlineData(1, 1, 1, 2, 1)]
    [InlineData(7, 4, 2, 16, 3)]
    [InlineData(10, 6, 6, 20, 10)]
    [InlineData(9, 10, 5, 64, 4)]
    public void Heads_are_stacked_by_blocks_and_turned(int tokens, int heads, int keyValueHeads, int size, int block)
    {
        var layout = new HeadLayout(heads, keyValueHeads, size, block);
        float[] values = Numbers.Uniform(tokens * heads * size, -2f, 2f, 1);
        float[] angles = Numbers.Uniform(tokens * (size / 2), -3f, 3f, 2);
        float[] cosine = [.. angles.Select(MathF.Cos)], sine = [.. angles.Select(MathF.Sin)];
        var x = new NativeMatrix<SingleElement, float>(tokens, heads * size, values);
        foreach (KernelTier tier in Numbers.Tiers)
        {
            var turned = new NativeMatrix<SingleElement, float>(1, tokens * heads * size);
            var copied = new NativeMatrix<SingleElement, float>(1, tokens * heads * size);
            HeadRows<SingleElement, float>.Stack(x.Rows, tokens, layout, cosine, sine, 0.5f, turned.Rows, 2, tier);
            HeadRows<SingleElement, float>.Stack(x.Rows, tokens, layout, [], [], 2f, copied.Rows, 2, tier);
            (float[] actual, float[] copy) = (turned.Read(), copied.Read());
            for (int token = 0; token < tokens; token++)
            {
                int first = token / block * block, count = Math.Min(block, tokens - first);
                for (int head = 0; head < heads; head++)
                {
                    int group = heads / keyValueHeads;
                    int row = ((head / group * count) + token - first) * group + (head % group);
                    int to = (first * heads * size) + (row * size), from = ((token * heads) + head) * size;
                    for (int j = 0; j < size / 2; j++)
                    {
                        double a = values[from + j], b = values[from + (size / 2) + j], angle = angles[(token * (size / 2)) + j];
                        Assert.Equal(0.5 * ((a * Math.Cos(angle)) - (b * Math.Sin(angle))), actual[to + j], 1e-6);
                        Assert.Equal(0.5 * ((b * Math.Cos(angle)) + (a * Math.Sin(angle))), actual[to + (size / 2) + j], 1e-6);
                        Assert.Equal(2 * values[from + j], copy[to + j]);
                    }
                }
            }
        }
    }

    [Fact]
    public void A_block_goes_back_into_rows_with_its_factors()
    {
        const int count = 5, heads = 6, size = 19;
        var layout = new HeadLayout(heads, 2, size, count);
        float[] values = Numbers.Uniform(count * heads * size, -2f, 2f, 3), factors = Numbers.Uniform(count * heads, 0.1f, 2f, 4);
        var x = new NativeMatrix<SingleElement, float>(count, heads * size, values);
        foreach (KernelTier tier in Numbers.Tiers)
        {
            var stacked = new NativeMatrix<SingleElement, float>(1, count * heads * size);
            HeadRows<SingleElement, float>.Stack(x.Rows, count, layout, [], [], 1f, stacked.Rows, 1, tier);
            var factor = new NativeMatrix<SingleElement, float>(1, count * heads, factors);
            var y = new NativeMatrix<SingleElement, float>(count, heads * size);
            HeadRows<SingleElement, float>.Unstack(stacked.Rows, factor.Rows, count, layout, y.Rows, 2, tier);
            float[] actual = y.Read();
            for (int i = 0; i < actual.Length; i++)
            {
                (int token, int head) = (i / (heads * size), i / size % heads);
                Assert.Equal(values[i] * factors[layout.RowOf(head, token, count)], actual[i]);
            }
        }
    }
}
