using Hymba.Inference.Generation;
using Hymba.Inference.Sampling;

namespace Hymba.SemanticKernel;

/// <summary>
/// Names of what a response carries in its <c>AdditionalProperties</c>: in a stream, on the closing update. A name is absent where there is
/// nothing to tell.
/// </summary>
public static class HymbaResponseProperties
{
    /// <summary><see cref="IReadOnlyList{T}"/> of <see cref="string"/>: options of the request that had no effect.</summary>
    public const string IgnoredOptions = "hymba.ignored_options";

    /// <summary>
    /// <see cref="IReadOnlyList{T}"/> of <see cref="string"/>: options that the model was told of, but that nothing forced it to keep
    /// (<c>ResponseFormat</c>, <c>ToolMode</c>).
    /// </summary>
    public const string NotEnforced = "hymba.not_enforced";

    /// <summary><see cref="IReadOnlyList{T}"/> of <see cref="string"/>: what is wrong with each tool call that stayed text.</summary>
    public const string MalformedToolCalls = "hymba.malformed_tool_calls";

    /// <summary><see cref="bool"/>, true where a tool call was required and the reply has none that fits.</summary>
    public const string RequiredToolCallMissing = "hymba.required_tool_call_missing";

    /// <summary><see cref="IReadOnlyList{T}"/> of <see cref="TokenChoice"/>: the reply's tokens with their log-probabilities, where asked for.</summary>
    public const string LogProbabilities = "hymba.logprobs";

    /// <summary><see cref="GenerationTimings"/>: time spent computing.</summary>
    public const string Timings = "hymba.timings";

    /// <summary><see cref="SpeculationUsage"/>: what became of drafted tokens, where speculation was in effect.</summary>
    public const string Speculation = "hymba.speculation";

    /// <summary><see cref="long"/>: the seed that repeats a sampled reply.</summary>
    public const string Seed = "hymba.seed";

    /// <summary><see cref="string"/>: which of the request's stop sequences ended the reply.</summary>
    public const string StopSequence = "hymba.stop_sequence";
}
