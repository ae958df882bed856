using Hymba.Kernels.Training;

namespace Hymba.Kernels.Tests.Training;

public sealed class RmsNormGradientTests
{
    private const float Epsilon = 1e-5f;
    private const double Tolerance = 5e-6;

    [Theory]
    [InlineData(1, 1, 0)]
    [InlineData(3, 5, 4)]
    [InlineData(2, 37, 0)]
    [InlineData(2, 131, 7)]
    [InlineData(0, 8, 2)]
    public void Both_passes_agree_with_double(int rows, int width, int padding)
    {
        foreach (KernelTier tier in Numbers.Tiers)
        {
            var x = GuardedRows.Uniform(rows, width, padding, 2f, seed: 1);
            var weight = GuardedRows.Uniform(1, width, 0, 2f, seed: 2);
            var dy = GuardedRows.Uniform(rows, width, padding + 2, 1f, seed: 3);
            var dw = GuardedRows.Uniform(1, width, 0, 1f, seed: 4);
            double[] before = dw.ToDouble();
            GuardedRows y = new(rows, width, padding + 1), rstd = new(1, rows, 0), dx = new(rows, width, padding + 3);

            RmsNormGradient.Forward(rows, x.Rows, weight.ToSingle(), Epsilon, y.Rows, rstd.Rows.Values, tier);
            RmsNormGradient.Backward(rows, dy.Rows, x.Rows, weight.ToSingle(), rstd.Rows.Values, dx.Rows, dw.Rows.Values, tier);

            double[] xs = x.ToDouble(), w = weight.ToDouble();
            Slopes.AssertClose(Oracle(xs, w), y.ToDouble(), Tolerance, $"{tier} y");
            double Loss() => Slopes.Weighted(Oracle(xs, w), dy.ToDouble());
            Slopes.AssertClose(Slopes.Of(xs, Loss), dx.ToDouble(), Tolerance, $"{tier} dx");
            double[] added = [.. Slopes.Of(w, Loss).Zip(before, (slope, old) => slope + old)];
            Slopes.AssertClose(added, dw.ToDouble(), Tolerance, $"{tier} dw");
        }
    }

    [Fact]
    public void The_input_gradient_may_replace_the_output_gradient()
    {
        float[] x = Numbers.Uniform(2 * 19, -1f, 1f, 1), w = Numbers.Uniform(19, -1f, 1f, 2), dy = Numbers.Uniform(2 * 19, -1f, 1f, 3);
        float[] rstd = [1.5f, 2f], dx = new float[2 * 19], dw = new float[19];
        RmsNormGradient.Backward(2, new(dy, 19), new(x, 19), w, rstd, new(dx, 19), dw, KernelTier.Vector256);

        RmsNormGradient.Backward(2, new(dy, 19), new(x, 19), w, rstd, new(dy, 19), dw, KernelTier.Vector256);

        Numbers.AssertSameBits(dx, dy);
    }

    [Fact]
    public void Spans_that_are_too_short_are_refused()
    {
        float[] wide = new float[12], two = new float[2];

        Assert.Equal("x", Refused(new float[11], wide, two));
        Assert.Equal("y", Refused(wide, new float[11], two));
        Assert.Equal("rstd", Refused(wide, wide, new float[1]));
    }

    private static string? Refused(float[] x, float[] y, float[] rstd)
        => Assert.ThrowsAny<ArgumentException>(
            () => RmsNormGradient.Forward(2, new(x, 6), new float[6], Epsilon, new(y, 6), rstd, KernelTier.Scalar)).ParamName;

    private static double[] Oracle(double[] x, double[] weight)
        => [.. x.Chunk(weight.Length).SelectMany(row =>
        {
            double r = 1 / Math.Sqrt(row.Average(value => value * value) + Epsilon);
            return row.Zip(weight, (value, w) => value * w * r);
        })];
}
