using Hymba.Training.Model;
using Hymba.Training.Runs;
using TorchSharp.Modules;
using static TorchSharp.torch;
using AdamW = Hymba.Training.Optimization.AdamW;

namespace Hymba.Training.Tests.Optimization;

public sealed class AdamWTests
{
    private static readonly TrainingOptions Options = new()
    {
        Steps = 100,
        LearningRate = 0.03,
        FinalLearningRateShare = 1,
        WarmupSteps = 0,
        WeightDecay = 0.2,
        ClipNorm = double.MaxValue,
    };

    [Fact]
    public void It_does_what_PyTorch_s_does()
    {
        TrainingSetup.Start(Options);
        using IDisposable scope = NewDisposeScope();
        using var store = new ParameterStore([("norm.weight", [5]), ("proj.weight", [3, 4])], CPU);
        using Generator generator = new(3, CPU);
        store.Values.copy_(randn(17, generator: generator));
        using var optimizer = new AdamW(store, Options);

        // Only the matrix decays.
        var matrix = new Parameter(store.View(store.Values, "proj.weight").clone());
        var vector = new Parameter(store.View(store.Values, "norm.weight").clone());
        var decaying = optim.AdamW([matrix], Options.LearningRate, Options.Beta1, Options.Beta2, Options.Epsilon, Options.WeightDecay);
        var plain = optim.AdamW([vector], Options.LearningRate, Options.Beta1, Options.Beta2, Options.Epsilon, 0);
        for (int step = 0; step < 6; step++)
        {
            Tensor gradient = randn(17, generator: generator).mul(Math.Pow(10, step - 3));
            matrix.grad = store.View(gradient, "proj.weight").clone();
            vector.grad = store.View(gradient, "norm.weight").clone();
            decaying.step();
            plain.step();
            float norm = gradient.norm().item<float>();
            Assert.Equal(norm, optimizer.Update(gradient, step), 1e-5f * norm);
            Near(matrix, store.View(store.Values, "proj.weight"));
            Near(vector, store.View(store.Values, "norm.weight"));
        }
    }

    [Fact]
    public void A_long_gradient_is_scaled_down_to_the_limit()
    {
        TrainingSetup.Start(Options);
        using IDisposable scope = NewDisposeScope();
        using ParameterStore clipped = new([("a.weight", [4])], CPU), scaled = new([("a.weight", [4])], CPU);
        using var strict = new AdamW(clipped, Options with { ClipNorm = 0.5 });
        using var free = new AdamW(scaled, Options);
        Tensor gradient = tensor(new float[] { 3, 0, 4, 0 });
        Assert.Equal(5, strict.Update(gradient.clone(), 0), 1e-5);
        free.Update(gradient.mul(0.1), 0);
        Near(free.FirstMoment, strict.FirstMoment);
        Near(free.SecondMoment, strict.SecondMoment);
    }

    private static void Near(Tensor expected, Tensor actual)
        => Assert.True(expected.sub(actual).abs().max().item<float>() < 2e-6f, $"{expected.abs().max().item<float>()}");
}
