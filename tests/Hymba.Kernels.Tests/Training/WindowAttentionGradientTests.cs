using Hymba.Kernels.Training;

namespace Hymba.Kernels.Tests.Training;

public sealed class WindowAttentionGradientTests
{
    private const double Tolerance = 1e-5;

    [Theory]
    [InlineData(1, 2, 1, 4, 8, 0, 0)]
    [InlineData(1, 6, 2, 32, 64, null, 0)]
    [InlineData(5, 3, 3, 3, 5, 2, 1)]
    [InlineData(33, 6, 2, 32, 64, 0, 0)]
    [InlineData(33, 6, 2, 8, 12, 0, 3)]
    [InlineData(70, 6, 2, 32, 64, 9, 0)]
    [InlineData(70, 6, 2, 32, 64, 9, 16)]
    [InlineData(49, 1, 1, 20, 36, 5, 7)]
    [InlineData(131, 2, 1, 16, 32, 100, 5)]
    [InlineData(150, 6, 2, 4, 8, 8, 110)]
    [InlineData(151, 3, 1, 12, 24, null, 4)]
    [InlineData(20, 10, 2, 8, 16, 3, 500)]
    [InlineData(20, 50, 1, 4, 4, int.MaxValue, 1)]
    [InlineData(0, 2, 1, 4, 8, 3, 0)]
    public void Both_passes_agree_with_double(
        int tokens, int heads, int keyHeads, int keySize, int valueSize, int? window, int prefix)
    {
        var oracle = new AttentionOracle(tokens, heads, keyHeads, keySize, valueSize, window, prefix);
        GuardedRows q = Rows(tokens, heads * keySize, 3, 1), k = Rows(tokens, keyHeads * keySize, 5, 2);
        GuardedRows v = Rows(tokens, keyHeads * valueSize, 0, 3), gradient = Rows(tokens, heads * valueSize, 1, 4);
        (double[] expected, double[] logSumExp) = oracle.Forward(q.ToDouble(), k.ToDouble(), v.ToDouble());
        (double[] expectedQuery, double[] expectedKey, double[] expectedValue) =
            oracle.Backward(q.ToDouble(), k.ToDouble(), v.ToDouble(), gradient.ToDouble());
        WindowAttentionArguments arguments = Arguments(oracle, q, k, v);
        foreach (KernelTier tier in Numbers.Tiers)
        {
            GuardedRows output = new(tokens, heads * valueSize, 2), lse = new(1, heads * tokens, 0), dq = new(tokens, heads * keySize, 4);
            GuardedRows dk = Rows(tokens, keyHeads * keySize, 2, 5), dv = Rows(tokens, keyHeads * valueSize, 3, 6);
            (double[] keyBefore, double[] valueBefore) = (dk.ToDouble(), dv.ToDouble());

            WindowAttentionGradient.Forward(arguments, output.Rows, lse.Rows.Values, tier);
            WindowAttentionGradient.Backward(
                arguments, output.Rows, lse.Rows.Values, gradient.Rows, dq.Rows, dk.Rows, dv.Rows, tier);

            Slopes.AssertClose(expected, output.ToDouble(), Tolerance, $"{tier} output");
            Slopes.AssertClose(logSumExp, lse.ToDouble(), Tolerance, $"{tier} logsumexp");
            Slopes.AssertClose(expectedQuery, dq.ToDouble(), Tolerance, $"{tier} dq");
            Slopes.AssertClose(Sum(expectedKey, keyBefore), dk.ToDouble(), Tolerance, $"{tier} dk");
            Slopes.AssertClose(Sum(expectedValue, valueBefore), dv.ToDouble(), Tolerance, $"{tier} dv");
        }
    }

