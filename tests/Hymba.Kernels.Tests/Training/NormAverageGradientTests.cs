using Hymba.Kernels.Training;

namespace Hymba.Kernels.Tests.Training;

public sealed class NormAverageGradientTests
{
    private const float Epsilon = 1e-5f;
    private const double Tolerance = 5e-6;

    [Theory]
    [InlineData(1, 1, 0)]
    [InlineData(3, 6, 5)]
    [InlineData(2, 53, 0)]
    [InlineData(2, 100, 3)]
    public void Both_passes_agree_with_double(int rows, int width, int padding)
    {
        foreach (KernelTier tier in Numbers.Tiers)
        {
            GuardedRows a = GuardedRows.Uniform(rows, width, padding, 3f, 1), b = GuardedRows.Uniform(rows, width, padding + 1, 0.3f, 2);
            GuardedRows w1 = GuardedRows.Uniform(1, width, 0, 2f, 3), w2 = GuardedRows.Uniform(1, width, 0, 1f, 4);
            GuardedRows dw1 = GuardedRows.Uniform(1, width, 0, 2f, 5), dw2 = GuardedRows.Uniform(1, width, 0, 1f, 6);
            double[] before1 = dw1.ToDouble(), before2 = dw2.ToDouble();
            GuardedRows output = new(rows, width, padding), r1 = new(1, rows, 0), r2 = new(1, rows, 0);
            var gradient = GuardedRows.Uniform(rows, width, padding + 2, 1f, 7);
            GuardedRows da = new(rows, width, padding), db = new(rows, width, padding + 1);
            float[] firstWeight = w1.ToSingle(), secondWeight = w2.ToSingle();
            var arguments = new NormAverageArguments
            {
                Rows = rows,
                First = a.Rows,
                FirstWeight = firstWeight,
                Second = b.Rows,
                SecondWeight = secondWeight,
                FirstRstd = r1.Rows.Values[..rows],
                SecondRstd = r2.Rows.Values[..rows],
            };

            NormAverageGradient.Forward(arguments, Epsilon, output.Rows, tier);
            NormAverageGradient.Backward(
                arguments, gradient.Rows, da.Rows, dw1.Rows.Values, db.Rows, dw2.Rows.Values, tier);

            double[] x1 = a.ToDouble(), x2 = b.ToDouble(), v1 = w1.ToDouble(), v2 = w2.ToDouble();
            double[] Oracle() => [.. Norm(x1, v1).Zip(Norm(x2, v2), (first, second) => (first + second) / 2)];
            Slopes.AssertClose(Oracle(), output.ToDouble(), Tolerance, $"{tier} output");
            double Loss() => Slopes.Weighted(Oracle(), gradient.ToDouble());
            Slopes.AssertClose(Slopes.Of(x1, Loss), da.ToDouble(), Tolerance, $"{tier} da");
            Slopes.AssertClose(Slopes.Of(x2, Loss), db.ToDouble(), Tolerance * 10, $"{tier} db");
            Slopes.AssertClose(Sum(Slopes.Of(v1, Loss), before1), dw1.ToDouble(), Tolerance, $"{tier} dw1");
            Slopes.AssertClose(Sum(Slopes.Of(v2, Loss), before2), dw2.ToDouble(), Tolerance, $"{tier} dw2");
            Assert.True(r1.ToDouble().Concat(r2.ToDouble()).All(double.IsPositive));
        }
    }

    [Fact]
    public void Spans_that_are_too_short_are_refused()
    {
        var error = Assert.ThrowsAny<ArgumentException>(() => NormAverageGradient.Forward(
            new NormAverageArguments
            {
                Rows = 2,
                First = new(new float[8], 4),
                FirstWeight = new float[4],
                Second = new(new float[8], 4),
                SecondWeight = new float[3],
                FirstRstd = new float[2],
                SecondRstd = new float[2],
            },
            Epsilon,
            new(new float[8], 4),
            KernelTier.Scalar));

        Assert.Equal("SecondWeight", error.ParamName);
    }

    private static double[] Sum(double[] first, double[] second) => [.. first.Zip(second, (a, b) => a + b)];

    private static IEnumerable<double> Norm(double[] x, double[] weight)
        => x.Chunk(weight.Length).SelectMany(row =>
        {
            double r = 1 / Math.Sqrt(row.Average(value => value * value) + Epsilon);
            return row.Zip(weight, (value, w) => value * w * r);
        });
}
