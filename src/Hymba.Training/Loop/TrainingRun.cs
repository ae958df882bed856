using Hymba.Inference;
using Hymba.Inference.Checkpoint;
using Hymba.Inference.Model;
using Hymba.Inference.Native;
using Hymba.Inference.Text;
using Hymba.Training.Batches;
using Hymba.Training.Data;
using Hymba.Training.Model;
using Hymba.Training.Output;
using Microsoft.Extensions.Logging.Abstractions;
using TorchSharp;

namespace Hymba.Training.Loop;

/// <summary>A model trained from scratch: config and tokenizer in, checkpoint directory out.</summary>
internal static class TrainingRun
{
    private const int HeldOutPassTokens = 2048;

    /// <summary>Trains and writes the model; blocks until it is done.</summary>
    /// <param name="configPath">The model's <c>config.json</c>, with its tokenizer files beside it.</param>
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
    public static void FromScratch(
        string configPath,
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
        IReadOnlyList<string> errors = options.Validate();
        if (errors.Count > 0)
        {
            throw new InvalidOptionsException(errors);
        }

        HymbaConfig config = HymbaConfigReader.Read(configPath);
        string directory = Path.GetDirectoryName(Path.GetFullPath(configPath))!;
        HymbaTokenizer tokenizer = HymbaTokenizer.Load(directory);
        if (tokenizer.VocabularySize > config.VocabularySize)
        {
            throw new ModelLoadException(configPath, [$"vocab_size is {config.VocabularySize}; the tokenizer has {tokenizer.VocabularySize} ids."]);
        }

        var encoder = new ExampleEncoder(tokenizer, ChatTemplate.Load(directory, tokenizer), promptWeight);
        TorchRuntime.EnsureLoaded(NullLogger.Instance);
        NativeAllocator.KeepFreedMemory();
        if (!DeviceName.TryParse(options.Device, out (DeviceType Type, int Index) device))
        {
            throw new InvalidOptionsException([$"Device is '{options.Device}'."]);
        }

        using var store = new ParameterStore(config, new torch.Device(device.Type, device.Index));
        InitialWeights.Fill(store, options.Seed);
        var batches = new BatchPlanner(training, encoder, options, config.ContextTokens);
        TrainingPass[] heldOutPasses = HeldOut(heldOut, heldOutCount, encoder, config.ContextTokens);
        new Trainer(store, batches, heldOutPasses, folder, configPath, options, TimeProvider.System).Run(resume, progress, cancellationToken);
        folder.DrawCurve();
        folder.WriteModel(store, configPath, SafetensorsDtype.BF16);
    }

    private static TrainingPass[] HeldOut(IExampleSource source, int count, ExampleEncoder encoder, int maxTokens)
    {
        if (count == 0)
        {
            return [];
        }

        var planner = new BatchPlanner(
            source, encoder, new TrainingOptions { Steps = 1, BatchTokens = int.MaxValue, PassTokens = HeldOutPassTokens }, maxTokens);
        return [.. planner.TakeExamples(0, count).Passes];
    }
}
