using System.Text.Json;

namespace Hymba.JsonSchema.Documents;

/// <summary>One JSON text with schemas in it.</summary>
/// <param name="root">The whole text.</param>
/// <param name="name">What stands in front of pointers into it: empty for the schema that is compiled.</param>
internal sealed class SchemaDocument(JsonElement root, string name)
{
    public JsonElement Root { get; } = root;

    public string Name { get; } = name;

    /// <summary>Every place where a schema is known to be, by its pointer.</summary>
    public Dictionary<string, SchemaLocation> Locations { get; } = new(StringComparer.Ordinal);
}
