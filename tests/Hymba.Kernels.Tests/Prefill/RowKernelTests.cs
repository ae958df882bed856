using Hymba.Kernels.Prefill;

namespace Hymba.Kernels.Tests.Prefill;

/// <summary>The kernels that work row by row: each against double precision, in every tier, with float32 and bfloat16, on one thread and several.</summary>
public sealed class RowKernelTests
{
    private const float Epsilon = 1e-5f;

    public static TheoryData<int, int> Sizes => new() { { 1, 1 }, { 3, 16 }, { 7, 33 }, { 18, 100 } };

    [Theory]
    [MemberData(nameof(Sizes))]
    public void Norms(int rows, int width)
    {
        float[] weight = Numbers.Uniform(width, 0.5f, 2f, 1);
        Check<SingleElement, float, SingleElement, float>(rows, width, 1e-5, Run<SingleElement, float, SingleElement, float>);
        Check<SingleElement, float, Bfloat16Element, ushort>(rows, width, 0.01, Run<SingleElement, float, Bfloat16Element, ushort>);
        Check<Bfloat16Element, ushort, SingleElement, float>(rows, width, 1e-5, Run<Bfloat16Element, ushort, SingleElement, float>);

        double[] Run<TFrom, TIn, TTo, TOut>(NativeRows<TIn> x, float[] values, NativeRows<TOut> y, int threads, KernelTier tier)
            where TFrom : struct, IElement<TIn>
            where TIn : unmanaged
            where TTo : struct, IElement<TOut>
            where TOut : unmanaged
        {
            NormRows<TFrom, TIn, TTo, TOut>.Run(x, rows, width, weight, Epsilon, y, threads, tier);
            return Each(rows, width, (row, column) =>
            {
                double squares = Row(values, row, width).Sum(value => value * value);
                return values[(row * width) + column] * weight[column] / Math.Sqrt((squares / width) + Epsilon);
            });
        }
    }

    [Theory]
    [MemberData(nameof(Sizes))]
    public void Norms_without_a_weight_copy(int rows, int width)
    {
        float[] values = Numbers.Uniform(rows * width, -2f, 2f, 2);
        var x = new NativeMatrix<SingleElement, float>(rows, width, values);
        var y = new NativeMatrix<SingleElement, float>(rows, width);
        NormRows<SingleElement, float, SingleElement, float>.Run(x.Rows, rows, width, [], Epsilon, y.Rows, 2, KernelTier.Vector256);
        Assert.Equal(values, y.Read());
    }

    [Theory]
    [MemberData(nameof(Sizes))]
    public void Sums(int rows, int width)
    {
        foreach (KernelTier tier in Numbers.Tiers)
        {
            float[] values = Numbers.Uniform(rows * width, -2f, 2f, 3), before = Numbers.Uniform(rows * width, -2f, 2f, 4);
            var x = new NativeMatrix<Bfloat16Element, ushort>(rows, width, values);
            var sum = new NativeMatrix<SingleElement, float>(rows, width, before);
            AddRows<Bfloat16Element, ushort>.Run(x.Rows, rows, width, sum.Rows, 2, tier);
            Assert.Equal(x.Read().Zip(before, (a, b) => a + b), sum.Read());
        }
    }

    [Theory]
    [MemberData(nameof(Sizes))]
    public void Time_steps(int rows, int width)
    {
        float[] bias = Numbers.Uniform(width, -30f, 30f, 5);
        Check<SingleElement, float, SingleElement, float>(rows, width, 1e-5, Run<SingleElement, float>);
        Check<Bfloat16Element, ushort, SingleElement, float>(rows, width, 1e-5, Run<Bfloat16Element, ushort>);

        double[] Run<TFrom, TIn>(NativeRows<TIn> x, float[] values, NativeRows<float> y, int threads, KernelTier tier)
            where TFrom : struct, IElement<TIn>
            where TIn : unmanaged
        {
            SoftplusRows<TFrom, TIn>.Run(x, rows, bias, y, threads, tier);
            return Each(rows, width, (row, column) =>
            {
                double sum = (double)values[(row * width) + column] + bias[column];
                return Math.Max(sum, 0) + Math.Log(1 + Math.Exp(-Math.Abs(sum)));
            });
        }
    }