    [Fact]
    public void Large_scores_stay_finite()
    {
        var oracle = new AttentionOracle(120, 2, 1, 4, 8, 110, 2);
        GuardedRows q = GuardedRows.Uniform(120, 8, 0, 40f, 1), k = GuardedRows.Uniform(120, 4, 0, 40f, 2);
        GuardedRows v = Rows(120, 8, 0, 3);
        double[] expected = oracle.Forward(q.ToDouble(), k.ToDouble(), v.ToDouble()).Output;
        foreach (KernelTier tier in Numbers.Tiers)
        {
            var output = new GuardedRows(120, 16, 0);

            WindowAttentionGradient.Forward(Arguments(oracle, q, k, v), output.Rows, new float[240], tier);

            // Scores of thousands carry float32 errors of 1e-4 into the exponent.
            Slopes.AssertClose(expected, output.ToDouble(), 2e-3, $"{tier} output");
        }
    }

    [Fact]
    public void The_query_gradient_may_replace_the_query()
    {
        var oracle = new AttentionOracle(60, 6, 2, 8, 16, 20, 4);
        GuardedRows q = Rows(60, 48, 0, 1), k = Rows(60, 16, 0, 2), v = Rows(60, 32, 0, 3), gradient = Rows(60, 96, 0, 4);
        GuardedRows output = new(60, 96, 0), dq = new(60, 48, 0);
        float[] lse = new float[360], dk = new float[60 * 16], dv = new float[60 * 32];
        WindowAttentionArguments arguments = Arguments(oracle, q, k, v);
        WindowAttentionGradient.Forward(arguments, output.Rows, lse, KernelTier.Vector256);
        WindowAttentionGradient.Backward(
            arguments, output.Rows, lse, gradient.Rows, dq.Rows, new(dk, 16), new(dv, 32), KernelTier.Vector256);

        WindowAttentionGradient.Backward(
            arguments, output.Rows, lse, gradient.Rows, q.Rows, new(dk, 16), new(dv, 32), KernelTier.Vector256);

        Numbers.AssertSameBits(dq.ToSingle(), q.ToSingle());
    }

    [Fact]
    public void Sizes_that_do_not_fit_are_refused()
    {
        Assert.Equal("Heads", Refused(new AttentionOracle(2, 3, 2, 4, 4, 1, 0)));
        Assert.Equal("Window", Refused(new AttentionOracle(2, 4, 2, 4, 4, -1, 0)));
        Assert.Equal("Prefix", Refused(new AttentionOracle(2, 4, 2, 4, 4, 1, -1)));
        Assert.Equal("Query", Refused(new AttentionOracle(3, 4, 2, 4, 4, 1, 0)));
        Assert.Equal("logSumExp", Refused(new AttentionOracle(2, 4, 2, 4, 4, 1, 0)));
    }

    private static string? Refused(AttentionOracle oracle)
    {
        GuardedRows q = Rows(2, 16, 0, 1), k = Rows(2, 8, 0, 2), v = Rows(2, 8, 0, 3), output = Rows(2, 16, 0, 4);
        return Assert.ThrowsAny<ArgumentException>(
            () => WindowAttentionGradient.Forward(Arguments(oracle, q, k, v), output.Rows, new float[7], KernelTier.Scalar)).ParamName;
    }

    private static WindowAttentionArguments Arguments(AttentionOracle oracle, GuardedRows q, GuardedRows k, GuardedRows v) => new()
    {
        Tokens = oracle.Tokens,
        Heads = oracle.Heads,
        KeyHeads = oracle.KeyHeads,
        KeySize = oracle.KeySize,
        ValueSize = oracle.ValueSize,
        Window = oracle.Window,
        Prefix = oracle.Prefix,
        Scale = (float)oracle.Scale,
        Query = q.Rows,
        Key = k.Rows,
        Value = v.Rows,
    };

    private static GuardedRows Rows(int rows, int width, int padding, int seed) => GuardedRows.Uniform(rows, width, padding, 2f, seed);

    private static double[] Sum(double[] first, double[] second) => [.. first.Zip(second, (a, b) => a + b)];
}
