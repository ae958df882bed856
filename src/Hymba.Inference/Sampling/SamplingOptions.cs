namespace Hymba.Inference.Sampling;

/// <summary>
/// How each token of one request is chosen. Immutable and safe to share; values are checked by <see cref="Validate"/> when a request starts.
/// With no option set the choice is greedy: always the most probable token.
/// </summary>
/// <remarks>
/// The steps, in this order: <see cref="LogitBias"/>; <see cref="RepetitionPenalty"/>; <see cref="FrequencyPenalty"/> and
/// <see cref="PresencePenalty"/>; then, if greedy, the largest logit, and otherwise <see cref="Temperature"/>, <see cref="TopK"/>, softmax,
/// <see cref="TopP"/>, <see cref="MinP"/>, and a draw. Wherever two tokens tie, the one with the lower id counts as the better.
/// </remarks>
public sealed record SamplingOptions
{
    /// <summary>The most log-probabilities that <see cref="TopLogProbabilities"/> can ask for.</summary>
    public const int MaxTopLogProbabilities = 20;

    /// <summary>
    /// Divides the logits before the softmax; finite, from 0 on. 0 is greedy, whatever the other options say.
    /// Null (the default) is 1 if any of <see cref="TopK"/>, <see cref="TopP"/> or <see cref="MinP"/> is set, and otherwise 0.
    /// </summary>
    public float? Temperature { get; init; }

    /// <summary>Keeps only this many of the most probable tokens; from 1 on. Null (the default) keeps all.</summary>
    public int? TopK { get; init; }

    /// <summary>
    /// Keeps the fewest most probable tokens whose probabilities, among those that <see cref="TopK"/> left, add up to at least this;
    /// above 0 and at most 1. Null (the default) and 1 keep all.
    /// </summary>
    public float? TopP { get; init; }

    /// <summary>
    /// Keeps tokens that are at least this many times as probable as the most probable one; 0 to 1. Null (the default) keeps all.
    /// </summary>
    public float? MinP { get; init; }

    /// <summary>
    /// Makes tokens that occur in the prompt or the reply less likely: positive logits are divided by it and negative ones multiplied, once
    /// per token however often it occurs; 0.01 to 100, where values below 1 favour repetition. Null (the default) and 1 change nothing.
    /// </summary>
    public float? RepetitionPenalty { get; init; }

    /// <summary>
    /// Subtracted from a token's logit once for every time it occurs in the reply so far; -2 to 2. Null (the default) is 0.
    /// </summary>
    public float? FrequencyPenalty { get; init; }

    /// <summary>Subtracted from the logit of every token that occurs in the reply so far; -2 to 2. Null (the default) is 0.</summary>
    public float? PresencePenalty { get; init; }

    /// <summary>
    /// Added to the logits of given token ids; -100 to 100. Null (the default) adds nothing. Read once, when the request starts.
    /// </summary>
    public IReadOnlyDictionary<int, float>? LogitBias { get; init; }

    /// <summary>
    /// Start of the random numbers: the same seed, prompt, options and build give the same text. Null (the default) takes a fresh seed for
    /// each request.
    /// </summary>
    public long? Seed { get; init; }

    /// <summary>
    /// Asks for the log-probability of every chosen token and of this many of the most probable ones; 0 to 20, 0 for the chosen token alone.
    /// Null (the default) computes none. They are the model's own: of the tokens that a constraint allows, before every other option.
    /// </summary>
    public int? TopLogProbabilities { get; init; }

    /// <summary>Whether every choice is the largest logit, without a draw.</summary>
    public bool IsGreedy => EffectiveTemperature == 0f;

    /// <summary>The temperature in use: <see cref="Temperature"/>, or what its absence means.</summary>
    internal float EffectiveTemperature => Temperature ?? (TopK is null && TopP is null && MinP is null ? 0f : 1f);

    /// <summary>Checks every value.</summary>
    /// <param name="vocabularySize">Number of token ids of the model; <see cref="LogitBias"/> may name no others.</param>
    /// <exception cref="InvalidOptionsException">Values are out of range; the exception lists all of them.</exception>
    public void Validate(int vocabularySize)
    {
        IReadOnlyList<string> errors = SamplingRules.Errors(this, vocabularySize);
        if (errors.Count > 0)
        {
            throw new InvalidOptionsException(errors);
        }
    }
}
