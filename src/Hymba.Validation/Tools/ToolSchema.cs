using System.Runtime.CompilerServices;
using System.Text.Json;
using Hymba.Validation.Schemas;
using Microsoft.Extensions.AI;

namespace Hymba.Validation.Tools;

/// <summary>What a tool takes; compiled once for each declaration. Immutable and thread-safe.</summary>
internal sealed class ToolSchema
{
    // Keywords that let an object without declared properties have members, or ask for some.
    private static readonly string[] Openers =
    [
        "patternProperties", "additionalProperties", "unevaluatedProperties", "propertyNames", "minProperties", "required", "dependentSchemas",
        "dependentRequired", "dependencies", "allOf", "anyOf", "oneOf", "not", "if", "$ref", "$dynamicRef", "$recursiveRef", "const", "enum",
    ];

    private static readonly ConditionalWeakTable<AIFunctionDeclaration, ToolSchema> Known = [];

    private readonly CompiledSchema _schema;

    public ToolSchema(JsonElement schema)
    {
        _schema = new CompiledSchema(schema);
        TakesNothing = DeclaresNothing(schema);
    }

    /// <summary>Whether the schema can be used.</summary>
    public bool IsUsable => _schema.IsUsable;

    /// <summary>
    /// Whether no parameter is declared. To JSON Schema an object without named properties may have any; of a tool it says that there are none.
    /// </summary>
    public bool TakesNothing { get; }

    public static ToolSchema Of(AIFunctionDeclaration tool) => Known.GetValue(tool, static declaration => new ToolSchema(declaration.JsonSchema));

    public bool Accepts(JsonElement arguments) => _schema.Accepts(arguments);

    private static bool DeclaresNothing(JsonElement schema)
        => schema.ValueKind == JsonValueKind.Object
        && schema.TryGetProperty("type", out var type) && type.ValueKind == JsonValueKind.String && type.ValueEquals("object")
        && (!schema.TryGetProperty("properties", out var properties) || (properties.ValueKind == JsonValueKind.Object && !properties.EnumerateObject().Any()))
        && !Openers.Any(opener => schema.TryGetProperty(opener, out var value) && !IsEmpty(value));

    // An empty list asks for nothing, and so does false; an empty schema allows everything.
    private static bool IsEmpty(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.Array => value.GetArrayLength() == 0,
        JsonValueKind.False => true,
        _ => false,
    };
}
