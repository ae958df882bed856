using Hymba.Inference;
using Hymba.Inference.Checkpoint;
using Hymba.Training.Batches;
using Hymba.Training.Model;
using Hymba.Training.Output;
using TorchSharp;

namespace Hymba.Training.Runs;

/// <summary>An existing checkpoint trained further, all of it or a LoRA adapter: checkpoint directory and conversations in, model or adapter out.</summary>
internal static class FineTuningRun
{
    private const double WarmupShare = 0.1;

    /// <summary>Trains and writes <c>model/</c> or <c>adapter/</c>; blocks until it is done.</summary>
    /// <param name="tuning">What to train on what.</param>
    /// <param name="options">How; its steps and warm-up may be replaced, see <see cref="FineTuning"/>.</param>
    /// <param name="folder">Where everything is written; untouched until options, model and all examples are checked.</param>
    /// <param name="resume">Whether the folder's saved state is gone on with.</param>
    /// <param name="progress">Told after every step.</param>
    /// <param name="cancellationToken">Stops between two steps, after saving.</param>
    /// <exception cref="InvalidOptionsException">Options are wrong; names all.</exception>
    /// <exception cref="ModelLoadException">The checkpoint, its tokenizer or the saved state cannot be used.</exception>
    /// <exception cref="TrainingDataException">Data cannot be used.</exception>
    /// <exception cref="CheckpointWriteException">The folder cannot be written.</exception>
    public static void Run(
        FineTuning tuning,
        TrainingOptions options,
        RunFolder folder,
        bool resume,
        IProgress<TrainingProgress>? progress,
        CancellationToken cancellationToken)
    {
        TrainingSetup.Require(tuning.Validate());
        using HymbaCheckpoint checkpoint = HymbaCheckpoint.Open(tuning.ModelPath);
        string configPath = CheckpointFiles.Locate(tuning.ModelPath).ConfigPath;
        ExampleEncoder encoder = TrainingSetup.Encoder(configPath, checkpoint.Config, tuning.PromptWeight);
        var batches = new BatchPlanner(tuning.Training, encoder, options, checkpoint.Config.ContextTokens);
        long tokens = batches.CountTokens(tuning.ExampleCount, cancellationToken);
        TrainingPass[] heldOut = tuning.HeldOut is null
            ? [] : TrainingSetup.HeldOut(tuning.HeldOut, tuning.HeldOutCount, encoder, checkpoint.Config.ContextTokens);
        options = Plan(tuning, options, tokens);
        TrainingSetup.Require(options.Validate());

        torch.Device device = TrainingSetup.Start(options);
        using ITrainedWeights weights = Load(checkpoint, configPath, tuning.Lora, options, device);
        new Trainer(weights, batches, heldOut, folder, options, TimeProvider.System).Run(resume, progress, cancellationToken);
        folder.DrawCurve();
        folder.WriteResult(weights);
    }

    private static TrainingOptions Plan(FineTuning tuning, TrainingOptions options, long tokens)
    {
        long steps = tuning.Epochs is double epochs
            ? (long)Math.Clamp(Math.Ceiling(epochs * tokens / Math.Max(1, options.BatchTokens)), 1, int.MaxValue)
            : options.Steps;
        return options with { Steps = steps, WarmupSteps = tuning.WarmupSteps ?? (long)(WarmupShare * steps) };
    }

    private static ITrainedWeights Load(
        HymbaCheckpoint checkpoint, string configPath, LoraOptions? lora, TrainingOptions options, torch.Device device)
    {
        if (lora is not null)
        {
            return new LoraWeights(checkpoint, lora, device, TrainingSetup.ComputeType(options), options.Seed);
        }

        var stored = checkpoint.Entries.ToDictionary(entry => entry.Key, entry => entry.Value.Dtype);
        var weights = new FullWeights(checkpoint.Config, configPath, device, TrainingSetup.ComputeType(options), name => stored[name]);
        StoreLoader.LoadInto(checkpoint, weights.Store);
        return weights;
    }
}
