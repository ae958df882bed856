using System.Collections.Concurrent;

namespace Hymba.Validation.Tests.Suffix;

/// <summary>A model of one token per character: those it finds unlikely come from a list of words.</summary>
internal sealed class FakeScorer(params string[] unlikely)
{
    public const double Usual = -0.7;
    public const double Rare = -9;

    private readonly ConcurrentQueue<string> _texts = [];

    /// <summary>What was scored, in order, without the texts of a calibration.</summary>
    public IReadOnlyCollection<string> Texts => _texts;

    public Task<IReadOnlyList<TokenLikelihood>> ScoreAsync(string text, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        _texts.Enqueue(text);
        var scores = Enumerable.Repeat(Usual, text.Length).ToArray();
        foreach (var word in unlikely)
        {
            for (var at = text.IndexOf(word, StringComparison.Ordinal); at >= 0; at = text.IndexOf(word, at + 1, StringComparison.Ordinal))
            {
                Array.Fill(scores, Rare, at, word.Length);
            }
        }

        return Task.FromResult<IReadOnlyList<TokenLikelihood>>([.. scores.Select((score, i) => new TokenLikelihood(i, score))]);
    }
}
