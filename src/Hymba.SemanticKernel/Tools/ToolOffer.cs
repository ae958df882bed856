using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.Extensions.AI;

namespace Hymba.SemanticKernel.Tools;

/// <summary>The functions that the model may call in one request.</summary>
/// <param name="Functions">The functions, at least one.</param>
/// <param name="Mode">Whether a call is up to the model or required.</param>
/// <param name="AllowMultiple">Whether one reply may hold several calls.</param>
internal sealed record ToolOffer(IReadOnlyList<AIFunctionDeclaration> Functions, ChatToolMode Mode, bool AllowMultiple)
{
    /// <summary>What the model is told where a call is required; null where it is not.</summary>
    public string? Requirement => Mode switch
    {
        RequiredChatToolMode { RequiredFunctionName: string name } => $"You must call the tool {name}. Reply with a tool call only.",
        RequiredChatToolMode => "You must call one of the tools. Reply with a tool call only.",
        _ => null,
    };

    /// <summary>The functions as the chat template shows them.</summary>
    public IReadOnlyList<JsonElement> ToJson() => [.. Functions.Select(ToJson)];

    /// <summary>Whether the calls of a reply are what was required.</summary>
    public bool IsMetBy(IReadOnlyCollection<string> calledNames) => Mode switch
    {
        RequiredChatToolMode { RequiredFunctionName: string name } => calledNames.Contains(name),
        RequiredChatToolMode => calledNames.Count > 0,
        _ => true,
    };

    private static JsonElement ToJson(AIFunctionDeclaration function) => JsonSerializer.SerializeToElement(new JsonObject
    {
        ["name"] = function.Name,
        ["description"] = function.Description,
        ["parameters"] = JsonNode.Parse(function.JsonSchema.GetRawText()),
    });
}
