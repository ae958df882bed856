using Hymba.Inference;
using Hymba.Inference.Adapters;
using Hymba.Inference.Checkpoint;
using Hymba.Inference.Model;
using Hymba.Training.Model;
using Hymba.Training.Runs;
using static TorchSharp.torch;

namespace Hymba.Training.Tests.Model;

[Collection("Training runs")]
public sealed class LoraWeightsTests
{
    [Fact]
    public void Factors_start_as_PEFT_s_do_and_change_nothing()
    {
        Device device = TrainingSetup.Start(TinyRun.Options(1, 0.01));
        using HymbaCheckpoint checkpoint = HymbaCheckpoint.Open(TinyRun.Model);
        using var weights = new LoraWeights(checkpoint, new LoraOptions { Rank = 3, Targets = ["x_proj", "down_proj"] }, device, ScalarType.Float32, 5);
        using IDisposable scope = NewDisposeScope();
        foreach (string name in weights.Store.Names)
        {
            Tensor factor = weights.Store.View(weights.Store.Values, name);
            float largest = factor.abs().max().item<float>();
            double bound = 1 / Math.Sqrt(factor.shape[1]);
            Assert.True(name.EndsWith("lora_B.weight", StringComparison.Ordinal) ? largest == 0 : largest > 0.8 * bound && largest <= bound, name);
        }

        Assert.Contains("base_model.model.model.layers.0.mamba.x_proj.0.lora_A.weight", weights.Store.Names);
        Assert.Contains("base_model.model.model.layers.3.moe.experts.0.down_proj.lora_B.weight", weights.Store.Names);
        HymbaWeights assembled = weights.Assemble(weights.Store.Names.ToDictionary(name => name, name => weights.Store.View(weights.Store.Values, name)));
        using HymbaWeights original = WeightLoader.Load(
            checkpoint, ScalarType.Float32, device, cancellationToken: TestContext.Current.CancellationToken);
        Assert.All(original.Named, pair => Assert.True(pair.Value.Tensor.eq(assembled.Named[pair.Key].Tensor).all().item<bool>(), pair.Key));
        assembled.DisposeDerived();
    }

    [Fact]
    public async Task A_matrix_that_the_model_lacks_is_named()
    {
        Device device = TrainingSetup.Start(TinyRun.Options(1, 0.01));
        using var run = new TinyRun();
        CancellationToken token = TestContext.Current.CancellationToken;
        string config = await File.ReadAllTextAsync(RepositoryFiles.Fixture("golden/tiny-b/config.json"), token);
        config = config.Replace("\"mlp_hidden_act\": \"silu\"", "\"mlp_hidden_act\": \"relu2\"", StringComparison.Ordinal);
        await File.WriteAllTextAsync(run["gateless.json"], config, token);
        await RandomCheckpoint.WriteAsync(run["gateless.json"], SafetensorsDtype.BF16, 1, run["gateless"], cancellationToken: token);
        using HymbaCheckpoint checkpoint = HymbaCheckpoint.Open(run["gateless"]);
        var error = Assert.Throws<InvalidOptionsException>(
            () => new LoraWeights(checkpoint, new LoraOptions { Targets = ["gate_proj"] }, device, ScalarType.Float32, 1));
        Assert.Contains("gate_proj", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Every_wrong_option_is_listed()
    {
        Assert.Empty(new LoraOptions().Validate());
        Assert.Equal(3, new LoraOptions { Rank = 0, Alpha = double.NaN, Targets = [] }.Validate().Count);
        string error = Assert.Single(new LoraOptions { Targets = ["in_proj", "q_proj"] }.Validate());
        Assert.All(LoraTargets.Known.Append("q_proj"), name => Assert.Contains(name, error, StringComparison.Ordinal));
    }
}
