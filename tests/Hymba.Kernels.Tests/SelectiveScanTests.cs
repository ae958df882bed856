namespace Hymba.Kernels.Tests;

public sealed class SelectiveScanTests
{
    // Rounding of exp's argument (|dt A| up to 8) dominates: a few float32 roundings per step, over states that fade.
    private const double Tolerance = 3e-6;

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    [InlineData(4)]
    [InlineData(16)]
    [InlineData(17)]
    public void Every_number_of_channels_agrees_with_double(int states)
    {
        for (int channels = 1; channels <= 35; channels++)
        {
            AssertAgrees(new ScanCase(tokens: 3, channels, states, gated: channels % 2 == 0, seed: channels));
        }
    }

    [Theory]
    [InlineData(1, 3200, 16)]
    [InlineData(65, 208, 16)]
    [InlineData(2, 20, 256)]
    [InlineData(300, 17, 8)]
    public void Model_sizes_agree_with_double(int tokens, int channels, int states)
        => AssertAgrees(new ScanCase(tokens, channels, states, gated: true));

    [Theory]
    [InlineData(0, 5)]
    [InlineData(1, 0)]
    [InlineData(3, 7)]
    public void A_slice_of_wider_rows_agrees_with_double(int offset, int padding)
        => AssertAgrees(new ScanCase(tokens: 4, channels: 37, states: 16, gated: true, offset, padding));

    [Fact]
    public void Every_tier_gives_the_same_bits()
    {
        var scan = new ScanCase(tokens: 9, channels: 45, states: 16, gated: true);
        (float[] output, float[] state) = scan.Run(KernelTier.Scalar);

        foreach (KernelTier tier in Numbers.Tiers)
        {
            AssertSame(scan.Run(tier), output, state);
        }
    }

    [Fact]
    public void Chunks_and_single_steps_give_the_bits_of_the_whole()
    {
        var scan = new ScanCase(tokens: 23, channels: 45, states: 16, gated: true);
        foreach (KernelTier tier in Numbers.Tiers)
        {
            (float[] output, float[] state) = scan.Run(tier);

            AssertSame(scan.Run(tier, 1, [.. Enumerable.Range(1, 22)]), output, state);
            AssertSame(scan.Run(tier, 1, 1, 8, 8, 21), output, state);
        }
    }

    [Fact]
    public void The_number_of_threads_changes_no_bit()
    {
        var scan = new ScanCase(tokens: 40, channels: 333, states: 16, gated: true);
        foreach (KernelTier tier in Numbers.Tiers)
        {
            (float[] output, float[] state) = scan.Run(tier, threads: 1);

            AssertSame(scan.Run(tier, threads: 2), output, state);
            AssertSame(scan.Run(tier, threads: 7), output, state);
        }
    }

    [Fact]
    public void The_output_may_replace_the_input()
    {
        var scan = new ScanCase(tokens: 5, channels: 21, states: 16, gated: false);
        (float[] expected, _) = scan.Run(KernelTier.Vector256);
        float[] both = [.. Enumerable.Range(0, 5 * 21).Select(i => scan.Input(i / 21, i % 21))];

        SelectiveScan.Run(Arguments(scan, both, both), 1, KernelTier.Vector256);

        Numbers.AssertSameBits(expected, both);
    }

    [Fact]
    public void Not_a_number_stays_in_its_channel()
    {
        foreach (float bad in new[] { float.NaN, float.PositiveInfinity })
        {
            foreach (KernelTier tier in Numbers.Tiers)
            {
                var scan = new ScanCase(tokens: 3, channels: 37, states: 16, gated: true);
                (float[] clean, _) = scan.Run(tier);
                scan.SetInput(1, 5, bad);
                (float[] output, float[] state) = scan.Run(tier);

                for (int i = 0; i < output.Length; i++)
                {
                    bool reached = i % 37 == 5 && i / 37 >= 1;
                    Assert.Equal(reached ? float.NaN : clean[i], float.IsFinite(output[i]) ? output[i] : float.NaN);
                }

                Assert.All(state[(5 * 16)..(6 * 16)], s => Assert.False(float.IsFinite(s)));
                Assert.All(state[(6 * 16)..], s => Assert.True(float.IsFinite(s)));
            }
        }
    }

    [Fact]
    public void No_tokens_leave_the_state_alone()
    {
        var scan = new ScanCase(tokens: 0, channels: 5, states: 4, gated: false);

        Assert.Equal(scan.InitialState, scan.Run(KernelTiers.Current).State);
    }

    [Theory]
    [InlineData(2, 103, "4 rows of 26 elements, 26 apart, need 104 elements; 103 were given.")]
    [InlineData(257, 104, "less than or equal to '256'")]
    [InlineData(3, 104, "Rows of 3 elements cannot lie 2 apart.")]
    public void Sizes_that_do_not_fit_are_refused(int states, int outputLength, string expected)
    {
        var error = Assert.ThrowsAny<ArgumentException>(() => SelectiveScan.Run(
            new SelectiveScanArguments
            {
                Tokens = 4,
                Channels = 26,
                States = states,
                Delta = new(new float[104], 26),
                Input = new(new float[104], 26),
                InputMatrix = new(new float[8], 2),
                OutputMatrix = new(new float[8], 2),
                Decay = new float[52],
                Skip = new float[26],
                State = new float[52],
                Output = new float[outputLength],
                OutputStride = 26,
            },
            1));

        Assert.Contains(expected, error.Message, StringComparison.Ordinal);
    }

    private static SelectiveScanArguments Arguments(ScanCase scan, float[] input, float[] output) => new()
    {
        Tokens = 5,
        Channels = 21,
        States = 16,
        Delta = new(scan.Delta, 21),
        Input = new(input, 21),
        InputMatrix = new(scan.InputMatrix, 16),
        OutputMatrix = new(scan.OutputMatrix, 16),
        Decay = scan.Decay,
        Skip = scan.Skip,
        State = (float[])scan.InitialState.Clone(),
        Output = output,
        OutputStride = 21,
    };

    private static void AssertSame((float[] Output, float[] State) actual, float[] output, float[] state)
    {
        Numbers.AssertSameBits(output, actual.Output);
        Numbers.AssertSameBits(state, actual.State);
    }

    private static void AssertAgrees(ScanCase scan)
    {
        (double[] output, double[] outputScale, double[] state, double[] stateScale) = scan.Oracle();
        foreach (KernelTier tier in Numbers.Tiers)
        {
            (float[] actualOutput, float[] actualState) = scan.Run(tier);
            for (int i = 0; i < output.Length; i++)
            {
                Assert.InRange(actualOutput[i] - output[i], -Tolerance * outputScale[i], Tolerance * outputScale[i]);
            }

            for (int i = 0; i < state.Length; i++)
            {
                Assert.InRange(actualState[i] - state[i], -Tolerance * stateScale[i], Tolerance * stateScale[i]);
            }
        }
    }
}
