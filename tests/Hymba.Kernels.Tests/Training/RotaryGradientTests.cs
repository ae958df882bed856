using Hymba.Kernels.Training;

namespace Hymba.Kernels.Tests.Training;

public sealed class RotaryGradientTests
{
    private const double Tolerance = 1e-6;

    [Theory]
    [InlineData(1, 1, 2, 0)]
    [InlineData(3, 2, 6, 5)]
    [InlineData(5, 3, 32, 0)]
    [InlineData(2, 2, 88, 3)]
    public void Both_directions_agree_with_double(int rows, int heads, int headSize, int padding)
    {
        float[] angles = Numbers.Uniform(rows * headSize / 2, -4f, 4f, 1);
        float[] cosine = [.. angles.Select(MathF.Cos)], sine = [.. angles.Select(MathF.Sin)];
        foreach (KernelTier tier in Numbers.Tiers)
        {
            var x = GuardedRows.Uniform(rows, heads * headSize, padding, 2f, 2);
            var gradient = GuardedRows.Uniform(rows, heads * headSize, padding + 1, 1f, 3);
            GuardedRows output = new(rows, heads * headSize, padding + 2), inputGradient = new(rows, heads * headSize, padding);

            RotaryGradient.Run(rows, heads, headSize, x.Rows, cosine, sine, backward: false, output.Rows, tier);
            RotaryGradient.Run(rows, heads, headSize, gradient.Rows, cosine, sine, backward: true, inputGradient.Rows, tier);

            double[] xs = x.ToDouble();
            double[] expected = Oracle(xs, headSize, heads, cosine, sine);
            Slopes.AssertClose(expected, output.ToDouble(), Tolerance, $"{tier} output");
            double[] slopes = Slopes.Of(xs, () => Slopes.Weighted(Oracle(xs, headSize, heads, cosine, sine), gradient.ToDouble()));
            Slopes.AssertClose(slopes, inputGradient.ToDouble(), Tolerance, $"{tier} gradient");

            RotaryGradient.Run(rows, heads, headSize, x.Rows, cosine, sine, backward: false, x.Rows, tier);
            Numbers.AssertSameBits(output.ToSingle(), x.ToSingle());
        }
    }

    [Fact]
    public void Sizes_that_do_not_fit_are_refused()
    {
        Assert.Equal("headSize", Refused(headSize: 3, angles: 8));
        Assert.Equal("sine", Refused(headSize: 4, angles: 3));
    }

    private static string? Refused(int headSize, int angles)
        => Assert.ThrowsAny<ArgumentException>(() => RotaryGradient.Run(
            2, 1, headSize, new(new float[8], 4), new float[8], new float[angles], false, new(new float[8], 4), KernelTier.Scalar)).ParamName;

    private static double[] Oracle(double[] x, int headSize, int heads, float[] cosine, float[] sine)
    {
        double[] y = new double[x.Length];
        int half = headSize / 2;
        for (int i = 0; i < x.Length; i++)
        {
            int row = i / (heads * headSize), at = i % headSize, pair = (row * half) + (at % half);
            y[i] = at < half
                ? (x[i] * cosine[pair]) - (x[i + half] * sine[pair])
                : (x[i] * cosine[pair]) + (x[i - half] * sine[pair]);
        }

        return y;
    }
}
