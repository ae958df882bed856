using System.Collections.Frozen;
using System.Collections.Immutable;
using System.Text.Json;
using Hymba.JsonSchema.Nodes;
using Hymba.JsonSchema.Patterns;
using Hymba.JsonSchema.Values;

namespace Hymba.JsonSchema.Compilation;

/// <summary>The keywords whose subschemas judge properties.</summary>
internal static class ObjectCompiler
{
    public static IEnumerable<Keyword> Compile(SchemaCompiler compiler, KeywordReader reader)
    {
        bool hasNamed = reader.TryGet("properties", out JsonElement named), hasPatterns = reader.TryGet("patternProperties", out JsonElement patterns);
        bool hasAdditional = reader.TryGet("additionalProperties", out _);
        if (hasNamed || hasPatterns || hasAdditional)
        {
            yield return new PropertiesKeyword(
                hasNamed ? Named(compiler, reader, "properties", named).ToFrozenDictionary(StringComparer.Ordinal) : FrozenDictionary<string, SchemaNode>.Empty,
                hasPatterns
                    ? [.. Named(compiler, reader, "patternProperties", patterns).Select(entry => KeyValuePair.Create(Pattern(entry.Key), entry.Value))]
                    : [],
                hasAdditional ? compiler.Child(reader, "additionalProperties") : null);
        }

        if (reader.TryGet("propertyNames", out _))
        {
            yield return new PropertyNamesKeyword(compiler.Child(reader, "propertyNames"));
        }

        if (reader.TryGet("dependentSchemas", out JsonElement dependent))
        {
            yield return new DependentSchemasKeyword("dependentSchemas", [.. Named(compiler, reader, "dependentSchemas", dependent)]);
        }

        if (reader.TryGet("dependencies", out JsonElement dependencies))
        {
            foreach (Keyword keyword in Dependencies(compiler, reader, dependencies))
            {
                yield return keyword;
            }
        }

        LinearPattern Pattern(string source) => compiler.Pattern(reader, "patternProperties", source);
    }

    public static IEnumerable<Keyword> CompileUnevaluated(SchemaCompiler compiler, KeywordReader reader)
        => reader.TryGet("unevaluatedProperties", out _) ? [new UnevaluatedPropertiesKeyword(compiler.Child(reader, "unevaluatedProperties"))] : [];

    private static IEnumerable<Keyword> Dependencies(SchemaCompiler compiler, KeywordReader reader, JsonElement dependencies)
    {
        var names = ImmutableArray.CreateBuilder<KeyValuePair<string, ImmutableArray<string>>>();
        var schemas = ImmutableArray.CreateBuilder<KeyValuePair<string, SchemaNode>>();
        foreach (JsonProperty entry in reader.Map("dependencies", dependencies))
        {
            string name = JsonText.Name(entry);
            if (entry.Value.ValueKind is JsonValueKind.Array)
            {
                names.Add(KeyValuePair.Create(name, reader.Names("dependencies", entry.Value)));
            }
            else
            {
                schemas.Add(KeyValuePair.Create(name, compiler.Child(reader, "dependencies", name)));
            }
        }

        return [new DependentRequiredKeyword("dependencies", names.ToImmutable()), new DependentSchemasKeyword("dependencies", schemas.ToImmutable())];
    }

    private static Dictionary<string, SchemaNode> Named(SchemaCompiler compiler, KeywordReader reader, string keyword, JsonElement map)
    {
        var nodes = new Dictionary<string, SchemaNode>(StringComparer.Ordinal);
        foreach (JsonProperty entry in reader.Map(keyword, map))
        {
            string name = JsonText.Name(entry);
            nodes[name] = compiler.Child(reader, keyword, name);
        }

        return nodes;
    }
}
