namespace Hymba.Inference.Generation;

/// <summary>How likely a model finds a text.</summary>
/// <param name="Tokens">Tokens predicted: all but the first of the sequence.</param>
/// <param name="LogLikelihood">Sum of their natural log-probabilities.</param>
public sealed record TokenScore(int Tokens, double LogLikelihood)
{
    /// <summary>exp of the mean negative log-likelihood; NaN when nothing was predicted.</summary>
    public double Perplexity => Tokens == 0 ? double.NaN : Math.Exp(-LogLikelihood / Tokens);
}
