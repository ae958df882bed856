using System.Text.Json;
using System.Text.Json.Nodes;
using CsCheck;

namespace Hymba.JsonSchema.Tests;

/// <summary>What holds for every schema and instance.</summary>
public sealed class PropertyTests
{
    private static readonly string[] Keywords =
    [
        "type", "enum", "const", "minimum", "exclusiveMaximum", "multipleOf", "minLength", "maxLength", "pattern", "format", "items", "prefixItems",
        "contains", "minContains", "uniqueItems", "maxItems", "properties", "patternProperties", "additionalProperties", "propertyNames", "required",
        "dependentRequired", "dependentSchemas", "dependencies", "minProperties", "allOf", "anyOf", "oneOf", "not", "if", "then", "else", "$ref",
        "$dynamicRef", "$anchor", "$dynamicAnchor", "$id", "$defs", "unevaluatedItems", "unevaluatedProperties", "$schema", "additionalItems",
    ];

    private static readonly Gen<JsonNode?> Leaf = Gen.OneOf(
        Gen.OneOf("a", "b", "string", "object", "integer", "array", "#", "#/$defs/a", "#a", "date-time", "uri", "^a|b+$", "(", "http://json-schema.org/draft-07/schema#", "é🐲")
            .Select(text => (JsonNode?)JsonValue.Create(text)),
        Gen.OneOf("0", "1", "-1", "1.0", "0.1", "3e2", "1e400", "18446744073709551616").Select(text => JsonNode.Parse(text)),
        Gen.Bool.Select(value => (JsonNode?)JsonValue.Create(value)),
        Gen.Const(() => (JsonNode?)null));

    private static readonly Gen<JsonNode?> Value = Nested(Gen.OneOf("a", "b", "ab", "c"), 3);
    private static readonly Gen<JsonNode?> Schema = Nested(Gen.OneOf(Gen.OneOf(Keywords), Gen.OneOf("a", "b", "^a")), 4);

    [Fact]
    public void Nothing_but_typed_errors_leaves_the_library()
    {
        int compiled = 0;
        Gen.Select(Schema, Value).Sample(
            (schema, value) =>
            {
                try
                {
                    var validator = JsonSchemaValidator.Compile(schema?.ToJsonString() ?? "null", new JsonSchemaOptions { AssertFormats = true, MaxEvaluationSteps = 50_000 });
                    JsonSchemaResult result = validator.Validate(Element(value));
                    Interlocked.Increment(ref compiled);
                    return result.IsValid == (result.Errors.Count == 0);
                }
                catch (JsonSchemaException error)
                {
                    return error.Message.Length > 0;
                }
            },
            iter: 20_000);
        Assert.True(compiled > 1_000, $"Only {compiled} schemas compiled.");
    }

    [Fact]
    public void A_value_satisfies_itself_as_const_however_its_properties_are_ordered()
        => Value.Sample(value => JsonSchemaValidator.Compile(new JsonObject { ["const"] = value?.DeepClone() }.ToJsonString()).Validate(Element(Reversed(value))).IsValid);

    [Fact]
    public void A_list_under_items_beside_prefixItems_is_refused()
    {
        var error = Assert.Throws<JsonSchemaException>(() => JsonSchemaValidator.Compile("""{"prefixItems":[],"items":[]}"""));

        Assert.Equal((JsonSchemaProblem.InvalidSchema, "/items"), (error.Problem, error.Pointer));
    }

    [Fact]
    public void Not_turns_every_verdict_round()
        => Gen.Select(Schema, Value).Sample(
            (schema, value) =>
            {
                bool? verdict = Verdict(schema, value), opposite = Verdict(new JsonObject { ["not"] = schema?.DeepClone() }, value);
                return verdict is null || opposite is null || verdict != opposite;
            },
            iter: 5_000);

    // References and identifiers change their meaning with their place, and a draft is only read at the root.
    private static bool? Verdict(JsonNode? schema, JsonNode? value)
    {
        string text = schema?.ToJsonString() ?? "null";
        if (text.Contains('#', StringComparison.Ordinal) || text.Contains("\"$", StringComparison.Ordinal))
        {
            return null;
        }

        try
        {
            return JsonSchemaValidator.Compile(text).Validate(Element(value)).IsValid;
        }
        catch (JsonSchemaException)
        {
            return null;
        }
    }

    private static Gen<JsonNode?> Nested(Gen<string> names, int depth)
        => depth == 0 ? Leaf : Gen.OneOf(
            Leaf,
            Nested(names, depth - 1).Array[0, 3].Select(items => (JsonNode?)new JsonArray([.. items.Select(item => item?.DeepClone())])),
            Entries(names, depth),
            Entries(names, depth));

    private static Gen<JsonNode?> Entries(Gen<string> names, int depth)
        => Gen.Select(names, Nested(names, depth - 1)).Array[0, 3].Select(entries => (JsonNode?)Object(entries));

    private static JsonObject Object(IEnumerable<(string Name, JsonNode? Value)> entries)
    {
        var result = new JsonObject();
        foreach ((string name, JsonNode? value) in entries)
        {
            result[name] = value?.DeepClone();
        }

        return result;
    }

    private static JsonNode? Reversed(JsonNode? value) => value switch
    {
        JsonObject map => Object(map.Reverse().Select(entry => (entry.Key, Reversed(entry.Value)))),
        JsonArray list => new JsonArray([.. list.Select(Reversed)]),
        _ => value?.DeepClone(),
    };

    private static JsonElement Element(JsonNode? node) => JsonDocument.Parse(node?.ToJsonString() ?? "null").RootElement;
}
