namespace Hymba.Kernels.Tests.Lanes;

/// <summary>Reads the exponential through the scan: with one state of 1, no input, dt = 1 and C = 1, y is exp(A) itself.</summary>
public sealed class ExponentialTests
{
    [Fact]
    public void Exp_is_within_0_9_units_of_the_last_place()
    {
        float[] x = [.. Numbers.Uniform(200_000, -86.9f, 88.7f, 1), .. Numbers.Uniform(200_000, -1f, 1f, 2)];
        foreach (KernelTier tier in Numbers.Tiers)
        {
            float[] y = Exp(x, tier);
            for (int i = 0; i < x.Length; i++)
            {
                double units = Numbers.UnitsApart(y[i], Math.Exp(x[i]));
                if (units > 0.9)
                {
                    Assert.Fail($"{tier}: exp({x[i]:R}) = {y[i]:R} is {units:F2} units off.");
                }
            }
        }
    }

    [Fact]
    public void Exp_of_special_values_is_exact()
    {
        float[] x =
        [
            0f, -0f, float.NegativeInfinity, float.PositiveInfinity, float.NaN, -87f, -1e4f, -1e30f,
            float.MinValue, 88.7228f, 88.73f, 100f, 1e30f, float.MaxValue, float.Epsilon, -float.Epsilon, BitConverter.UInt32BitsToSingle(0xFFC12345),
            BitConverter.UInt32BitsToSingle(0x7FC001FF), 1e-30f,
        ];
        foreach (KernelTier tier in Numbers.Tiers)
        {
            float[] y = Exp(x, tier);

            Assert.Equal(
                [
                    1f, 1f, 0f, float.PositiveInfinity, float.NaN, 0f, 0f, 0f, 0f, y[9], float.PositiveInfinity, float.PositiveInfinity,
                    float.PositiveInfinity, float.PositiveInfinity, 1f, 1f, float.NaN, float.NaN, 1f,
                ],
                y);
            Assert.True(float.IsFinite(y[9]));
        }
    }

    [Fact]
    public void Silu_agrees_with_double()
    {
        float[] z = [.. Numbers.Uniform(20_000, -80f, 80f, 3), 0f, 1e30f, -1e30f];
        foreach (KernelTier tier in Numbers.Tiers)
        {
            float[] y = Scan(new float[z.Length], z, tier, initialState: 0f, skip: 1f);
            for (int i = 0; i < z.Length; i++)
            {
                double expected = z[i] / (1 + Math.Exp(-z[i]));
                Assert.InRange(y[i] - expected, -4e-7 * Math.Abs(expected), 4e-7 * Math.Abs(expected));
            }
        }
    }

    private static float[] Exp(float[] x, KernelTier tier) => Scan(x, [], tier, initialState: 1f, skip: 0f);

    private static float[] Scan(float[] decay, float[] gate, KernelTier tier, float initialState, float skip)
    {
        int channels = decay.Length;
        float[] output = new float[channels], state = new float[channels], ones = new float[channels], skips = new float[channels];
        Array.Fill(state, initialState);
        Array.Fill(ones, 1f);
        Array.Fill(skips, skip);
        SelectiveScan.Run(
            new SelectiveScanArguments
            {
                Tokens = 1,
                Channels = channels,
                States = 1,
                Delta = new(ones, channels),
                Input = new(skip == 0f ? new float[channels] : ones, channels),
                InputMatrix = new([0f], 1),
                OutputMatrix = new([1f], 1),
                Decay = decay,
                Skip = skips,
                Gate = gate.Length == 0 ? default : new(gate, channels),
                State = state,
                Output = output,
                OutputStride = channels,
            },
            1,
            tier);
        return output;
    }
}
