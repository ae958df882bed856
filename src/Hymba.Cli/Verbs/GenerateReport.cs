using System.Text.Json.Serialization;
using Hymba.Inference.Generation;
using Hymba.Inference.Sampling;

namespace Hymba.Cli.Verbs;

/// <summary>The JSON of a finished generation.</summary>
internal sealed record GenerateReport(
    string Text,
    IReadOnlyList<int> TokenIds,
    string FinishReason,
    GenerationUsage Usage,
    GenerateTimings Timings,
    long? Seed)
{
    /// <summary>One entry per token where log-probabilities were asked for; absent otherwise.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    [JsonPropertyName("logprobs")]
    public IReadOnlyList<TokenReport>? LogProbabilities { get; private init; }

    /// <summary>What became of drafted tokens; absent without <c>--speculate</c>.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public SpeculationUsage? Speculation { get; private init; }

    public static GenerateReport From(GenerationResult result, TimeSpan loadTime) => new(
        result.Text,
        result.TokenIds,
        result.FinishReason is Hymba.Inference.Generation.FinishReason.Length ? "length" : "stop",
        result.Usage,
        new GenerateTimings(loadTime.TotalSeconds, result.Timings.Prefill.TotalSeconds, result.Timings.Decode.TotalSeconds),
        result.Seed)
    {
        Speculation = result.Speculation,
        LogProbabilities = result.Tokens.Any(token => token.LogProbability is not null) ? [.. result.Tokens.Select(Describe)] : null,
    };

    private static TokenReport Describe(TokenChoice token) => new(
        token.Id, token.LogProbability, [.. token.TopLogProbabilities.Select(top => new TokenReport(top.Id, top.LogProbability, null))]);
}
