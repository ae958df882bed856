using Hymba.Inference.Generation;

namespace Hymba.SemanticKernel.Chat;

/// <summary>A request that is ready for the engine.</summary>
/// <param name="Request">The engine's request.</param>
/// <param name="Prompt">The prompt as text.</param>
/// <param name="Ignored">Names of options without effect.</param>
/// <param name="NotEnforced">Names of options that the model was only told of.</param>
internal sealed record BuiltRequest(
    GenerationRequest Request, string Prompt, IReadOnlyList<string> Ignored, IReadOnlyList<string> NotEnforced);
