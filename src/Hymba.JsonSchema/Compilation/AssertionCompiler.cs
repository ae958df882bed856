using System.Text.Json;
using Hymba.JsonSchema.Documents;
using Hymba.JsonSchema.Formats;
using Hymba.JsonSchema.Nodes;
using Hymba.JsonSchema.Values;

namespace Hymba.JsonSchema.Compilation;

/// <summary>The keywords that judge a value without subschemas.</summary>
internal static class AssertionCompiler
{
    public static IEnumerable<Keyword> Compile(SchemaCompiler compiler, KeywordReader reader)
        => [.. Values(reader), .. Numbers(reader), .. Strings(compiler, reader), .. Counts(reader)];

    private static IEnumerable<Keyword> Values(KeywordReader reader)
    {
        if (reader.TryGet("type", out JsonElement type))
        {
            JsonElement[] names = type.ValueKind is JsonValueKind.String ? [type] : [.. reader.List("type", type)];
            JsonTypes types = names.Aggregate(JsonTypes.None, (sum, name) => sum | TypeOf(reader, name));
            yield return new TypeKeyword(types, reader.Dialect.Draft == SchemaDraft.Draft04);
        }

        if (reader.TryGet("const", out JsonElement only))
        {
            yield return new ValuesKeyword("const", [only]);
        }

        if (reader.TryGet("enum", out JsonElement values))
        {
            yield return new ValuesKeyword("enum", [.. reader.List("enum", values)]);
        }
    }

    private static JsonTypes TypeOf(KeywordReader reader, JsonElement name)
    {
        JsonTypes type = name.ValueKind is JsonValueKind.String ? JsonTypeNames.Parse(JsonText.Of(name)) : JsonTypes.None;
        return type != JsonTypes.None
            ? type
            : throw reader.Invalid("type", name, "each type must be one of null, boolean, object, array, number, string and integer");
    }

    private static IEnumerable<Keyword> Numbers(KeywordReader reader)
    {
        if (reader.Number("multipleOf") is JsonNumber divisor)
        {
            JsonElement written = reader.Location.Element.GetProperty("multipleOf");
            yield return divisor is { IsNegative: false, Digits.Length: > 0 }
                ? new MultipleOfKeyword(divisor, written.GetRawText())
                : throw reader.Invalid("multipleOf", written, "a number above 0 is needed");
        }

        foreach (bool isMaximum in (bool[])[false, true])
        {
            string inclusive = isMaximum ? "maximum" : "minimum", exclusive = isMaximum ? "exclusiveMaximum" : "exclusiveMinimum";
            bool isFlag = reader.TryGet(exclusive, out JsonElement value) && value.ValueKind is JsonValueKind.True or JsonValueKind.False;
            if (reader.Number(inclusive) is JsonNumber limit)
            {
                // In draft 04 exclusiveMaximum is a boolean beside maximum.
                string text = reader.Location.Element.GetProperty(inclusive).GetRawText();
                yield return new NumberLimitKeyword(inclusive, limit, text, isMaximum, isFlag && value.ValueKind is JsonValueKind.True);
            }

            if (!isFlag && reader.Number(exclusive) is JsonNumber border)
            {
                yield return new NumberLimitKeyword(exclusive, border, value.GetRawText(), isMaximum, IsExclusive: true);
            }
        }
    }

    private static IEnumerable<Keyword> Strings(SchemaCompiler compiler, KeywordReader reader)
    {
        if (reader.Count("minLength") is long least)
        {
            yield return new LengthKeyword("minLength", least, IsMaximum: false);
        }

        if (reader.Count("maxLength") is long most)
        {
            yield return new LengthKeyword("maxLength", most, IsMaximum: true);
        }

        if (reader.Text("pattern") is string pattern)
        {
            yield return new PatternKeyword(compiler.Pattern(reader, "pattern", pattern));
        }

        // Schemas in the wild hold other things under this name; an annotation may.
        if (reader.TryGet("format", out JsonElement format) && format.ValueKind is JsonValueKind.String)
        {
            string name = JsonText.Of(format);
            bool asserts = reader.Options.AssertFormats || reader.Dialect.Vocabularies.HasFlag(Vocabularies.FormatAssertion);
            yield return new FormatKeyword(name, asserts ? FormatTable.Find(name) : null);
        }
    }

    private static IEnumerable<Keyword> Counts(KeywordReader reader)
    {
        foreach (bool ofObject in (bool[])[false, true])
        {
            string least = ofObject ? "minProperties" : "minItems", most = ofObject ? "maxProperties" : "maxItems";
            if (reader.Count(least) is long minimum)
            {
                yield return new CountKeyword(least, minimum, IsMaximum: false, ofObject);
            }

            if (reader.Count(most) is long maximum)
            {
                yield return new CountKeyword(most, maximum, IsMaximum: true, ofObject);
            }
        }

        if (reader.TryGet("uniqueItems", out JsonElement unique))
        {
            if (unique.ValueKind is not (JsonValueKind.True or JsonValueKind.False))
            {
                throw reader.Invalid("uniqueItems", unique, "true or false is needed");
            }

            if (unique.ValueKind is JsonValueKind.True)
            {
                yield return new UniqueItemsKeyword();
            }
        }

        if (reader.TryGet("required", out JsonElement required))
        {
            yield return new RequiredKeyword(reader.Names("required", required));
        }

        if (reader.TryGet("dependentRequired", out JsonElement dependent))
        {
            yield return new DependentRequiredKeyword("dependentRequired", [.. reader.Map("dependentRequired", dependent)
                .Select(entry => KeyValuePair.Create(JsonText.Name(entry), reader.Names("dependentRequired", entry.Value)))]);
        }
    }
}
