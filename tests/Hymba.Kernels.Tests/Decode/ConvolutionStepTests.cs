using Hymba.Kernels.Decode;

namespace Hymba.Kernels.Tests.Decode;

public sealed class ConvolutionStepTests
{
    [Theory]
    [InlineData(1, 4)]
    [InlineData(37, 4)]
    [InlineData(64, 1)]
    [InlineData(50, 2)]
    [InlineData(3208, 4)]
    public void A_step_agrees_with_double_and_moves_its_memory_on(int width, int taps)
    {
        foreach (KernelTier tier in Numbers.Tiers)
        {
            float[] x = Numbers.Uniform(width, -2f, 2f, 1), past = Numbers.Uniform((taps - 1) * width, -2f, 2f, 2), bias = Numbers.Uniform(width, -1f, 1f, 3);
            float[] weights = Numbers.Uniform(taps * width, -1f, 1f, 4), y = new float[width];
            float[] inputs = [.. past, .. x];

            ConvolutionStep.Run(x, past, weights, bias, y, maxThreads: 2, tier);

            for (int i = 0; i < width; i++)
            {
                double sum = bias[i] + Enumerable.Range(0, taps).Sum(tap => (double)inputs[(tap * width) + i] * weights[(tap * width) + i]);
                Assert.Equal(sum / (1 + Math.Exp(-sum)), y[i], 4e-6);
            }

            Assert.Equal(inputs[width..], past);
        }
    }

    [Fact]
    public void Spans_of_other_sizes_are_refused()
    {
        var error = Assert.Throws<ArgumentException>(
            () => ConvolutionStep.Run(new float[4], new float[12], new float[12], new float[4], new float[4], 1, KernelTier.Scalar));
        Assert.Contains("12 weights", error.Message, StringComparison.Ordinal);
    }
}
