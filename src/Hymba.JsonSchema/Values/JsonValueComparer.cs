using System.Runtime.InteropServices;
using System.Text.Json;

namespace Hymba.JsonSchema.Values;

/// <summary>Equality of JSON values as JSON Schema wants it: numbers by value, objects whatever the order of their properties.</summary>
/// <param name="budget">What comparisons are charged to.</param>
/// <param name="maxDepth">The deepest nesting of a value.</param>
/// <param name="maxDigits">See <see cref="JsonSchemaOptions.MaxNumberDigits"/>.</param>
internal sealed class JsonValueComparer(StepBudget budget, int maxDepth, int maxDigits) : IEqualityComparer<JsonElement>
{
    /// <inheritdoc/>
    public bool Equals(JsonElement x, JsonElement y) => Equal(x, y, 0);

    /// <inheritdoc/>
    public int GetHashCode(JsonElement obj) => Hash(obj, 0);

    private bool Equal(JsonElement left, JsonElement right, int depth)
    {
        Enter(left, depth);
        if (left.ValueKind != right.ValueKind)
        {
            return false;
        }

        switch (left.ValueKind)
        {
            case JsonValueKind.Number:
                return JsonNumber.Read(left, maxDigits) == JsonNumber.Read(right, maxDigits);
            case JsonValueKind.String:
                return JsonText.Of(left) == JsonText.Of(right);
            case JsonValueKind.Array:
                return left.GetArrayLength() == right.GetArrayLength()
                    && left.EnumerateArray().Zip(right.EnumerateArray()).All(pair => Equal(pair.First, pair.Second, depth + 1));
            case JsonValueKind.Object:
                return EqualObjects(left, right, depth);
            default:
                return true;
        }
    }

    private bool EqualObjects(JsonElement left, JsonElement right, int depth)
    {
        Dictionary<string, JsonElement> expected = Properties(left), actual = Properties(right);
        return expected.Count == actual.Count
            && expected.All(property => actual.TryGetValue(property.Key, out JsonElement other) && Equal(property.Value, other, depth + 1));
    }

    private Dictionary<string, JsonElement> Properties(JsonElement value)
    {
        var properties = new Dictionary<string, JsonElement>(StringComparer.Ordinal);
        foreach (JsonProperty property in value.EnumerateObject())
        {
            budget.Spend(1);
            properties[JsonText.Name(property)] = property.Value;
        }

        return properties;
    }

    private int Hash(JsonElement value, int depth)
    {
        Enter(value, depth);
        var hash = default(HashCode);
        hash.Add(value.ValueKind);
        switch (value.ValueKind)
        {
            case JsonValueKind.Number:
                hash.Add(JsonNumber.Read(value, maxDigits));
                break;
            case JsonValueKind.String:
                hash.Add(JsonText.Of(value), StringComparer.Ordinal);
                break;
            case JsonValueKind.Array:
                foreach (JsonElement item in value.EnumerateArray())
                {
                    hash.Add(Hash(item, depth + 1));
                }

                break;
            case JsonValueKind.Object:
                int sum = 0;
                foreach ((string name, JsonElement item) in Properties(value))
                {
                    sum += HashCode.Combine(StringComparer.Ordinal.GetHashCode(name), Hash(item, depth + 1));
                }

                hash.Add(sum);
                break;
        }

        return hash.ToHashCode();
    }

    private void Enter(JsonElement value, int depth)
    {
        budget.Spend(1 + (value.ValueKind is JsonValueKind.String ? JsonMarshal.GetRawUtf8Value(value).Length / StepBudget.BytesPerStep : 0));
        if (depth > maxDepth)
        {
            throw new JsonSchemaException(
                JsonSchemaProblem.InstanceTooDeep,
                $"A value that is compared is nested more than {maxDepth} deep, the deepest that it may be.",
                limit: maxDepth);
        }
    }
}
