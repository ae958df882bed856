using Hymba.Inference;
using Hymba.Inference.Model;
using Hymba.Inference.Native;
using Hymba.Inference.Text;
using Hymba.Training.Batches;
using Hymba.Training.Data;
using Microsoft.Extensions.Logging.Abstractions;
using TorchSharp;

namespace Hymba.Training.Runs;

/// <summary>What every kind of run needs before it can start.</summary>
internal static class TrainingSetup
{
    private const int HeldOutPassTokens = 2048;

    /// <summary>Refuses wrong options.</summary>
    /// <exception cref="InvalidOptionsException">There are errors.</exception>
    public static void Require(IReadOnlyList<string> errors)
    {
        if (errors.Count > 0)
        {
            throw new InvalidOptionsException(errors);
        }
    }

    /// <summary>The encoder for a model's data.</summary>
    /// <param name="configPath">The model's config, with its tokenizer files beside it.</param>
    /// <param name="config">The same, parsed.</param>
    /// <param name="promptWeight">Weight in the loss of what is no reply, 0 to 1.</param>
    /// <exception cref="ModelLoadException">The tokenizer is missing, damaged or has more ids than the model.</exception>
    public static ExampleEncoder Encoder(string configPath, HymbaConfig config, float promptWeight)
    {
        string directory = Path.GetDirectoryName(Path.GetFullPath(configPath))!;
        HymbaTokenizer tokenizer = HymbaTokenizer.Load(directory);
        return tokenizer.VocabularySize <= config.VocabularySize
            ? new ExampleEncoder(tokenizer, ChatTemplate.Load(directory, tokenizer), promptWeight)
            : throw new ModelLoadException(configPath, [$"vocab_size is {config.VocabularySize}; the tokenizer has {tokenizer.VocabularySize} ids."]);
    }

    /// <summary>Loads the native library and finds the device.</summary>
    /// <exception cref="NativeLibraryException">The library cannot be loaded.</exception>
    public static torch.Device Start(TrainingOptions options)
    {
        TorchRuntime.EnsureLoaded(NullLogger.Instance);
        NativeAllocator.KeepFreedMemory();
        return DeviceName.TryParse(options.Device, out (DeviceType Type, int Index) device)
            ? new torch.Device(device.Type, device.Index)
            : throw new InvalidOptionsException([$"Device is '{options.Device}'."]);
    }

    /// <summary>The type of the matrix products.</summary>
    public static torch.ScalarType ComputeType(TrainingOptions options)
        => options.MatrixType is HymbaDataType.Float32 ? torch.ScalarType.Float32 : torch.ScalarType.BFloat16;

    /// <summary>Passes over the first examples of held-out data.</summary>
    /// <exception cref="TrainingDataException">An example cannot be used.</exception>
    public static TrainingPass[] HeldOut(IExampleSource source, int count, ExampleEncoder encoder, int maxTokens)
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
