using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.Extensions.AI;

namespace Hymba.SemanticKernel.Tools;

/// <summary>The JSON between the tags of a tool call, in both directions.</summary>
internal static class ToolCallJson
{
    /// <summary>Reads a call; null, with the reason, where the text is none.</summary>
    public static FunctionCallContent? Parse(string json, out string? problem)
    {
        try
        {
            using JsonDocument document = JsonDocument.Parse(json);
            ReadTexts(document.RootElement);
            problem = Problem(document.RootElement, out JsonElement arguments);
            return problem is null
                ? new FunctionCallContent($"call_{Guid.NewGuid():N}", document.RootElement.GetProperty("name").GetString()!, Arguments(arguments))
                : null;
        }
        catch (JsonException error)
        {
            // The message of the error quotes the reply, which is not for logs.
            problem = $"not valid JSON at line {error.LineNumber}, byte {error.BytePositionInLine}";
            return null;
        }
        catch (InvalidOperationException)
        {
            problem = "not valid JSON: half of a surrogate pair is escaped without the other";
            return null;
        }
    }

    /// <summary>Writes a call of the history as the model writes one.</summary>
    public static JsonElement Write(FunctionCallContent call) => JsonSerializer.SerializeToElement(new JsonObject
    {
        ["name"] = call.Name,
        ["arguments"] = call.Arguments is null
            ? new JsonObject()
            : JsonSerializer.SerializeToNode(call.Arguments, AIJsonUtilities.DefaultOptions),
    });

    // Escaped texts are decoded only when they are read: what cannot be decoded must be known before anybody relies on it.
    private static void ReadTexts(JsonElement element)
    {
        if (element.ValueKind is JsonValueKind.String)
        {
            element.GetString();
        }
        else if (element.ValueKind is JsonValueKind.Array)
        {
            foreach (JsonElement item in element.EnumerateArray())
            {
                ReadTexts(item);
            }
        }
        else if (element.ValueKind is JsonValueKind.Object)
        {
            foreach (JsonProperty property in element.EnumerateObject())
            {
                _ = property.Name;
                ReadTexts(property.Value);
            }
        }
    }

    private static string? Problem(JsonElement root, out JsonElement arguments)
    {
        arguments = default;
        if (root.ValueKind is not JsonValueKind.Object)
        {
            return $"a JSON {root.ValueKind}, not an object";
        }

        if (!root.TryGetProperty("name", out JsonElement name) || name.ValueKind is not JsonValueKind.String || name.GetString() is not { Length: > 0 })
        {
            return "no \"name\" that is a text";
        }

        return !root.TryGetProperty("arguments", out arguments) || arguments.ValueKind is JsonValueKind.Object or JsonValueKind.Null
            ? null
            : $"\"arguments\" is a JSON {arguments.ValueKind}, not an object";
    }

    private static Dictionary<string, object?> Arguments(JsonElement arguments)
    {
        var values = new Dictionary<string, object?>(StringComparer.Ordinal);
        if (arguments.ValueKind is JsonValueKind.Object)
        {
            foreach (JsonProperty property in arguments.EnumerateObject())
            {
                values[property.Name] = property.Value.ValueKind is JsonValueKind.Null ? null : property.Value.Clone();
            }
        }

        return values;
    }
}
