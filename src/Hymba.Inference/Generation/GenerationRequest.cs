using Hymba.Inference.Sampling;

namespace Hymba.Inference.Generation;

/// <summary>One sequence to continue. Immutable; generation is always batch-1.</summary>
public sealed record GenerationRequest
{
    /// <summary>The prompt's token ids, <c>&lt;s&gt;</c> included where the model wants it; at least one.</summary>
    public required IReadOnlyList<int> PromptTokens { get; init; }

    /// <summary>The most tokens to generate, at least 1; null goes on to the end of the context.</summary>
    /// <value>Default null.</value>
    public int? MaxNewTokens { get; init; }

    /// <summary>How tokens are chosen.</summary>
    /// <value>Default greedy.</value>
    public SamplingOptions Sampling { get; init; } = new();

    /// <summary>Strings that end the reply, compared ordinally on its text; they are never part of it. Need a tokenizer.</summary>
    /// <value>Default none.</value>
    public IReadOnlyList<string> StopSequences { get; init; } = [];

    /// <summary>Whether end tokens are generated like any other.</summary>
    /// <value>Default false.</value>
    public bool IgnoreEndTokens { get; init; }

    /// <summary>
    /// Prompt positions (tokens before them) whose state is worth keeping for later prompts that begin alike: the end of the system
    /// block, the end of each turn. Ascending, each from 1 to the prompt's length. They are also borders of prefill chunks.
    /// </summary>
    /// <value>Default none.</value>
    public IReadOnlyList<int> SnapshotPositions { get; init; } = [];

    /// <summary>How urgent the request is.</summary>
    /// <value>Default <see cref="RequestPriority.Normal"/>.</value>
    public RequestPriority Priority { get; init; } = RequestPriority.Normal;

    /// <summary>Whose request it is: callers with different keys share the engine evenly, whatever number of requests each sends.</summary>
    /// <value>Default null: all such requests count as one caller's.</value>
    public string? FairShareKey { get; init; }

    /// <summary>The longest wait for a place on the engine before the first forward pass; null takes the queue's own limit.</summary>
    /// <value>Default null.</value>
    public TimeSpan? MaxQueueWait { get; init; }

    /// <summary>The longest time from submission to the last token; null takes the queue's own limit.</summary>
    /// <value>Default null.</value>
    public TimeSpan? MaxTotalTime { get; init; }

    /// <summary>Restricts the choice of every token.</summary>
    /// <value>Default none.</value>
    public LogitsConstraint? Constraint { get; init; }

    /// <summary>
    /// Whether tokens are copied from earlier text and checked several at a time (prompt-lookup speculation). The tokens chosen are the same either way;
    /// text that repeats comes faster. Without effect where the model does not decode on the CPU's own kernels; <see cref="GenerationResult.Speculation"/>
    /// tells. Null takes the engine's <see cref="HymbaEngineOptions.Speculate"/>.
    /// </summary>
    /// <value>Default null.</value>
    public bool? Speculate { get; init; }

    /// <summary>
    /// Tokens of a text that the reply is expected to repeat, such as an earlier version of it; drafts are copied from there as well as from prompt and
    /// reply. The model does not see it. Read where <see cref="Speculate"/> is in effect.
    /// </summary>
    /// <value>Default none.</value>
    public IReadOnlyList<int> LookupTokens { get; init; } = [];
}
