using Hymba.Inference.Checkpoint;
using Hymba.Training.Batches;
using Hymba.Training.Model;
using Hymba.Training.Runs;
using static TorchSharp.torch;

namespace Hymba.Training.Tests.Runs;

[Collection("Training runs")]
public sealed class ReplicaTeamTests
{
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Two_workers_compute_what_one_does(bool withAdapter)
    {
        TrainingOptions options = TinyRun.Options(1, 0.01) with { BatchTokens = 400, PassTokens = 20 };
        Device device = TrainingSetup.Start(options);
        using HymbaCheckpoint checkpoint = HymbaCheckpoint.Open(TinyRun.Model);
        string configPath = Path.Combine(TinyRun.Model, CheckpointFiles.ConfigName);
        using ITrainedWeights weights = withAdapter
            ? new LoraWeights(checkpoint, new LoraOptions { Rank = 2 }, device, ScalarType.Float32, seed: 1)
            : new FullWeights(checkpoint.Config, configPath, device, ScalarType.Float32, _ => SafetensorsDtype.F32);
        if (!withAdapter)
        {
            StoreLoader.LoadInto(checkpoint, weights.Store);
        }

        var planner = new BatchPlanner(
            TinyRun.Conversations, TrainingSetup.Encoder(configPath, checkpoint.Config, 0.5f), options, checkpoint.Config.ContextTokens);
        TrainingBatch batch = planner.Take(0);
        Assert.True(batch.Passes.Count >= 4);
        using ReplicaTeam one = new(weights, 1), two = new(weights, 2);
        using IDisposable scope = NewDisposeScope();
        Assert.Equal(one.Accumulate(batch), two.Accumulate(batch), 1e-4);
        Assert.Equal(one.Evaluate(batch.Passes), two.Evaluate(batch.Passes), 1e-4);
        float size = one.Gradient.norm().item<float>();
        Assert.True(size > 0);
        Assert.InRange(one.Gradient.sub(two.Gradient).norm().item<float>() / size, 0, 1e-4f);

        // A second batch starts from zero again.
        Tensor first = one.Gradient.clone();
        one.Accumulate(batch);
        Assert.True(one.Gradient.sub(first).norm().item<float>() <= 1e-6f * size);
    }
}
