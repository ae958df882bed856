using Hymba.Kernels.Training;

namespace Hymba.Kernels.Tests.Training;

public sealed class AdamWTests
{
    private const float Guard = -12345.5f;

    [Fact]
    public void Steps_of_every_length_agree_with_double()
    {
        for (int length = 0; length <= 67; length++)
        {
            foreach (KernelTier tier in Numbers.Tiers)
            {
                AssertAgrees(length, tier);
            }
        }
    }

    [Fact]
    public void Every_tier_gives_the_same_bits()
    {
        float[][] expected = Arrays(77);
        AdamW.Step(expected[0], expected[1], expected[2], expected[3], Settings(3), KernelTier.Scalar);
        foreach (KernelTier tier in Numbers.Tiers)
        {
            float[][] actual = Arrays(77);
            AdamW.Step(actual[0], actual[1], actual[2], actual[3], Settings(3), tier);
            for (int i = 0; i < 4; i++)
            {
                Numbers.AssertSameBits(expected[i], actual[i]);
            }
        }
    }

    [Fact]
    public void Zero_gradients_from_the_start_only_decay()
    {
        float[] parameters = [1f, -2f, 0f], first = new float[3], second = new float[3];

        AdamW.Step(parameters, new float[3], first, second, new AdamWSettings { LearningRate = 0.1f, WeightDecay = 0.5f, Step = 1 });

        Assert.Equal([0.95f, -1.9f, 0f], parameters);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(15)]
    [InlineData(65)]
    [InlineData(1025)]
    [InlineData(200_001)]
    public void The_sum_of_squares_agrees_with_double(int length)
    {
        float[] values = Numbers.Uniform(length, -3f, 3f, length);
        double expected = values.Sum(x => (double)x * x);
        foreach (KernelTier tier in Numbers.Tiers)
        {
            Assert.InRange(AdamW.SumOfSquares(values, tier) - expected, -1e-6 * expected, 1e-6 * expected);
        }
    }

    [Fact]
    public void Lengths_and_steps_that_do_not_fit_are_refused()
    {
        Assert.Throws<ArgumentException>(() => AdamW.Step(new float[3], new float[2], new float[3], new float[3], Settings(1)));
        Assert.Throws<ArgumentException>(() => AdamW.Step(new float[3], new float[3], new float[4], new float[3], Settings(1)));
        Assert.Throws<ArgumentException>(() => AdamW.Step(new float[3], new float[3], new float[3], new float[1], Settings(1)));
        Assert.Throws<ArgumentOutOfRangeException>(() => AdamW.Step(new float[3], new float[3], new float[3], new float[3], Settings(0)));
    }

    private static void AssertAgrees(int length, KernelTier tier)
    {
        float[][] arrays = [.. Arrays(length).Select(a => a.Append(Guard).ToArray())];
        double[] p = Doubles(arrays[0]), m = Doubles(arrays[2]), v = Doubles(arrays[3]);
        for (int step = 1; step <= 3; step++)
        {
            AdamWSettings settings = Settings(step);
            AdamW.Step(
                arrays[0].AsSpan(0, length), arrays[1].AsSpan(0, length), arrays[2].AsSpan(0, length), arrays[3].AsSpan(0, length), settings, tier);
            for (int i = 0; i < length; i++)
            {
                double g = arrays[1][i] * (double)settings.GradientScale;
                m[i] = (settings.Beta1 * m[i]) + ((1 - (double)settings.Beta1) * g);
                v[i] = (settings.Beta2 * v[i]) + ((1 - (double)settings.Beta2) * g * g);
                double corrected = m[i] / (1 - Math.Pow(settings.Beta1, step));
                double root = Math.Sqrt(v[i] / (1 - Math.Pow(settings.Beta2, step))) + settings.Epsilon;
                p[i] = (p[i] * (1 - ((double)settings.LearningRate * settings.WeightDecay))) - (settings.LearningRate * corrected / root);
                Assert.InRange(arrays[2][i] - m[i], -1e-6, 1e-6);
                Assert.InRange(arrays[3][i] - v[i], -1e-6, 1e-6);
                Assert.InRange(arrays[0][i] - p[i], -1e-6, 1e-6);
            }
        }

        Assert.All(arrays, a => Assert.Equal(Guard, a[^1]));
    }

    private static double[] Doubles(float[] values) => [.. values.Select(x => (double)x)];

    private static AdamWSettings Settings(int step) => new()
    {
        LearningRate = 0.02f,
        Beta1 = 0.8f,
        Beta2 = 0.99f,
        Epsilon = 1e-3f,
        WeightDecay = 0.1f,
        GradientScale = 0.5f,
        Step = step,
    };

    private static float[][] Arrays(int length) =>
    [
        Numbers.Uniform(length, -1f, 1f, 1), Numbers.Uniform(length, -1f, 1f, 2),
        Numbers.Uniform(length, -0.1f, 0.1f, 3), Numbers.Uniform(length, 0f, 0.5f, 4),
    ];
}
