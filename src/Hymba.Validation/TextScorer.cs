namespace Hymba.Validation;

/// <summary>Scores a text that stands alone with a model: each of its tokens, in order. Called from several threads at once.</summary>
/// <param name="text">The text, about a thousand bytes of UTF-8 at most; the spelling of special tokens in it is ordinary text.</param>
/// <param name="cancellationToken">Ends the work.</param>
public delegate Task<IReadOnlyList<TokenLikelihood>> TextScorer(string text, CancellationToken cancellationToken);
