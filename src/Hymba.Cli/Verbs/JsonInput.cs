using System.Text.Json;

namespace Hymba.Cli.Verbs;

/// <summary>Reads the values of JSON lines, with an error that says what is wrong with them.</summary>
internal static class JsonInput
{
    /// <summary>A string.</summary>
    /// <param name="value">The value.</param>
    /// <param name="what">What it is, for the error.</param>
    public static string Text(JsonElement value, string what)
        => value.ValueKind is JsonValueKind.String ? value.GetString()! : throw new ToolException($"{what} is {Name(value)}; a string is needed.");

    /// <summary>True or false.</summary>
    /// <param name="value">The value.</param>
    /// <param name="what">What it is, for the error.</param>
    public static bool Flag(JsonElement value, string what)
        => value.ValueKind is JsonValueKind.True or JsonValueKind.False
            ? value.GetBoolean()
            : throw new ToolException($"{what} is {Name(value)}; true or false is needed.");

    /// <summary>A number.</summary>
    /// <param name="value">The value.</param>
    /// <param name="what">What it is, for the error.</param>
    public static double Number(JsonElement value, string what)
        => value.ValueKind is JsonValueKind.Number ? value.GetDouble() : throw new ToolException($"{what} is {Name(value)}; a number is needed.");

    /// <summary>A member of an object; null is a value.</summary>
    /// <param name="value">The object.</param>
    /// <param name="name">Name of the member.</param>
    /// <param name="what">What the object is, for the error. Default: the line.</param>
    public static JsonElement Member(JsonElement value, string name, string what = "the line")
        => value.ValueKind is not JsonValueKind.Object ? throw new ToolException($"{what} is {Name(value)}; an object is needed.")
            : value.TryGetProperty(name, out JsonElement member) ? member
            : throw new ToolException($"{name} is missing.");

    /// <summary>A member of an object; null where it is absent or null.</summary>
    /// <param name="value">The object.</param>
    /// <param name="name">Name of the member.</param>
    /// <param name="what">What the object is, for the error. Default: the line.</param>
    public static JsonElement? Optional(JsonElement value, string name, string what = "the line")
        => value.ValueKind is not JsonValueKind.Object ? throw new ToolException($"{what} is {Name(value)}; an object is needed.")
            : value.TryGetProperty(name, out JsonElement member) && member.ValueKind is not JsonValueKind.Null ? member
            : null;

    /// <summary>The members of an object.</summary>
    public static IEnumerable<JsonProperty> Members(JsonElement value, string what)
        => value.ValueKind is JsonValueKind.Object ? value.EnumerateObject() : throw new ToolException($"{what} is {Name(value)}; an object is needed.");

    /// <summary>A list of token ids.</summary>
    public static int[] Ids(JsonElement value) => [.. Items(value, "the line").Select(Id)];

    /// <summary>The items of an array.</summary>
    public static IEnumerable<JsonElement> Items(JsonElement value, string what)
        => value.ValueKind is JsonValueKind.Array ? value.EnumerateArray() : throw new ToolException($"{what} is {Name(value)}; an array is needed.");

    /// <summary>The kind of a value as JSON calls it.</summary>
    public static string Name(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.Object => "an object",
        JsonValueKind.Array => "an array",
        JsonValueKind.String => "a string",
        JsonValueKind.Number => "a number",
        _ => value.GetRawText(),
    };

    private static int Id(JsonElement value, int index)
        => value.ValueKind is JsonValueKind.Number && value.TryGetInt32(out int id)
            ? id
            : throw new ToolException($"the item at index {index} is {value.GetRawText()}; a token id, a whole number, is needed.");
}
