using Microsoft.Extensions.AI;

namespace Hymba.SemanticKernel.Tools;

/// <summary>A piece of a reply: text, or a call.</summary>
/// <param name="Text">The text; null for a call.</param>
/// <param name="Call">The call; null for text.</param>
/// <param name="Problem">Why the text, which looks like a call, is none; null otherwise.</param>
internal readonly record struct ToolCallPiece(string? Text, FunctionCallContent? Call, string? Problem)
{
    public static ToolCallPiece Plain(string text) => new(text, null, null);
}
