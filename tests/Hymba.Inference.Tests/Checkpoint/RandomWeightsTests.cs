using System.Runtime.InteropServices;
using Hymba.Inference.Checkpoint;

namespace Hymba.Inference.Tests.Checkpoint;

public sealed class RandomWeightsTests
{
    [Theory]
    [InlineData("model.embed_tokens.weight", 500, 100, 0, 0.25)]
    [InlineData("model.memory_tokens", 500, 100, 0, 0.25)]
    [InlineData("model.layers.0.mamba.in_proj.weight", 200, 400, 0, 0.05)]
    [InlineData("model.layers.0.moe.experts.0.down_proj.weight", 400, 100, 0, 0.1)]
    [InlineData("model.layers.0.mamba.dt_proj.0.weight", 400, 100, 0, 0.05)]
    public void Matrices_keep_the_size_of_activations(string name, long rows, long columns, double mean, double deviation)
    {
        float[] values = Fill(name, [rows, columns]);

        Assert.Equal(mean, values.Average(), deviation / 20);
        Assert.Equal(deviation, Deviation(values), deviation / 50);
    }

    [Theory]
    [InlineData("model.layers.0.input_layernorm.weight", 1, 0.1)]
    [InlineData("model.layers.0.mamba.D.0", 1, 0.1)]
    [InlineData("model.layers.0.mamba.conv1d.bias", 0, 0.1)]
    public void Vectors_scatter_around_their_neutral_value(string name, double mean, double deviation)
    {
        float[] values = Fill(name, [20_000]);

        Assert.Equal(mean, values.Average(), 0.005);
        Assert.Equal(deviation, Deviation(values), 0.003);
    }

    [Fact]
    public void State_decays_grow_with_the_state()
    {
        float[] values = Fill("model.layers.0.mamba.A_log.0", [1000, 16]);

        for (int state = 0; state < 16; state++)
        {
            Assert.Equal(Math.Log(state + 1), values.Where((_, i) => i % 16 == state).Average(), 0.02);
        }
    }

    [Fact]
    public void Time_steps_lie_between_a_thousandth_and_a_tenth()
    {
        float[] steps = [.. Fill("model.layers.0.mamba.dt_proj.0.bias", [5000]).Select(bias => MathF.Log(1 + MathF.Exp(bias)))];

        Assert.InRange(steps.Min(), 0.00099, 0.0012);
        Assert.InRange(steps.Max(), 0.09, 0.1001);
    }

    [Fact]
    public void The_normal_numbers_have_a_normal_fourth_moment_nearly()
    {
        float[] values = Fill("x.proj.weight", [400, 400]);
        double scale = Deviation(values);

        // 3 for a true normal number, 2.7 for the sum of four uniform ones.
        Assert.Equal(2.7, values.Average(value => Math.Pow(value / scale, 4)), 0.05);
    }

    [Fact]
    public void Any_part_has_the_values_of_the_whole()
    {
        float[] whole = Fill("a.weight", [10, 10]);
        float[] part = new float[7];

        new RandomWeights("a.weight", [10, 10], 1).Fill(31, SafetensorsDtype.F32, MemoryMarshal.AsBytes(part.AsSpan()));

        Assert.Equal(whole[31..38], part);
    }

    [Fact]
    public void Types_hold_the_same_values_rounded_to_nearest()
    {
        float[] exact = Fill("a.weight", [100, 10]);
        var weights = new RandomWeights("a.weight", [100, 10], 1);
        Half[] half = new Half[1000];
        ushort[] brain = new ushort[1000];

        weights.Fill(0, SafetensorsDtype.F16, MemoryMarshal.AsBytes(half.AsSpan()));
        weights.Fill(0, SafetensorsDtype.BF16, MemoryMarshal.AsBytes(brain.AsSpan()));

        Assert.Equal(exact.Select(value => (Half)value), half);
        for (int i = 0; i < exact.Length; i++)
        {
            float rounded = BitConverter.UInt32BitsToSingle((uint)brain[i] << 16);
            Assert.InRange(Math.Abs(rounded - exact[i]), 0, Math.Abs(exact[i]) / 256);
        }
    }

    [Fact]
    public void Name_and_seed_both_change_the_values()
    {
        float[] values = Fill("a.weight", [10, 10]);

        Assert.NotEqual(values, Fill("b.weight", [10, 10]));
        Assert.NotEqual(values, Fill("a.weight", [10, 10], seed: 2));
        Assert.Equal(values, Fill("a.weight", [10, 10]));
    }

    [Fact]
    public void Other_types_are_refused()
        => Assert.Throws<ArgumentOutOfRangeException>(() => new RandomWeights("a", [1], 1).Fill(0, SafetensorsDtype.F64, new byte[8]));

    private static float[] Fill(string name, long[] shape, ulong seed = 1)
    {
        float[] values = new float[shape.Aggregate(1L, (product, size) => product * size)];
        new RandomWeights(name, shape, seed).Fill(0, SafetensorsDtype.F32, MemoryMarshal.AsBytes(values.AsSpan()));
        return values;
    }

    private static double Deviation(float[] values)
    {
        double mean = values.Average();
        return Math.Sqrt(values.Average(value => (value - mean) * (value - mean)));
    }
}
