using Hymba.Kernels.Training;

namespace Hymba.Kernels.Tests.Training;

public sealed class SelectiveScanGradientTests
{
    // A few float32 roundings per step, and one of the exponent's argument (|dt A| up to about 16), over states that fade.
    private const double Tolerance = 1e-5;

    [Fact]
    public void The_oracle_gradient_agrees_with_finite_differences()
    {
        (int tokens, int channels, int states) = (5, 2, 3);
        double[][] values = [.. Inputs(tokens, channels, states, 7).Select(v => v.Select(x => (double)x).ToArray())];
        var oracle = new ScanGradientOracle(tokens, channels, states) { Values = values };
        double[] weights = [.. Numbers.Uniform(tokens * channels, -1f, 1f, 9).Select(x => (double)x)];
        (double[][] gradients, _) = oracle.Backward(weights);
        double Loss() => oracle.Forward().Zip(weights, (y, w) => y * w).Sum();

        for (int input = 0; input < ScanGradientOracle.Inputs; input++)
        {
            for (int i = 0; i < values[input].Length; i++)
            {
                double kept = values[input][i];
                values[input][i] = kept + 1e-5;
                double above = Loss();
                values[input][i] = kept - 1e-5;
                double below = Loss();
                values[input][i] = kept;
                Assert.InRange(((above - below) / 2e-5) - gradients[input][i], -1e-7, 1e-7);
            }
        }
    }

    [Theory]
    [InlineData(1, 1, 1)]
    [InlineData(1, 35, 16)]
    [InlineData(15, 16, 3)]
    [InlineData(16, 20, 4)]
    [InlineData(17, 37, 17)]
    [InlineData(33, 7, 16)]
    [InlineData(50, 45, 16)]
    [InlineData(3, 5, 256)]
    public void Sizes_around_lanes_and_blocks_agree_with_double(int tokens, int channels, int states)
    {
        foreach (int padding in new[] { 0, 3 })
        {
            AssertAgrees(tokens, channels, states, padding);
        }
    }

    [Fact]
    public void Every_tier_gives_the_same_bits_except_in_sums_over_channels()
    {
        float[][] inputs = Inputs(37, 45, 16, 3);
        float[] weights = Numbers.Uniform(37 * 45, -1f, 1f, 4);
        (float[] output, float[][] gradients) = Run(KernelTier.Scalar, 37, 45, 16, 0, inputs, weights);
        foreach (KernelTier tier in Numbers.Tiers)
        {
            (float[] actual, float[][] actualGradients) = Run(tier, 37, 45, 16, 0, inputs, weights);

            Numbers.AssertSameBits(output, actual);
            foreach (int input in new[] { 0, 1, 2, 5, 6, 7 })
            {
                Numbers.AssertSameBits(gradients[input], actualGradients[input]);
            }
        }
    }

    [Fact]
    public void Extreme_steps_and_gates_give_finite_gradients()
    {
        (int tokens, int channels, int states) = (20, 18, 16);
        float[][] inputs = Inputs(tokens, channels, states, 5);
        float[] extremes = [-200f, -90f, -30f, 0f, 30f, 90f, 200f];
        for (int i = 0; i < tokens * channels; i++)
        {
            inputs[0][i] = extremes[i % 7];
            inputs[7][i] = extremes[i % 6];
        }

        float[] weights = Numbers.Uniform(tokens * channels, -1f, 1f, 4);
        foreach (KernelTier tier in Numbers.Tiers)
        {
            (float[] output, float[][] gradients) = Run(tier, tokens, channels, states, 0, inputs, weights);

            Assert.All(output, y => Assert.True(float.IsFinite(y)));
            Assert.All(gradients.SelectMany(g => g), g => Assert.True(float.IsFinite(g)));
        }
    }

    [Fact]
    public void No_tokens_leave_the_sums_alone()
    {
        (float[] output, float[][] gradients) = Run(KernelTiers.Current, 0, 5, 4, 0, Inputs(0, 5, 4, 1), []);

        Assert.Empty(output);
        Assert.All(gradients.SelectMany(g => g), g => Assert.Equal(0f, g));
    }

    [Fact]
    public void Short_checkpoints_are_refused()
    {
        var error = Assert.Throws<ArgumentException>(() =>
        {
            float[] row = new float[34];
            var inputs = new SelectiveScanInputs
            {
                Tokens = 17,
                Channels = 2,
                States = 2,
                Delta = new(row, 2),
                DeltaBias = row,
                Input = new(row, 2),
                InputMatrix = new(row, 2),
                OutputMatrix = new(row, 2),
                Decay = row,
                Skip = row,
                Gate = new(row, 2),
            };
            SelectiveScanGradient.Forward(inputs, new WritableRows(new float[34], 2), new float[3]);
        });

        Assert.Contains("need 8 elements; 3 were given", error.Message, StringComparison.Ordinal);
    }

