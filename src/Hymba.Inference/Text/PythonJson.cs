using System.Globalization;
using System.Text;
using System.Text.Json;

namespace Hymba.Inference.Text;

/// <summary>Writes JSON as Python's <c>json.dumps(value, ensure_ascii=False)</c> does: what the model saw in training.</summary>
internal static class PythonJson
{
    /// <summary>The deepest nesting that is written: four times what the parser takes unless told otherwise.</summary>
    public const int MaxDepth = 256;

    /// <exception cref="InvalidOperationException">The element is undefined, nested too deep, or holds half a surrogate pair.</exception>
    public static string Write(JsonElement value)
    {
        var text = new StringBuilder();
        Append(text, value, depth: 1);
        return text.ToString();
    }

    private static void Append(StringBuilder text, JsonElement value, int depth)
    {
        if (depth > MaxDepth)
        {
            throw new InvalidOperationException($"it is nested deeper than {MaxDepth} levels.");
        }

        switch (value.ValueKind)
        {
            case JsonValueKind.Object:
                AppendObject(text, value, depth);
                break;
            case JsonValueKind.Array:
                AppendArray(text, value, depth);
                break;
            case JsonValueKind.String:
                AppendString(text, value.GetString()!);
                break;
            case JsonValueKind.Number:
                text.Append(Number(value.GetRawText()));
                break;
            case JsonValueKind.True:
                text.Append("true");
                break;
            case JsonValueKind.False:
                text.Append("false");
                break;
            case JsonValueKind.Null:
                text.Append("null");
                break;
            default:
                throw new InvalidOperationException("the JSON element is undefined.");
        }
    }

    private static void AppendObject(StringBuilder text, JsonElement value, int depth)
    {
        // A key that comes twice keeps its first place and its last value.
        var properties = new OrderedDictionary<string, JsonElement>(StringComparer.Ordinal);
        foreach (JsonProperty property in value.EnumerateObject())
        {
            properties[property.Name] = property.Value;
        }

        string separator = "";
        text.Append('{');
        foreach ((string name, JsonElement element) in properties)
        {
            text.Append(separator);
            AppendString(text, name);
            text.Append(": ");
            Append(text, element, depth + 1);
            separator = ", ";
        }

        text.Append('}');
    }

    private static void AppendArray(StringBuilder text, JsonElement value, int depth)
    {
        string separator = "";
        text.Append('[');
        foreach (JsonElement element in value.EnumerateArray())
        {
            text.Append(separator);
            Append(text, element, depth + 1);
            separator = ", ";
        }

        text.Append(']');
    }

    private static void AppendString(StringBuilder text, string value)
    {
        text.Append('"');
        foreach (char c in value)
        {
            _ = c switch
            {
                '"' => text.Append("\\\""),
                '\\' => text.Append("\\\\"),
                '\b' => text.Append("\\b"),
                '\f' => text.Append("\\f"),
                '\n' => text.Append("\\n"),
                '\r' => text.Append("\\r"),
                '\t' => text.Append("\\t"),
                < ' ' => text.Append("\\u").Append(((int)c).ToString("x4", CultureInfo.InvariantCulture)),
                _ => text.Append(c),
            };
        }

        text.Append('"');
    }

    // Python reads a number with a point or an exponent as a float, every other one as an integer of any size.
    private static string Number(string literal) => literal.AsSpan().IndexOfAny('.', 'e', 'E') >= 0
        ? PythonText.Format(double.Parse(literal, NumberStyles.Float, CultureInfo.InvariantCulture))
        : literal == "-0" ? "0" : literal;
}
