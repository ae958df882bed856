using Hymba.Inference;
using Hymba.Inference.Checkpoint;
using Hymba.Inference.Model;
using Hymba.Training.Batches;
using Hymba.Training.Data;
using Hymba.Training.Model;
using Hymba.Training.Output;
using TorchSharp;

namespace Hymba.Training.Runs;

/// <summary>A model trained on whole conversations and texts: config and tokenizer in, checkpoint directory out.</summary>
internal static class TrainingRun
{
    /// <summary>Trains and writes the model; blocks until it is done.</summary>
    /// <param name="configPath">The model's <c>config.json</c>, with its tokenizer files beside it.</param>
    /// <param name="startFrom">A checkpoint of this config whose weights are the initial ones; null for random ones.</param>
    /// <param name="training">Data to learn from.</param>
    /// <param name="heldOut">Data that is only evaluated.</param>
    /// <param name="heldOutCount">How many examples of it; 0 for no evaluation.</param>
    /// <param name="promptWeight">Weight in the loss of what is no reply, 0 to 1.</param>
    /// <param name="folder">Where everything is written.</param>
    /// <param name="resume">Whether the folder's saved state is gone on with.</param>
    /// <param name="options">How to train.</param>
    /// <param name="progress">Told after every step.</param>
    /// <param name="cancellationToken">Stops between two steps, after saving.</param>
    /// <exception cref="InvalidOptionsException">Options are wrong; names all.</exception>
    /// <exception cref="ModelLoadException">The config, the tokenizer or the saved state cannot be used.</exception>
    /// <exception cref="TrainingDataException">Data cannot be used.</exception>
    /// <exception cref="CheckpointWriteException">The folder cannot be written.</exception>
    public static void Run(
        string configPath,
        string? startFrom,
        IExampleSource training,
        IExampleSource heldOut,
        int heldOutCount,
        float promptWeight,
        RunFolder folder,
        bool resume,
        TrainingOptions options,
        IProgress<TrainingProgress>? progress,
        CancellationToken cancellationToken)
    {
        TrainingSetup.Require(options.Validate());
        HymbaConfig config = HymbaConfigReader.Read(configPath);
        ExampleEncoder encoder = TrainingSetup.Encoder(configPath, config, promptWeight);
        torch.Device device = TrainingSetup.Start(options);
        using var weights = new FullWeights(config, configPath, device, TrainingSetup.ComputeType(options), _ => SafetensorsDtype.BF16);
        if (startFrom is null)
        {
            InitialWeights.Fill(weights.Store, config, options.Seed);
        }
        else
        {
            weights.ReadState(startFrom);
        }

        var batches = new BatchPlanner(training, encoder, options, config.ContextTokens);
        TrainingPass[] heldOutPasses = TrainingSetup.HeldOut(heldOut, heldOutCount, encoder, config.ContextTokens);
        new Trainer(weights, batches, heldOutPasses, folder, options, TimeProvider.System).Run(resume, progress, cancellationToken);
        folder.DrawCurve();
        folder.WriteResult(weights);
    }
}