    private static void AssertAgrees(int tokens, int channels, int states, int padding)
    {
        float[][] inputs = Inputs(tokens, channels, states, tokens + channels);
        float[] weights = Numbers.Uniform(tokens * channels, -1f, 1f, 99);
        var oracle = new ScanGradientOracle(tokens, channels, states) { Values = [.. inputs.Select(v => v.Select(x => (double)x).ToArray())] };
        double[] output = oracle.Forward();
        (double[][] gradients, double[][] scales) = oracle.Backward([.. weights.Select(w => (double)w)]);
        foreach (KernelTier tier in Numbers.Tiers)
        {
            (float[] actual, float[][] actualGradients) = Run(tier, tokens, channels, states, padding, inputs, weights);
            for (int i = 0; i < output.Length; i++)
            {
                Assert.InRange(actual[i] - output[i], -Tolerance * (1 + Math.Abs(output[i])), Tolerance * (1 + Math.Abs(output[i])));
            }

            for (int input = 0; input < ScanGradientOracle.Inputs; input++)
            {
                for (int i = 0; i < gradients[input].Length; i++)
                {
                    double error = Math.Abs(actualGradients[input][i] - gradients[input][i]);
                    if (!(error <= Tolerance * (scales[input][i] + 1e-6)))
                    {
                        Assert.Fail($"{tier}: gradient {input}[{i}] is {actualGradients[input][i]:R}, not {gradients[input][i]:R}.");
                    }
                }
            }
        }
    }

    private static float[][] Inputs(int tokens, int channels, int states, int seed) =>
    [
        Numbers.Uniform(tokens * channels, -4f, 1f, seed),
        Numbers.Uniform(channels, -2f, 0.5f, seed + 1),
        Numbers.Uniform(tokens * channels, -2f, 2f, seed + 2),
        Numbers.Uniform(tokens * states, -1f, 1f, seed + 3),
        Numbers.Uniform(tokens * states, -1f, 1f, seed + 4),
        Numbers.Uniform(channels * states, -16f, -0.05f, seed + 5),
        Numbers.Uniform(channels, -1f, 1f, seed + 6),
        Numbers.Uniform(tokens * channels, -6f, 6f, seed + 7),
    ];

    /// <summary>Both passes, the second twice, so that a kernel that overwrites the sums is found.</summary>
    private static (float[] Output, float[][] Gradients) Run(
        KernelTier tier, int tokens, int channels, int states, int padding, float[][] values, float[] weights)
    {
        StridedRows delta = new(tokens, channels, padding, values[0]), x = new(tokens, channels, padding, values[2]);
        StridedRows b = new(tokens, states, padding, values[3]), c = new(tokens, states, padding, values[4]);
        StridedRows z = new(tokens, channels, padding, values[7]), output = new(tokens, channels, padding);
        StridedRows checkpoints = new(1, SelectiveScanGradient.CheckpointLength(tokens, channels, states), 0);
        var inputs = new SelectiveScanInputs
        {
            Tokens = tokens,
            Channels = channels,
            States = states,
            Delta = delta.Read,
            DeltaBias = values[1],
            Input = x.Read,
            InputMatrix = b.Read,
            OutputMatrix = c.Read,
            Decay = values[5],
            Skip = values[6],
            Gate = z.Read,
        };
        SelectiveScanGradient.Forward(inputs, output.Write, checkpoints.Write.Values, tier);
        StridedRows[] to =
        [
            new(tokens, channels, padding), new(1, channels, 0), new(tokens, channels, padding), new(tokens, states, padding),
            new(tokens, states, padding), new(1, channels * states, 0), new(1, channels, 0), new(tokens, channels, padding),
        ];
        foreach (int written in new[] { 0, 2, 7 })
        {
            Fill(to[written], tokens, channels, float.NaN);
        }

        var gradients = new SelectiveScanGradients
        {
            Delta = to[0].Write,
            DeltaBias = to[1].Write.Values,
            Input = to[2].Write,
            InputMatrix = to[3].Write,
            OutputMatrix = to[4].Write,
            Decay = to[5].Write.Values,
            Skip = to[6].Write.Values,
            Gate = to[7].Write,
        };
        StridedRows weightRows = new(tokens, channels, padding, weights);
        SelectiveScanGradient.Backward(inputs, checkpoints.Read.Values, weightRows.Read, gradients, tier);
        float[][] once = [.. to.Select(t => t.Values())];
        SelectiveScanGradient.Backward(inputs, checkpoints.Read.Values, weightRows.Read, gradients, tier);
        _ = checkpoints.Values();
        foreach (int summed in new[] { 1, 3, 4, 5, 6 })
        {
            float[] twice = to[summed].Values();
            Assert.All(Enumerable.Range(0, twice.Length), i => Assert.Equal(2 * once[summed][i], twice[i], 1e-4 * (1 + Math.Abs(twice[i]))));
        }

        return (output.Values(), once);
    }

    private static void Fill(StridedRows rows, int count, int width, float value)
    {
        for (int row = 0; row < count; row++)
        {
            rows.Write.Values.Slice(row * rows.Write.Stride, width).Fill(value);
        }
    }
}
