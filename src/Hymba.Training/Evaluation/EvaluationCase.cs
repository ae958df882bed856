using Hymba.Inference.Generation;

namespace Hymba.Training.Evaluation;

/// <summary>A conversation to be continued, and how. Immutable.</summary>
/// <param name="Prompt">The text up to the last reply, its header included.</param>
/// <param name="Expected">The last reply as the template renders it, without the line feed that ends it.</param>
/// <param name="Request">The same prompt as the chat client sends it; greedy.</param>
/// <param name="ReplyTokens">The reply's tokens and the one that ends a text.</param>
internal sealed record EvaluationCase(string Prompt, string Expected, GenerationRequest Request, IReadOnlyList<int> ReplyTokens);
