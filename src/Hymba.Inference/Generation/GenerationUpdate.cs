using Hymba.Inference.Sampling;

namespace Hymba.Inference.Generation;

/// <summary>What one step adds to a reply.</summary>
/// <param name="Token">The token chosen; null when an end token closed the reply.</param>
/// <param name="Text">
/// Text that has become certain: whole characters that no stop string can take back. Often that token's, sometimes empty,
/// sometimes that of several tokens. The concatenation over all updates is the result's text.
/// </param>
/// <param name="Result">The finished generation, on the last update only.</param>
public sealed record GenerationUpdate(TokenChoice? Token, string Text, GenerationResult? Result = null);
