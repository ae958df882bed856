using Hymba.Inference.Generation;

namespace Hymba.Training.Evaluation;

/// <summary>How fast the replies came; scoring is not counted.</summary>
/// <param name="PromptTokens">Prompt tokens computed: those found in the prefix cache are left out.</param>
/// <param name="PrefillSeconds">Time to the first tokens.</param>
/// <param name="DecodeTokens">Steps after the first tokens.</param>
/// <param name="DecodeSeconds">Their time.</param>
internal sealed record EvaluationSpeed(long PromptTokens, double PrefillSeconds, long DecodeTokens, double DecodeSeconds)
{
    /// <summary>Nothing measured yet.</summary>
    public static readonly EvaluationSpeed None = new(0, 0, 0, 0);

    /// <summary>Prompt tokens a second; null when nothing was measured.</summary>
    public double? PrefillTokensPerSecond => PrefillSeconds > 0 ? PromptTokens / PrefillSeconds : null;

    /// <summary>Tokens of replies a second after the first; null when nothing was measured.</summary>
    public double? DecodeTokensPerSecond => DecodeSeconds > 0 ? DecodeTokens / DecodeSeconds : null;

    /// <summary>With one reply more.</summary>
    public EvaluationSpeed Add(GenerationResult result)
    {
        // An end token takes a step too, though it is not counted as generated.
        int steps = result.Usage.CompletionTokens - (result.FinishReason is FinishReason.EndOfSequence ? 0 : 1);
        return new EvaluationSpeed(
            PromptTokens + result.Usage.PromptTokens - result.Usage.CachedTokens,
            PrefillSeconds + result.Timings.Prefill.TotalSeconds,
            DecodeTokens + steps,
            DecodeSeconds + result.Timings.Decode.TotalSeconds);
    }
}
