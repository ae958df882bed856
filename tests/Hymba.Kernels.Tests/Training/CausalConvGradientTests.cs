using Hymba.Kernels.Training;

namespace Hymba.Kernels.Tests.Training;

public sealed class CausalConvGradientTests
{
    // Sums of a few products, and silu within a few units of the last place.
    private const double Tolerance = 3e-6;

    [Fact]
    public void The_oracle_gradient_agrees_with_finite_differences()
    {
        (int tokens, int channels, int taps) = (7, 3, 4);
        double[][] values = [.. Inputs(tokens, channels, taps, 1).Select(v => v.Select(x => (double)x).ToArray())];
        double[] weights = [.. Numbers.Uniform(tokens * channels, -1f, 1f, 9).Select(x => (double)x)];
        double[][] gradients = OracleBackward(tokens, channels, taps, values, weights);
        double Loss() => OracleForward(tokens, channels, taps, values).Zip(weights, (y, w) => y * w).Sum();

        for (int input = 0; input < 3; input++)
        {
            for (int i = 0; i < values[input].Length; i++)
            {
                double kept = values[input][i];
                values[input][i] = kept + 1e-5;
                double above = Loss();
                values[input][i] = kept - 1e-5;
                double below = Loss();
                values[input][i] = kept;
                Assert.InRange(((above - below) / 2e-5) - gradients[input][i], -1e-8, 1e-8);
            }
        }
    }

    [Theory]
    [InlineData(1, 1, 1)]
    [InlineData(1, 35, 4)]
    [InlineData(2, 16, 4)]
    [InlineData(3, 20, 5)]
    [InlineData(19, 37, 4)]
    [InlineData(9, 45, 2)]
    [InlineData(4, 5, 64)]
    public void Sizes_around_lanes_and_taps_agree_with_double(int tokens, int channels, int taps)
    {
        foreach (int padding in new[] { 0, 3 })
        {
            foreach (bool biased in new[] { true, false })
            {
                AssertAgrees(tokens, channels, taps, padding, biased);
            }
        }
    }

    [Fact]
    public void Every_tier_gives_the_same_bits()
    {
        float[][] values = Inputs(11, 45, 4, 3);
        float[] weights = Numbers.Uniform(11 * 45, -1f, 1f, 4);
        (float[] output, float[][] gradients) = Run(KernelTier.Scalar, 11, 45, 0, values, weights);
        foreach (KernelTier tier in Numbers.Tiers)
        {
            (float[] actual, float[][] actualGradients) = Run(tier, 11, 45, 0, values, weights);

            Numbers.AssertSameBits(output, actual);
            for (int input = 0; input < 3; input++)
            {
                Numbers.AssertSameBits(gradients[input], actualGradients[input]);
            }
        }
    }

    [Theory]
    [InlineData(5, 2, "5 weights are not 1 to 64 taps of each of 2 channels.")]
    [InlineData(130, 2, "130 weights are not 1 to 64 taps of each of 2 channels.")]
    [InlineData(8, 3, "2 elements are needed; 3 were given.")]
    public void Sizes_that_do_not_fit_are_refused(int weightLength, int biasLength, string expected)
    {
        var error = Assert.Throws<ArgumentException>(() => CausalConvGradient.Forward(
            3, 2, new ReadOnlyRows(new float[6], 2), new float[weightLength], new float[biasLength], new WritableRows(new float[6], 2)));

        Assert.Contains(expected, error.Message, StringComparison.Ordinal);
    }

