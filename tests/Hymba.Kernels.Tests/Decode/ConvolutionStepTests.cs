using Hymba.Kernels.Decode;
using Hymba.Kernels.Training;

namespace Hymba.Kernels.Tests.Decode;

public sealed class ConvolutionStepTests
{
    // Rows are longer than the channels.
    private const int Behind = 3;

    [Theory]
    [InlineData(1, 4, 1)]
    [InlineData(37, 4, 1)]
    [InlineData(64, 1, 3)]
    [InlineData(50, 2, 5)]
    [InlineData(3208, 4, 1)]
    [InlineData(1000, 4, 8)]
    [InlineData(3208, 4, 8)]
    public void Tokens_agree_with_double_and_move_the_memory_on(int width, int taps, int tokens)
    {
        int stride = width + Behind;
        foreach (KernelTier tier in Numbers.Tiers)
        {
            float[] x = Numbers.Uniform(tokens * stride, -2f, 2f, 1), past = Numbers.Uniform((taps - 1) * width, -2f, 2f, 2);
            float[] bias = Numbers.Uniform(width, -1f, 1f, 3), weights = Numbers.Uniform(taps * width, -1f, 1f, 4), y = new float[tokens * stride];
            float[] inputs = [.. past, .. Enumerable.Range(0, tokens).SelectMany(token => x.AsSpan(token * stride, width).ToArray())];

            ConvolutionStep.Run(tokens, new ReadOnlyRows(x, stride), past, weights, bias, new WritableRows(y, stride), maxThreads: 2, tier);

            for (int token = 0; token < tokens; token++)
            {
                for (int i = 0; i < width; i++)
                {
                    double sum = bias[i] + Enumerable.Range(0, taps).Sum(tap => (double)inputs[((token + tap) * width) + i] * weights[(tap * width) + i]);
                    Assert.Equal(sum / (1 + Math.Exp(-sum)), y[(token * stride) + i], 4e-6);
                }

                Assert.All(y.AsSpan((token * stride) + width, Behind).ToArray(), value => Assert.Equal(0f, value));
            }

            Assert.Equal(inputs[(tokens * width)..], past);
        }
    }

    [Fact]
    public void Spans_of_other_sizes_are_refused()
    {
        var error = Assert.Throws<ArgumentException>(() => Run(weights: 12, outputs: 8));
        Assert.Contains("12 weights", error.Message, StringComparison.Ordinal);
        error = Assert.Throws<ArgumentException>(() => Run(weights: 16, outputs: 7));
        Assert.Contains("7 were given", error.Message, StringComparison.Ordinal);

        static void Run(int weights, int outputs) => ConvolutionStep.Run(
            2, new ReadOnlyRows(new float[8], 4), new float[12], new float[weights], new float[4], new WritableRows(new float[outputs], 4), 1, KernelTier.Scalar);
    }
}
