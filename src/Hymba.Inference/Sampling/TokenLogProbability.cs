namespace Hymba.Inference.Sampling;

/// <summary>A token and its log-probability under the model.</summary>
/// <param name="Id">The token's id.</param>
/// <param name="LogProbability">Natural logarithm of its probability, at most 0.</param>
public readonly record struct TokenLogProbability(int Id, float LogProbability);
