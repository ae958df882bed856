using System.Runtime.InteropServices;
using Hymba.Kernels.Decode;
using Hymba.Kernels.Prefill;
using Hymba.Kernels.Training;

namespace Hymba.Kernels.Tests.Decode;

public sealed class TimeStepsTests
{
    // Rows are longer than what is read and written of them.
    private const int Behind = 3;

    [Theory]
    [InlineData(1, 1, 1)]
    [InlineData(16, 12, 8)]
    [InlineData(37, 5, 2)]
    [InlineData(64, 7, 3)]
    [InlineData(3208, 100, 1)]
    [InlineData(1000, 130, 8)]
    public void They_agree_with_double_and_are_the_same_in_all_tiers(int channels, int rank, int tokens)
    {
        float[] weights = Numbers.Uniform(channels * rank, -1f, 1f, 1), bias = Numbers.Uniform(channels, -8f, 2f, 2);
        ushort[] halves = [.. weights.Select(weight => (ushort)(BitConverter.SingleToUInt32Bits(weight) >> 16))];
        float[] widened = [.. halves.Select(half => BitConverter.UInt32BitsToSingle((uint)half << 16))];

        Check<SingleElement, float>(weights, weights, bias, rank, tokens);
        Check<Bfloat16Element, ushort>(halves, widened, bias, rank, tokens);
    }

    [Fact]
    public void What_is_too_short_is_refused()
    {
        var error = Assert.Throws<ArgumentException>(() => Run(tiles: 95, outputs: 34));
        Assert.Contains("96 weights", error.Message, StringComparison.Ordinal);
        error = Assert.Throws<ArgumentException>(() => Run(tiles: 96, outputs: 33));
        Assert.Contains("33 were given", error.Message, StringComparison.Ordinal);

        static void Run(int tiles, int outputs) => TimeSteps<SingleElement, float>.Run(
            new float[tiles], 3, new ReadOnlyRows(new float[6], 3), 2, new float[17], new WritableRows(new float[outputs], 17), 1, KernelTier.Scalar);
    }

    private static void Check<TRow, TElement>(TElement[] weights, float[] widened, float[] bias, int rank, int tokens)
        where TRow : struct, IElement<TElement>
        where TElement : unmanaged
    {
        int channels = bias.Length, stride = channels + Behind, rankStride = rank + Behind;
        float[] x = Numbers.Uniform(tokens * rankStride, -2f, 2f, 3);
        TElement[] tiles = new TElement[TimeSteps<TRow, TElement>.TiledLength(channels, rank)];
        TimeSteps<TRow, TElement>.Tile(weights, channels, rank, tiles);
        float[]? first = null;
        foreach (KernelTier tier in Numbers.Tiers)
        {
            foreach (int threads in new[] { 1, 3 })
            {
                float[] y = new float[tokens * stride];
                TimeSteps<TRow, TElement>.Run(tiles, rank, new ReadOnlyRows(x, rankStride), tokens, bias, new WritableRows(y, stride), threads, tier);
                first ??= y;

                Assert.Equal(MemoryMarshal.Cast<float, int>(first), MemoryMarshal.Cast<float, int>(y));
            }
        }

        for (int token = 0; token < tokens; token++)
        {
            for (int channel = 0; channel < channels; channel++)
            {
                double sum = bias[channel];
                for (int i = 0; i < rank; i++)
                {
                    sum += (double)widened[(channel * rank) + i] * x[(token * rankStride) + i];
                }

                Assert.Equal(Math.Max(sum, 0) + Math.Log(1 + Math.Exp(-Math.Abs(sum))), first![(token * stride) + channel], 2e-5);
            }

            Assert.All(first!.AsSpan((token * stride) + channels, Behind).ToArray(), value => Assert.Equal(0f, value));
        }
    }
}