    private static void AssertAgrees(int tokens, int channels, int taps, int padding, bool biased)
    {
        float[][] values = Inputs(tokens, channels, taps, tokens + channels);
        double[][] exact = [.. values.Select(v => v.Select(x => (double)x).ToArray())];
        if (!biased)
        {
            values[2] = [];
            Array.Clear(exact[2]);
        }

        float[] weights = Numbers.Uniform(tokens * channels, -1f, 1f, 5);
        double[] output = OracleForward(tokens, channels, taps, exact);
        double[][] gradients = OracleBackward(tokens, channels, taps, exact, [.. weights.Select(w => (double)w)]);
        double scale = 4 * taps;
        foreach (KernelTier tier in Numbers.Tiers)
        {
            (float[] actual, float[][] actualGradients) = Run(tier, tokens, channels, padding, values, weights);
            AssertClose(output, actual, Tolerance * scale);
            AssertClose(gradients[0], actualGradients[0], Tolerance * scale);
            AssertClose(gradients[1], actualGradients[1], Tolerance * (scale + tokens));
            AssertClose(biased ? gradients[2] : [], actualGradients[2], Tolerance * (scale + tokens));
        }
    }

    private static void AssertClose(double[] expected, float[] actual, double tolerance)
    {
        Assert.Equal(expected.Length, actual.Length);
        for (int i = 0; i < expected.Length; i++)
        {
            Assert.InRange(actual[i] - expected[i], -tolerance, tolerance);
        }
    }

    private static float[][] Inputs(int tokens, int channels, int taps, int seed) =>
    [
        Numbers.Uniform(tokens * channels, -2f, 2f, seed),
        Numbers.Uniform(channels * taps, -1f, 1f, seed + 1),
        Numbers.Uniform(channels, -1f, 1f, seed + 2),
    ];

    private static double Before(int t, int c, int channels, int taps, double[][] values)
    {
        double u = values[2][c];
        for (int j = Math.Max(0, taps - 1 - t); j < taps; j++)
        {
            u += values[1][(c * taps) + j] * values[0][((t - taps + 1 + j) * channels) + c];
        }

        return u;
    }

    private static double[] OracleForward(int tokens, int channels, int taps, double[][] values)
        => [.. Enumerable.Range(0, tokens * channels).Select(i => Before(i / channels, i % channels, channels, taps, values))
            .Select(u => u * ScanGradientOracle.Sigmoid(u))];

    private static double[][] OracleBackward(int tokens, int channels, int taps, double[][] values, double[] weights)
    {
        double[][] to = [.. values.Select(v => new double[v.Length])];
        for (int i = 0; i < tokens * channels; i++)
        {
            (int t, int c) = (i / channels, i % channels);
            double u = Before(t, c, channels, taps, values), sigma = ScanGradientOracle.Sigmoid(u);
            double gradient = weights[i] * sigma * (1 + (u * (1 - sigma)));
            to[2][c] += gradient;
            for (int j = Math.Max(0, taps - 1 - t); j < taps; j++)
            {
                int x = ((t - taps + 1 + j) * channels) + c;
                to[0][x] += gradient * values[1][(c * taps) + j];
                to[1][(c * taps) + j] += gradient * values[0][x];
            }
        }

        return to;
    }

    /// <summary>Both passes; the sums start at 1 and the written gradients at NaN, so that a mix-up of both is found.</summary>
    private static (float[] Output, float[][] Gradients) Run(
        KernelTier tier, int tokens, int channels, int padding, float[][] values, float[] weights)
    {
        StridedRows x = new(tokens, channels, padding, values[0]), output = new(tokens, channels, padding);
        StridedRows xGradient = new(tokens, channels, padding, [.. Enumerable.Repeat(float.NaN, tokens * channels)]);
        StridedRows weightGradient = Ones(values[1].Length), biasGradient = Ones(values[2].Length);
        CausalConvGradient.Forward(tokens, channels, x.Read, values[1], values[2], output.Write, tier);
        CausalConvGradient.Backward(
            tokens,
            channels,
            x.Read,
            values[1],
            values[2],
            new StridedRows(tokens, channels, padding, weights).Read,
            xGradient.Write,
            weightGradient.Write.Values,
            biasGradient.Write.Values,
            tier);
        return (output.Values(), [xGradient.Values(), LessOne(weightGradient), LessOne(biasGradient)]);
    }

    private static StridedRows Ones(int length) => new(1, length, 0, [.. Enumerable.Repeat(1f, length)]);

    private static float[] LessOne(StridedRows row) => [.. row.Values().Select(v => v - 1f)];
}
