using System.Text.Json;

namespace Hymba.JsonSchema.Values;

/// <summary>Names and kinds of the types of JSON Schema.</summary>
internal static class JsonTypeNames
{
    private static readonly (string Name, JsonTypes Type)[] All =
    [
        ("null", JsonTypes.Null), ("boolean", JsonTypes.Boolean), ("object", JsonTypes.Object), ("array", JsonTypes.Array),
        ("number", JsonTypes.Number), ("string", JsonTypes.String), ("integer", JsonTypes.Integer),
    ];

    /// <summary>The type of a name, or none.</summary>
    public static JsonTypes Parse(string name) => Array.Find(All, entry => entry.Name == name).Type;

    /// <summary>The type of a value; integers count as numbers here.</summary>
    public static JsonTypes Of(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.Null => JsonTypes.Null,
        JsonValueKind.True or JsonValueKind.False => JsonTypes.Boolean,
        JsonValueKind.Object => JsonTypes.Object,
        JsonValueKind.Array => JsonTypes.Array,
        JsonValueKind.Number => JsonTypes.Number,
        JsonValueKind.String => JsonTypes.String,
        _ => JsonTypes.None,
    };

    /// <summary>The names of a set, for messages.</summary>
    public static string Describe(JsonTypes types)
        => string.Join(" or ", All.Where(entry => types.HasFlag(entry.Type)).Select(entry => entry.Name));
}
