using System.Text.Json;

namespace Hymba.JsonSchema.Values;

/// <summary>Strings and names of JSON values. System.Text.Json refuses halves of surrogate pairs only here, when they are read.</summary>
internal static class JsonText
{
    /// <summary>The text of a string value.</summary>
    /// <exception cref="JsonSchemaException">It is no valid text.</exception>
    public static string Of(JsonElement value)
    {
        try
        {
            return value.GetString()!;
        }
        catch (InvalidOperationException error)
        {
            throw Invalid("A string", error);
        }
    }

    /// <summary>The name of a property.</summary>
    /// <exception cref="JsonSchemaException">It is no valid text.</exception>
    public static string Name(JsonProperty property)
    {
        try
        {
            return property.Name;
        }
        catch (InvalidOperationException error)
        {
            throw Invalid("A property's name", error);
        }
    }

    /// <summary>A property of an object, and whether it is there.</summary>
    /// <exception cref="JsonSchemaException">A name in the object is no valid text.</exception>
    public static bool TryGet(JsonElement value, string name, out JsonElement property)
    {
        try
        {
            return value.TryGetProperty(name, out property);
        }
        catch (InvalidOperationException error)
        {
            throw Invalid("A property's name", error);
        }
    }

    /// <summary>The number of code points of a text.</summary>
    public static int CountCodePoints(string text)
    {
        int count = text.Length;
        foreach (char unit in text)
        {
            count -= char.IsLowSurrogate(unit) ? 1 : 0;
        }

        return count;
    }

    private static JsonSchemaException Invalid(string what, Exception cause)
        => new(JsonSchemaProblem.InvalidText, $"{what} is no valid text: it holds half of a surrogate pair or bytes that are no UTF-8.", innerException: cause);
}
