using System.Text.Json;

namespace Hymba.Inference.Checkpoint;

/// <summary>
/// Typed look-ups in a <c>config.json</c> that note every problem instead of stopping at the first. A look-up that fails gives null,
/// so that checks between several values stay silent where one of them is already wrong.
/// </summary>
internal sealed class ConfigValues(JsonElement root)
{
    private readonly List<string> _errors = [];

    /// <summary>One sentence per problem so far.</summary>
    public IReadOnlyList<string> Errors => _errors;

    /// <summary>Notes a problem.</summary>
    public void Report(string problem) => _errors.Add(problem);

    /// <summary>Notes a problem where a rule is broken.</summary>
    public void Require(bool holds, string problem)
    {
        if (!holds)
        {
            Report(problem);
        }
    }

    /// <summary>The raw value; false where the key is absent.</summary>
    public bool TryGet(string key, out JsonElement value) => root.TryGetProperty(key, out value);

    /// <summary>The raw value; false where the key is absent or null.</summary>
    public bool TryGetNotNull(string key, out JsonElement value)
        => TryGet(key, out value) && value.ValueKind != JsonValueKind.Null;

    /// <summary>A whole number within limits; <paramref name="absent"/> is its value where the key is absent.</summary>
    public int? Whole(string key, int minimum, int maximum, int? absent = null)
    {
        if (!TryGet(key, out JsonElement value))
        {
            return absent ?? Missing<int>(key);
        }

        if (AsWhole(value) is int number && number >= minimum && number <= maximum)
        {
            return number;
        }

        Report($"{key} is {Show(value)}; it must be a whole number from {minimum} to {maximum}.");
        return null;
    }

    /// <summary>A finite number above 0.</summary>
    public double? Positive(string key, double? absent = null)
    {
        if (!TryGet(key, out JsonElement value))
        {
            return absent ?? Missing<double>(key);
        }

        if (value.ValueKind == JsonValueKind.Number && value.TryGetDouble(out double number) && number > 0 && double.IsFinite(number))
        {
            return number;
        }

        Report($"{key} is {Show(value)}; it must be a number above 0.");
        return null;
    }

    /// <summary>True or false.</summary>
    public bool? Flag(string key, bool? absent = null)
    {
        if (!TryGet(key, out JsonElement value))
        {
            return absent ?? Missing<bool>(key);
        }

        if (value.ValueKind is JsonValueKind.True or JsonValueKind.False)
        {
            return value.GetBoolean();
        }

        Report($"{key} is {Show(value)}; it must be true or false.");
        return null;
    }

    /// <summary>One of several names; a name of null stands for JSON's null.</summary>
    public T? Choice<T>(string key, T absent, params (string? Name, T Value)[] choices)
        where T : struct
    {
        if (!TryGet(key, out JsonElement value))
        {
            return absent;
        }

        foreach ((string? name, T choice) in choices)
        {
            if (name is null ? value.ValueKind == JsonValueKind.Null : value.ValueKind == JsonValueKind.String && value.ValueEquals(name))
            {
                return choice;
            }
        }

        Report($"{key} is {Show(value)}; supported: {string.Join(", ", choices.Select(choice => choice.Name is null ? "null" : $"\"{choice.Name}\""))}.");
        return null;
    }

    /// <summary>A list of whole numbers within limits.</summary>
    public IReadOnlyList<int>? Wholes(string key, int minimum, int maximum)
        => TryGet(key, out JsonElement value) ? Wholes(key, value, minimum, maximum) : MissingList(key);

    /// <summary>A list of whole numbers within limits, from a value that was looked up before.</summary>
    public IReadOnlyList<int>? Wholes(string key, JsonElement value, int minimum, int maximum)
    {
        int?[] numbers = value.ValueKind == JsonValueKind.Array ? [.. value.EnumerateArray().Select(AsWhole)] : [null];
        if (numbers.All(number => number >= minimum && number <= maximum))
        {
            return [.. numbers.Select(number => number!.Value)];
        }

        Report($"{key} is {Show(value)}; it must be a list of whole numbers from {minimum} to {maximum}.");
        return null;
    }

    /// <summary>The value's JSON for a message, shortened.</summary>
    public static string Show(JsonElement value) => MessageText.Clip(value.GetRawText());

    /// <summary>The number, or null where the value is no whole number of 32 bits.</summary>
    public static int? AsWhole(JsonElement value)
        => value.ValueKind == JsonValueKind.Number && value.TryGetInt32(out int number) ? number : null;

    private T? Missing<T>(string key)
        where T : struct
    {
        Report($"{key} is missing.");
        return null;
    }

    private IReadOnlyList<int>? MissingList(string key)
    {
        Report($"{key} is missing.");
        return null;
    }
}
