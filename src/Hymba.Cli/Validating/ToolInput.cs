using System.Text.Json;
using Hymba.Cli.Verbs;
using Microsoft.Extensions.AI;

namespace Hymba.Cli.Validating;

/// <summary>Reads tools, calls and results: plain, or as chat APIs nest them below <c>function</c>.</summary>
internal static class ToolInput
{
    private static readonly JsonElement NoArguments = JsonElement.Parse("""{"type":"object","properties":{}}""");
    private static readonly JsonElement AnyArguments = JsonElement.Parse("""{"type":"object","additionalProperties":true}""");
    private static readonly JsonDocumentOptions Strict = new() { AllowDuplicateProperties = false };

    /// <summary>A tool: name, perhaps description, parameters (a schema) and requires_approval.</summary>
    public static AITool Tool(JsonElement value)
    {
        JsonElement inner = Inner(value, "a tool");
        string name = Name(inner, "a tool");
        string description = JsonInput.Optional(inner, "description") is { } text ? JsonInput.Text(text, "the description of a tool") : string.Empty;
        var tool = new OfferedTool(name, description, JsonInput.Optional(inner, "parameters")?.Clone() ?? NoArguments);
        bool isMarked = JsonInput.Optional(value, "requires_approval") is { } mark && JsonInput.Flag(mark, "requires_approval");
        return isMarked ? new ApprovalRequiredAIFunction(tool) : tool;
    }

    /// <summary>A tool that takes whatever it is called with.</summary>
    public static AITool Unknown(string name) => new OfferedTool(name, string.Empty, AnyArguments);

    /// <summary>A call: id, name and arguments, which are an object or its JSON; arguments_json is that too.</summary>
    public static FunctionCallContent Call(JsonElement value, int index)
    {
        JsonElement inner = Inner(value, "a call");
        string id = JsonInput.Optional(value, "id") is { } given ? JsonInput.Text(given, "the id of a call") : $"call-{index}";
        return Call(id, Name(inner, "a call"), JsonInput.Optional(inner, "arguments_json") ?? JsonInput.Optional(inner, "arguments"));
    }

    /// <summary>A call from its parts. Arguments that are no object make a call that says so.</summary>
    public static FunctionCallContent Call(string id, string name, JsonElement? arguments) => arguments switch
    {
        null => new FunctionCallContent(id, name),
        { ValueKind: JsonValueKind.String } text => FunctionCallContent.CreateFromParsedArguments(text.GetString()!, id, name, Parse),
        { } value => FunctionCallContent.CreateFromParsedArguments(value.GetRawText(), id, name, Parse),
    };

    /// <summary>A result: call_id, content, perhaps the tool's name.</summary>
    public static FunctionResultContent Result(JsonElement value)
    {
        string id = JsonInput.Text(JsonInput.Member(value, "call_id", "a result"), "the call_id of a result");
        var result = new FunctionResultContent(id, Content(JsonInput.Optional(value, "content")));
        if (JsonInput.Optional(value, "name") is { } name)
        {
            result.AdditionalProperties = new AdditionalPropertiesDictionary { ["name"] = JsonInput.Text(name, "the name of a result") };
        }

        return result;
    }

    // A text or a list of parts, as chat services send them; to what cannot be read, an undefined value is the sign.
    private static object? Content(JsonElement? content) => content switch
    {
        null => null,
        { ValueKind: JsonValueKind.String } text => text.GetString(),
        { ValueKind: JsonValueKind.Array } parts when parts.EnumerateArray().All(IsPart) => parts.EnumerateArray().Select(Part).ToList(),
        _ => default(JsonElement),
    };

    private static bool IsPart(JsonElement part)
        => part.ValueKind is JsonValueKind.String
        || (part.ValueKind is JsonValueKind.Object && part.TryGetProperty("text", out JsonElement text) && text.ValueKind is JsonValueKind.String);

    private static AIContent Part(JsonElement part)
        => new TextContent((part.ValueKind is JsonValueKind.String ? part : part.GetProperty("text")).GetString());

    private static JsonElement Inner(JsonElement value, string what) => JsonInput.Optional(value, "function", what) ?? value;

    private static string Name(JsonElement value, string what) => JsonInput.Text(JsonInput.Member(value, "name", what), $"the name of {what}");

    private static Dictionary<string, object?> Parse(string json)
    {
        using JsonDocument document = JsonDocument.Parse(json, Strict);
        return JsonInput.Members(document.RootElement, "the arguments").ToDictionary(member => member.Name, member => (object?)member.Value.Clone());
    }
}
