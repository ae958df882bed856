namespace Hymba.Inference.Generation;

/// <summary>Tokens of one generation. Memory tokens are the model's own and not counted.</summary>
/// <param name="PromptTokens">Tokens of the prompt.</param>
/// <param name="CachedTokens">How many of them were found in the prefix cache and not computed.</param>
/// <param name="CompletionTokens">Tokens generated; an end token that stopped the reply is not among them.</param>
public sealed record GenerationUsage(int PromptTokens, int CachedTokens, int CompletionTokens);
