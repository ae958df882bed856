namespace Hymba.Validation;

/// <summary>A token of a text and how likely a model found it.</summary>
/// <param name="Start">Where it begins in the text, in UTF-16 units; tokens inside a character have the place of that character.</param>
/// <param name="LogProbability">Natural logarithm of its probability after all tokens before it; at most 0.</param>
public readonly record struct TokenLikelihood(int Start, double LogProbability);
