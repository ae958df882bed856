using Hymba.Training.Data;
using Hymba.Training.Model;

namespace Hymba.Training.Runs;

/// <summary>What is fine-tuned on what. Immutable.</summary>
internal sealed record FineTuning
{
    /// <summary>The checkpoint directory to start from, with its tokenizer.</summary>
    public required string ModelPath { get; init; }

    /// <summary>Data to learn from.</summary>
    public required IExampleSource Training { get; init; }

    /// <summary>How many examples it has, at least 1; from there on they begin anew. All are checked before anything is written.</summary>
    public required int ExampleCount { get; init; }

    /// <summary>Data that is only evaluated; null for none.</summary>
    public IExampleSource? HeldOut { get; init; }

    /// <summary>How many examples of it.</summary>
    public int HeldOutCount { get; init; }

    /// <summary>Weight in the loss of what is no reply, 0 to 1. Default 0.</summary>
    public float PromptWeight { get; init; }

    /// <summary>The low-rank update to train; null trains all weights. Default null.</summary>
    public LoraOptions? Lora { get; init; }

    /// <summary>Passes over the examples, which then decide the number of steps; null takes that of the options. Default null.</summary>
    public double? Epochs { get; init; }

    /// <summary>Steps over which the learning rate rises; null takes a tenth of all. Default null.</summary>
    public long? WarmupSteps { get; init; }

    /// <summary>Every wrong value, one sentence each; empty when all is well.</summary>
    public IReadOnlyList<string> Validate()
    {
        var errors = new List<string>(Lora?.Validate() ?? []);
        if (ExampleCount < 1)
        {
            errors.Add($"There are {ExampleCount} examples; at least 1 is needed.");
        }

        if (PromptWeight is not (>= 0 and <= 1))
        {
            errors.Add(FormattableString.Invariant($"{nameof(PromptWeight)} is {PromptWeight}; it must be from 0 to 1."));
        }

        if (Epochs is double epochs && !(epochs > 0 && double.IsFinite(epochs)))
        {
            errors.Add(FormattableString.Invariant($"{nameof(Epochs)} is {epochs}; it must be above 0 and finite."));
        }

        return errors;
    }
}
