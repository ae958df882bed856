using Hymba.Kernels.Lanes;
using Hymba.Kernels.Tests.Training;

namespace Hymba.Kernels.Tests.Lanes;

public sealed class LogisticTests
{
    private static readonly float[] Points =
    [
        .. Numbers.Uniform(50_000, -86f, 86f, 1), .. Numbers.Uniform(50_000, -2f, 2f, 2), 0f, 1e30f, 1e-30f, -1e-30f,
    ];

    [Fact]
    public void Softplus_is_within_5e7_of_its_value()
        => AssertClose(x => Math.Max(x, 0) + Log1P(Math.Exp(-Math.Abs(x))), x => Lanes1.Sum(Logistic.Softplus(new Lanes1(x))), 5e-7);

    [Fact]
    public void Sigmoid_is_within_3e7_of_its_value()
        => AssertClose(ScanGradientOracle.Sigmoid, x => Lanes1.Sum(Logistic.Sigmoid(new Lanes1(x))), 3e-7);

    [Fact]
    public void The_slope_of_softplus_is_within_4e7_of_its_value()
        => AssertClose(ScanGradientOracle.Sigmoid, Slope, 4e-7);

    [Fact]
    public void Ends_and_not_a_number_of_softplus_are_exact()
    {
        Assert.Equal(0f, Lanes1.Sum(Logistic.Softplus(new Lanes1(-1e30f))));
        Assert.Equal(1e30f, Lanes1.Sum(Logistic.Softplus(new Lanes1(1e30f))));
        Assert.True(float.IsNaN(Lanes1.Sum(Logistic.Softplus(new Lanes1(float.NaN)))));
    }

    [Fact]
    public void A_decay_power_is_as_close_as_documented()
    {
        float[] rates = Numbers.Uniform(Points.Length, -90f, 0f, 3);
        foreach (float step in new[] { 1f, 0.37f, 1e-3f })
        {
            foreach (float rate in rates)
            {
                float scaled = rate * DecayPower.Log2E;
                double exponent = (double)step * scaled, expected = exponent < -125.5 ? 0 : Math.Pow(2, exponent);
                double actual = Lanes1.Sum(DecayPower.Of(new Lanes1(step), new Lanes1(scaled)));
                if (exponent is > -125.5 and < -124.5)
                {
                    continue;
                }

                double bound = expected * (3 + Math.Abs(exponent)) * 1e-7;
                Assert.InRange(actual - expected, -bound, bound);
            }
        }

        Assert.Equal(1f, Lanes1.Sum(DecayPower.Of(new Lanes1(0f), new Lanes1(-20f))));
        Assert.Equal(0f, Lanes1.Sum(DecayPower.Of(new Lanes1(1e30f), new Lanes1(-20f))));
        Assert.Equal(0f, Lanes1.Sum(DecayPower.Of(new Lanes1(float.PositiveInfinity), new Lanes1(-20f))));
    }

    private static float Slope(float x)
    {
        _ = Logistic.Softplus(new Lanes1(x), out Lanes1 slope);
        return Lanes1.Sum(slope);
    }

    private static void AssertClose(Func<double, double> exact, Func<float, float> actual, double tolerance)
    {
        foreach (float x in Points)
        {
            double expected = exact(x), value = actual(x);
            Assert.InRange(value - expected, -tolerance * expected, tolerance * expected);
        }
    }

    // .NET has no log1p: this form loses nothing where e is tiny.
    private static double Log1P(double e) => 1 + e == 1 ? e : Math.Log(1 + e) * e / (1 + e - 1);
}
