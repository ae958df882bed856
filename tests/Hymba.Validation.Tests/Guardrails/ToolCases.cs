using System.Text.Json;
using Microsoft.Extensions.AI;

namespace Hymba.Validation.Tests.Guardrails;

/// <summary>Tools, calls and results of the cases, which are written as chat services send them.</summary>
internal static class ToolCases
{
    private static readonly JsonElement NoParameters = JsonElement.Parse("""{"type":"object","properties":{}}""");

    /// <summary>Takes any arguments.</summary>
    public static AIFunctionDeclaration Open(string name)
        => AIFunctionFactory.CreateDeclaration(name, null, JsonElement.Parse("""{"type":"object","additionalProperties":true}"""));

    public static AIFunctionDeclaration Tool(JsonElement tool) => AIFunctionFactory.CreateDeclaration(
        tool.Text("name"), null, tool.TryGetProperty("parameters", out var schema) ? schema : NoParameters);

    public static FunctionCallContent Call(JsonElement call) => call.TryGetProperty("arguments_json", out var text)
        ? FunctionCallContent.CreateFromParsedArguments(text.GetString()!, call.Text("id"), call.Text("name"), json => Arguments(JsonElement.Parse(json)))
        : new FunctionCallContent(call.Text("id"), call.Text("name"), Arguments(call.GetProperty("arguments")));

    public static Dictionary<string, object?> Arguments(JsonElement arguments)
        => arguments.EnumerateObject().ToDictionary(member => member.Name, member => (object?)member.Value);

    /// <summary>A result; its content is a text or a list of parts, anything else cannot be read.</summary>
    public static FunctionResultContent Result(JsonElement result)
    {
        var content = result.GetProperty("content");
        return new FunctionResultContent(result.Text("call_id"), content.ValueKind switch
        {
            JsonValueKind.Null => null,
            JsonValueKind.String => content.GetString(),
            JsonValueKind.Array => content.EnumerateArray().Select(part => new TextContent(part.Text("text"))).ToList<AIContent>(),
            _ => default(JsonElement),
        })
        {
            AdditionalProperties = result.TryGetProperty("name", out var name) ? new() { ["name"] = name.GetString() } : null,
        };
    }
}
