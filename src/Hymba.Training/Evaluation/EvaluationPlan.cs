using Hymba.Training.Data;

namespace Hymba.Training.Evaluation;

/// <summary>What is evaluated. Immutable.</summary>
internal sealed record EvaluationPlan
{
    /// <summary>The kinds of <see cref="NanoData.Kinds"/> to evaluate, each once. Default: all.</summary>
    public IReadOnlyList<string> Kinds { get; init; } = [.. NanoData.Kinds.Select(kind => kind.Kind)];

    /// <summary>Examples of each kind, at least 1. Default 300.</summary>
    public int Count { get; init; } = 300;

    /// <summary>Chooses the examples; the names and values in them are held out of training whatever it is. Default 11.</summary>
    public ulong Seed { get; init; } = 11;

    /// <summary>The most tokens of a reply, at least 1; what is cut off is wrong. Default 160.</summary>
    public int MaxNewTokens { get; init; } = 160;

    /// <summary>The examples of one kind, in order.</summary>
    public IEnumerable<Example> Examples(string kind)
        => Enumerable.Range(0, Count).Select(index => NanoData.CreateEvaluation(Seed, kind, index));
}
