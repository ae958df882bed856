namespace Hymba.Inference.Generation;

/// <summary>A token of a text and how likely the model found it.</summary>
/// <param name="Id">The token's id.</param>
/// <param name="Start">Where it begins in the text, in UTF-16 units; a token inside a character has the place of that character.</param>
/// <param name="LogProbability">Natural logarithm of its probability after all tokens before it.</param>
public readonly record struct ScoredToken(int Id, int Start, double LogProbability);
