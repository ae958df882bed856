using Hymba.Inference.Sampling;

namespace Hymba.Inference.Generation;

/// <summary>A finished generation.</summary>
/// <param name="Text">The reply without stop string and end token; empty when the model has no tokenizer.</param>
/// <param name="Tokens">The tokens chosen, in order, with log-probabilities where asked for; the tokens of a stop string are among them.</param>
/// <param name="FinishReason">Why it ended.</param>
/// <param name="StopSequence">The stop string that ended it, if one did.</param>
/// <param name="Usage">Tokens counted.</param>
/// <param name="Timings">Time spent.</param>
/// <param name="Seed">The seed that repeats it; null for greedy choice.</param>
public sealed record GenerationResult(
    string Text,
    IReadOnlyList<TokenChoice> Tokens,
    FinishReason FinishReason,
    string? StopSequence,
    GenerationUsage Usage,
    GenerationTimings Timings,
    long? Seed)
{
    /// <summary>What speculation did; null where it was off, or where the model cannot (it does not run on the CPU's own kernels).</summary>
    public SpeculationUsage? Speculation { get; init; }

    /// <summary>The ids of <see cref="Tokens"/>.</summary>
    public IReadOnlyList<int> TokenIds => [.. Tokens.Select(token => token.Id)];
}
