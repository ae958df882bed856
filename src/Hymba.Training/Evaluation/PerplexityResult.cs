using Hymba.Inference.Generation;

namespace Hymba.Training.Evaluation;

/// <summary>How likely the model finds texts.</summary>
/// <param name="Texts">Texts.</param>
/// <param name="Tokens">Tokens predicted in all of them.</param>
/// <param name="LogLikelihood">Sum of their natural log-probabilities.</param>
internal sealed record PerplexityResult(int Texts, int Tokens, double LogLikelihood)
{
    /// <summary>No text yet.</summary>
    public static readonly PerplexityResult None = new(0, 0, 0);

    /// <summary>exp of the mean negative log-likelihood of a token; null when nothing was predicted.</summary>
    public double? Perplexity => Tokens == 0 ? null : new TokenScore(Tokens, LogLikelihood).Perplexity;

    /// <summary>With one text more.</summary>
    public PerplexityResult Add(int tokens, double logLikelihood) => new(Texts + 1, Tokens + tokens, LogLikelihood + logLikelihood);
}
