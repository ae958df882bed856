using Hymba.Kernels.Training;

namespace Hymba.Kernels.Tests.Training;

public sealed class GatedSiluGradientTests
{
    private const double Tolerance = 2e-6;

    [Theory]
    [InlineData(1, 1, 0)]
    [InlineData(3, 7, 5)]
    [InlineData(2, 70, 0)]
    [InlineData(0, 70, 0)]
    public void Both_passes_agree_with_double(int rows, int width, int padding)
    {
        foreach (KernelTier tier in Numbers.Tiers)
        {
            GuardedRows gate = GuardedRows.Uniform(rows, width, padding, 8f, 1), up = GuardedRows.Uniform(rows, width, padding + 1, 1f, 2);
            GuardedRows output = new(rows, width, padding + 2), gradient = GuardedRows.Uniform(rows, width, padding, 1f, 3);
            GuardedRows gateGradient = new(rows, width, padding), upGradient = new(rows, width, padding + 3);

            GatedSiluGradient.Forward(rows, width, gate.Rows, up.Rows, output.Rows, tier);
            GatedSiluGradient.Backward(rows, width, gradient.Rows, gate.Rows, up.Rows, gateGradient.Rows, upGradient.Rows, tier);

            double[] g = gate.ToDouble(), u = up.ToDouble();
            double[] Oracle() => [.. g.Zip(u, (a, b) => a / (1 + Math.Exp(-a)) * b)];
            Slopes.AssertClose(Oracle(), output.ToDouble(), Tolerance, $"{tier} output");
            double Loss() => Slopes.Weighted(Oracle(), gradient.ToDouble());
            Slopes.AssertClose(Slopes.Of(g, Loss), gateGradient.ToDouble(), Tolerance, $"{tier} gate");
            Slopes.AssertClose(Slopes.Of(u, Loss), upGradient.ToDouble(), Tolerance, $"{tier} up");
        }
    }

    [Fact]
    public void Gates_far_from_zero_stay_finite()
    {
        foreach (KernelTier tier in Numbers.Tiers)
        {
            float[] gate = [.. Enumerable.Range(0, 20).Select(i => i % 2 == 0 ? 200f : -200f)];
            float[] ones = [.. gate.Select(_ => 1f)], output = new float[20], gateGradient = new float[20], upGradient = new float[20];

            GatedSiluGradient.Forward(1, 20, new(gate, 20), new(ones, 20), new(output, 20), tier);
            GatedSiluGradient.Backward(
                1, 20, new(ones, 20), new(gate, 20), new(ones, 20), new(gateGradient, 20), new(upGradient, 20), tier);

            Assert.Equal(gate.Select(g => Math.Max(0f, g)), output);
            Assert.Equal(gate.Select(g => Math.Max(0f, g)), upGradient);
            Assert.Equal(gate.Select(g => g > 0 ? 1f : 0f), gateGradient);
        }
    }

    [Fact]
    public void Gradients_of_a_joint_matrix_may_replace_its_halves()
    {
        foreach (KernelTier tier in Numbers.Tiers)
        {
            float[] joint = Numbers.Uniform(2 * 42, -2f, 2f, 1), gradient = Numbers.Uniform(2 * 21, -1f, 1f, 2);
            float[] expected = new float[2 * 42];
            GatedSiluGradient.Backward(
                2, 21, new(gradient, 21), new(joint, 42), new(joint.AsSpan(21), 42), new(expected, 42), new(expected.AsSpan(21), 42), tier);

            GatedSiluGradient.Backward(
                2, 21, new(gradient, 21), new(joint, 42), new(joint.AsSpan(21), 42), new(joint, 42), new(joint.AsSpan(21), 42), tier);

            Numbers.AssertSameBits(expected, joint);
        }
    }

    [Fact]
    public void Rows_that_do_not_fit_are_refused()
        => Assert.Equal("up", Assert.ThrowsAny<ArgumentException>(() => GatedSiluGradient.Forward(
            2, 4, new(new float[8], 4), new(new float[7], 4), new(new float[8], 4), KernelTier.Scalar)).ParamName);
}
