namespace Hymba.Inference.Sampling;

/// <summary>One chosen token.</summary>
/// <param name="Id">The token's id.</param>
/// <param name="LogProbability">Natural logarithm of its probability under the model; null unless asked for.</param>
/// <param name="TopLogProbabilities">The most probable tokens, best first; empty unless asked for.</param>
public readonly record struct TokenChoice(int Id, float? LogProbability, IReadOnlyList<TokenLogProbability> TopLogProbabilities);
