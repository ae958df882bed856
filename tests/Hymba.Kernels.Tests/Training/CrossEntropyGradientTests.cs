using Hymba.Kernels.Training;

namespace Hymba.Kernels.Tests.Training;

public sealed class CrossEntropyGradientTests
{
    // Sums of up to a thousand float32 exponentials, and e^(x - max) of arguments down to -40.
    private const double Tolerance = 1e-5;

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(17)]
    [InlineData(63)]
    [InlineData(1023)]
    [InlineData(1024)]
    [InlineData(1057)]
    [InlineData(3001)]
    public void Loss_and_gradient_agree_with_double(int vocabulary)
    {
        int[] labels = [0, CrossEntropyGradient.Ignored, vocabulary - 1, vocabulary / 2, CrossEntropyGradient.Ignored];
        float[] weights = [1f, 5f, 0.25f, -2f, float.NaN];
        foreach (float width in new[] { 1f, 20f, 3000f })
        {
            float[] logits = Numbers.Uniform(labels.Length * vocabulary, -width, width, vocabulary);
            (double loss, double[] gradient) = Oracle([.. logits.Select(x => (double)x)], vocabulary, labels, weights);
            foreach (KernelTier tier in Numbers.Tiers)
            {
                float[] actual = [.. logits, -12345.5f];
                double actualLoss = CrossEntropyGradient.Run(actual.AsSpan(0, logits.Length), vocabulary, labels, weights, tier);

                Assert.InRange(actualLoss - loss, -Tolerance * (1 + Math.Abs(loss)), Tolerance * (1 + Math.Abs(loss)));
                Assert.Equal(-12345.5f, actual[^1]);
                for (int i = 0; i < gradient.Length; i++)
                {
                    Assert.InRange(actual[i] - gradient[i], -Tolerance, Tolerance);
                }
            }
        }
    }

    [Fact]
    public void The_oracle_gradient_agrees_with_finite_differences()
    {
        int[] labels = [3, CrossEntropyGradient.Ignored, 0];
        float[] weights = [0.5f, 1f, 2f];
        double[] logits = [.. Numbers.Uniform(15, -2f, 2f, 1).Select(x => (double)x)];
        double[] gradient = Oracle(logits, 5, labels, weights).Gradient;
        for (int i = 0; i < logits.Length; i++)
        {
            double kept = logits[i];
            logits[i] = kept + 1e-5;
            double above = Oracle(logits, 5, labels, weights).Loss;
            logits[i] = kept - 1e-5;
            double below = Oracle(logits, 5, labels, weights).Loss;
            logits[i] = kept;
            Assert.InRange(((above - below) / 2e-5) - gradient[i], -1e-8, 1e-8);
        }
    }

    [Fact]
    public void Forbidden_tokens_get_no_gradient()
    {
        foreach (KernelTier tier in Numbers.Tiers)
        {
            float[] logits = [.. Enumerable.Repeat(float.NegativeInfinity, 2500)];
            (logits[2100], logits[2200]) = (1f, 1f);
            double loss = CrossEntropyGradient.Run(logits, 2500, [2200], [1f], tier);

            Assert.Equal(Math.Log(2), loss, 1e-6);
            Assert.Equal(0.5f, logits[2100], 1e-6f);
            Assert.Equal(-0.5f, logits[2200], 1e-6f);
            Assert.Equal(2498, logits.Count(g => g == 0f));
        }
    }

    [Theory]
    [InlineData(-1)]
    [InlineData(4)]
    [InlineData(-101)]
    public void A_label_outside_the_vocabulary_is_refused_before_anything_is_written(int label)
    {
        float[] logits = [1f, 2f, 3f, 4f, 5f, 6f, 7f, 8f];
        var error = Assert.Throws<ArgumentOutOfRangeException>(() => CrossEntropyGradient.Run(logits, 4, [0, label], [1f, 1f]));

        Assert.Contains("from 0 to 3, or -100", error.Message, StringComparison.Ordinal);
        Assert.Equal([1f, 2f, 3f, 4f, 5f, 6f, 7f, 8f], logits);
    }

    [Fact]
    public void Lengths_that_do_not_fit_are_refused()
    {
        Assert.Throws<ArgumentException>(() => CrossEntropyGradient.Run(new float[7], 4, [0, 0], [1f, 1f]));
        Assert.Throws<ArgumentException>(() => CrossEntropyGradient.Run(new float[8], 4, [0, 0], [1f]));
        Assert.Throws<ArgumentOutOfRangeException>(() => CrossEntropyGradient.Run(new float[8], 0, [0, 0], [1f, 1f]));
    }

    private static (double Loss, double[] Gradient) Oracle(double[] logits, int vocabulary, int[] labels, float[] weights)
    {
        double loss = 0;
        double[] gradient = new double[logits.Length];
        for (int row = 0; row < labels.Length; row++)
        {
            if (labels[row] == CrossEntropyGradient.Ignored)
            {
                continue;
            }

            double[] values = logits[(row * vocabulary)..((row + 1) * vocabulary)];
            double top = values.Max(), sum = values.Sum(x => Math.Exp(x - top));
            loss += weights[row] * (Math.Log(sum) + top - values[labels[row]]);
            for (int i = 0; i < vocabulary; i++)
            {
                gradient[(row * vocabulary) + i] = weights[row] * ((Math.Exp(values[i] - top) / sum) - (i == labels[row] ? 1 : 0));
            }
        }

        return (loss, gradient);
    }
}
