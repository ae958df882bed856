namespace Hymba.Kernels.Tests.Training;

/// <summary>Gradients of an oracle in double precision by central differences, and comparisons with them.</summary>
internal static class Slopes
{
    private const double Step = 1e-4;

    /// <summary>d loss / d variables, where loss reads the variables.</summary>
    public static double[] Of(double[] variables, Func<double> loss)
    {
        double[] slopes = new double[variables.Length];
        for (int i = 0; i < variables.Length; i++)
        {
            double value = variables[i];
            variables[i] = value + Step;
            double above = loss();
            variables[i] = value - Step;
            slopes[i] = (above - loss()) / (2 * Step);
            variables[i] = value;
        }

        return slopes;
    }

    /// <summary>sum(values * weights): a loss whose gradient at values is weights.</summary>
    public static double Weighted(double[] values, double[] weights) => values.Zip(weights, (value, weight) => value * weight).Sum();

    /// <summary>Each pair differs by no more than the tolerance times the larger of 1 and the expected magnitude.</summary>
    public static void AssertClose(double[] expected, double[] actual, double tolerance, string what)
    {
        Assert.Equal(expected.Length, actual.Length);
        for (int i = 0; i < expected.Length; i++)
        {
            if (!(Math.Abs(actual[i] - expected[i]) <= tolerance * Math.Max(1, Math.Abs(expected[i]))))
            {
                Assert.Fail($"{what}: element {i} is {actual[i]:R}, expected {expected[i]:R}.");
            }
        }
    }
}