    [Theory]
    [MemberData(nameof(Sizes))]
    public void Activations(int rows, int width)
    {
        foreach (KernelTier tier in Numbers.Tiers)
        {
            float[] gates = Numbers.Uniform(rows * width, -9f, 9f, 6), ups = Numbers.Uniform(rows * width, -2f, 2f, 7);
            var gate = new NativeMatrix<SingleElement, float>(rows, width, gates);
            var up = new NativeMatrix<SingleElement, float>(rows, width, ups);
            ActivationRows<SingleElement, float>.Run(gate.Rows, up.Rows, rows, width, 2, tier);
            Near(Each(rows, width, (r, c) => Silu(gates[(r * width) + c]) * ups[(r * width) + c]), up.Read(), 1e-5);

            var halves = new NativeMatrix<Bfloat16Element, ushort>(rows, width, ups);
            float[] rounded = halves.Read();
            ActivationRows<Bfloat16Element, ushort>.Run(default, halves.Rows, rows, width, 2, tier);
            Near(Each(rows, width, (r, c) => Math.Pow(Math.Max(rounded[(r * width) + c], 0), 2)), halves.Read(), 0.01);
        }
    }

    [Theory]
    [MemberData(nameof(Sizes))]
    public void Gated_averages(int rows, int width)
    {
        float[] w1 = Numbers.Uniform(width, 0.5f, 2f, 8), w2 = Numbers.Uniform(width, 0.5f, 2f, 9);
        float[] attended = Numbers.Uniform(rows * width, -2f, 2f, 10), scanned = Numbers.Uniform(rows * width, -2f, 2f, 11);
        foreach (KernelTier tier in Numbers.Tiers)
        {
            var a = new NativeMatrix<SingleElement, float>(rows, width, attended);
            var s = new NativeMatrix<SingleElement, float>(rows, width, scanned);
            var z = new NativeMatrix<Bfloat16Element, ushort>(rows, width, Numbers.Uniform(rows * width, -4f, 4f, 12));
            var y = new NativeMatrix<Bfloat16Element, ushort>(rows, width);
            GatedAverageRows<Bfloat16Element, ushort>.Run(a.Rows, w1, s.Rows, z.Rows, w2, Epsilon, y.Rows, rows, 2, tier);
            float[] gates = z.Read();
            double[] gated = Each(rows, width, (r, c) => scanned[(r * width) + c] * Silu(gates[(r * width) + c]));
            Near(gated, s.Read(), 1e-5);
            double[] expected = Each(rows, width, (r, c) =>
            {
                double first = Row(attended, r, width).Sum(value => value * value), second = gated.Skip(r * width).Take(width).Sum(value => value * value);
                return ((attended[(r * width) + c] * w1[c] / Math.Sqrt((first / width) + Epsilon))
                    + (gated[(r * width) + c] * w2[c] / Math.Sqrt((second / width) + Epsilon))) / 2;
            });
            Near(expected, y.Read(), 0.01);
        }
    }

    [Fact]
    public void Matrices_that_are_too_small_are_refused()
    {
        var small = new NativeMatrix<SingleElement, float>(2, 8);
        var error = Assert.Throws<ArgumentException>(
            () => AddRows<SingleElement, float>.Run(small.Rows, 3, 8, small.Rows, 1, KernelTier.Scalar));
        Assert.Contains("need 30 elements; 22 were given", error.Message, StringComparison.Ordinal);
    }

    private delegate double[] Operation<TIn, TOut>(NativeRows<TIn> x, float[] values, NativeRows<TOut> y, int threads, KernelTier tier)
        where TIn : unmanaged
        where TOut : unmanaged;

    private static void Check<TFrom, TIn, TTo, TOut>(int rows, int width, double tolerance, Operation<TIn, TOut> run)
        where TFrom : struct, IElement<TIn>
        where TIn : unmanaged
        where TTo : struct, IElement<TOut>
        where TOut : unmanaged
    {
        foreach (KernelTier tier in Numbers.Tiers)
        {
            var x = new NativeMatrix<TFrom, TIn>(rows, width, Numbers.Uniform(rows * width, -2f, 2f, 13));
            var y = new NativeMatrix<TTo, TOut>(rows, width);
            double[] expected = run(x.Rows, x.Read(), y.Rows, 1, tier);
            float[] alone = y.Read();
            Near(expected, alone, tolerance);
            run(x.Rows, x.Read(), y.Rows, 3, tier);
            Numbers.AssertSameBits(alone, y.Read());
        }
    }

    private static double Silu(double x) => x / (1 + Math.Exp(-x));

    private static IEnumerable<double> Row(float[] values, int row, int width) => values.Skip(row * width).Take(width).Select(value => (double)value);

    private static double[] Each(int rows, int width, Func<int, int, double> value)
        => [.. Enumerable.Range(0, rows * width).Select(i => value(i / width, i % width))];

    private static void Near(double[] expected, float[] actual, double tolerance)
    {
        Assert.Equal(expected.Length, actual.Length);
        for (int i = 0; i < expected.Length; i++)
        {
            Assert.InRange(actual[i] - expected[i], -tolerance * (1 + Math.Abs(expected[i])), tolerance * (1 + Math.Abs(expected[i])));
        }
    }
}
