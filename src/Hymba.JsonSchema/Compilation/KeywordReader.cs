using System.Collections.Immutable;
using System.Text.Json;
using Hymba.JsonSchema.Documents;
using Hymba.JsonSchema.Values;

namespace Hymba.JsonSchema.Compilation;

/// <summary>Reads the keywords of one schema, those that its dialect has, and refuses values that they cannot have.</summary>
/// <param name="location">The schema, an object.</param>
/// <param name="options">The limits.</param>
internal sealed class KeywordReader(SchemaLocation location, JsonSchemaOptions options)
{
    public SchemaLocation Location { get; } = location;

    public JsonSchemaOptions Options { get; } = options;

    public Dialect Dialect => Location.Resource.Dialect;

    /// <summary>A keyword's value, if it is there and means something.</summary>
    public bool TryGet(string keyword, out JsonElement value)
    {
        value = default;
        return Dialect.Has(keyword) && JsonText.TryGet(Location.Element, keyword, out value);
    }

    /// <summary>A string, or null where the keyword is absent.</summary>
    public string? Text(string keyword) => TryGet(keyword, out JsonElement value) ? Text(keyword, value) : null;

    /// <summary>A whole number from 0 on, or null where the keyword is absent. Beyond a long it is the largest long.</summary>
    public long? Count(string keyword)
    {
        if (!TryGet(keyword, out JsonElement value))
        {
            return null;
        }

        JsonNumber? number = value.ValueKind is JsonValueKind.Number ? JsonNumber.Read(value, Options.MaxNumberDigits) : null;
        if (number is not { IsInteger: true, IsNegative: false } count)
        {
            throw Invalid(keyword, value, "a whole number from 0 on is needed");
        }

        return count.ToCount();
    }

    /// <summary>A number, or null where the keyword is absent.</summary>
    public JsonNumber? Number(string keyword)
        => !TryGet(keyword, out JsonElement value) ? null
            : value.ValueKind is JsonValueKind.Number ? JsonNumber.Read(value, Options.MaxNumberDigits)
            : throw Invalid(keyword, value, "a number is needed");

    /// <summary>The values of a list; refused when it is none.</summary>
    public JsonElement.ArrayEnumerator List(string keyword, JsonElement value)
        => value.ValueKind is JsonValueKind.Array ? value.EnumerateArray() : throw Invalid(keyword, value, "an array is needed");

    /// <summary>The properties of an object; refused when it is none.</summary>
    public JsonElement.ObjectEnumerator Map(string keyword, JsonElement value)
        => value.ValueKind is JsonValueKind.Object ? value.EnumerateObject() : throw Invalid(keyword, value, "an object is needed");

    /// <summary>A list of strings, each once.</summary>
    public ImmutableArray<string> Names(string keyword, JsonElement value)
        => [.. List(keyword, value).Select(item => Text(keyword, item)).Distinct(StringComparer.Ordinal)];

    /// <summary>The error for a value that a keyword cannot have.</summary>
    public JsonSchemaException Invalid(string keyword, JsonElement value, string need)
    {
        string kind = value.ValueKind is JsonValueKind.True or JsonValueKind.False or JsonValueKind.Number
            ? value.GetRawText() : JsonTypeNames.Describe(JsonTypeNames.Of(value));
        const int Shown = 40;
        kind = kind.Length > Shown ? kind[..Shown] + "..." : kind;
        return new JsonSchemaException(JsonSchemaProblem.InvalidSchema, $"{keyword} is or holds {kind}; {need}.", Location.At(keyword));
    }

    private string Text(string keyword, JsonElement value)
        => value.ValueKind is JsonValueKind.String ? JsonText.Of(value) : throw Invalid(keyword, value, "a string is needed");
}
