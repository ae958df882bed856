namespace Hymba.Kernels.Tests.Training;

public sealed class AttentionOracleTests
{
    [Theory]
    [InlineData(7, 4, 2, 3, 5, 2, 1)]
    [InlineData(6, 2, 2, 4, 2, 0, 0)]
    [InlineData(6, 3, 1, 2, 3, null, 0)]
    public void Its_gradients_are_its_slopes(int tokens, int heads, int keyHeads, int keySize, int valueSize, int? window, int prefix)
    {
        var oracle = new AttentionOracle(tokens, heads, keyHeads, keySize, valueSize, window, prefix);
        double[] q = Uniform(tokens * heads * keySize, 1), k = Uniform(tokens * keyHeads * keySize, 2);
        double[] v = Uniform(tokens * keyHeads * valueSize, 3), gradient = Uniform(tokens * heads * valueSize, 4);
        (double[] dq, double[] dk, double[] dv) = oracle.Backward(q, k, v, gradient);
        double Loss() => Slopes.Weighted(oracle.Forward(q, k, v).Output, gradient);

        Slopes.AssertClose(Slopes.Of(q, Loss), dq, 1e-7, "dq");
        Slopes.AssertClose(Slopes.Of(k, Loss), dk, 1e-7, "dk");
        Slopes.AssertClose(Slopes.Of(v, Loss), dv, 1e-7, "dv");
    }

    private static double[] Uniform(int count, int seed) => [.. Numbers.Uniform(count, -2f, 2f, seed).Select(value => (double)value)];
}
