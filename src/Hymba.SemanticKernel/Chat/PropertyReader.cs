using System.Collections;
using System.Globalization;
using System.Text.Json;
using Hymba.Inference.Generation;
using Microsoft.Extensions.AI;

namespace Hymba.SemanticKernel.Chat;

/// <summary>Reads additional properties, whatever form their values have, and remembers which names nobody asked for.</summary>
internal sealed class PropertyReader(AdditionalPropertiesDictionary? properties, List<string> errors)
{
    private readonly HashSet<string> _read = [];

    /// <summary>Names that were not read.</summary>
    public IEnumerable<string> Unread => properties?.Keys.Where(name => !_read.Contains(name)) ?? [];

    public object? Raw(string name)
    {
        _read.Add(name);
        return properties?.GetValueOrDefault(name);
    }

    public float? Single(string name) => Number(name, "a number", value => (float?)value);

    public int? Int32(string name) => Number(name, "a whole number", value => value == Math.Truncate(value) && Math.Abs(value) <= int.MaxValue ? (int?)value : null);

    public bool? Boolean(string name) => Read<bool?>(name, "true or false", value => value switch
    {
        bool flag => flag,
        string text when bool.TryParse(text, out bool flag) => flag,
        _ => null,
    });

    public string? Text(string name) => Read(name, "a text", value => value as string);

    public TimeSpan? Duration(string name) => Read<TimeSpan?>(name, "a time span or a number of seconds above 0", value =>
    {
        TimeSpan? span = value switch
        {
            TimeSpan time => time,
            _ when ToDouble(value) is double seconds && Math.Abs(seconds) < TimeSpan.MaxValue.TotalSeconds => TimeSpan.FromSeconds(seconds),
            string text when TimeSpan.TryParse(text, CultureInfo.InvariantCulture, out TimeSpan time) => time,
            _ => null,
        };
        return span > TimeSpan.Zero ? span : null;
    });

    public RequestPriority? Priority(string name)
        => Read<RequestPriority?>(name, "one of " + string.Join(", ", Enum.GetNames<RequestPriority>()), value => value switch
        {
            RequestPriority priority when Enum.IsDefined(priority) => priority,
            string text when Enum.GetNames<RequestPriority>().Contains(text, StringComparer.OrdinalIgnoreCase)
                => Enum.Parse<RequestPriority>(text, ignoreCase: true),
            _ => null,
        });

    public IReadOnlyDictionary<int, float>? Biases(string name)
        => Read(name, "a dictionary from token ids to numbers", value => value switch
        {
            IReadOnlyDictionary<int, float> biases => biases,
            IDictionary entries => ToBiases(Entries(entries)),
            JsonElement { ValueKind: JsonValueKind.Object } json => ToBiases(json.EnumerateObject().Select(p => ((object)p.Name, (object?)p.Value))),
            _ => null,
        });

    private static IEnumerable<(object Key, object? Value)> Entries(IDictionary dictionary)
    {
        foreach (DictionaryEntry entry in dictionary)
        {
            yield return (entry.Key, entry.Value);
        }
    }

    private static Dictionary<int, float>? ToBiases(IEnumerable<(object Key, object? Value)> entries)
    {
        var biases = new Dictionary<int, float>();
        foreach ((object key, object? value) in entries)
        {
            if (ToDouble(key) is not double id || id != Math.Truncate(id) || ToDouble(Plain(value)) is not double bias)
            {
                return null;
            }

            biases[(int)id] = (float)bias;
        }

        return biases;
    }

    private T? Number<T>(string name, string expected, Func<double, T?> convert)
        => Read(name, expected, value => ToDouble(value) is double number ? convert(number) : default);

    private T? Read<T>(string name, string expected, Func<object, T?> convert)
    {
        if (Plain(Raw(name)) is not object value)
        {
            return default;
        }

        T? converted = convert(value);
        if (converted is null)
        {
            errors.Add($"{name} is '{Convert.ToString(value, CultureInfo.InvariantCulture)}'; it must be {expected}.");
        }

        return converted;
    }

    private static object? Plain(object? value) => value is not JsonElement json ? value : json.ValueKind switch
    {
        JsonValueKind.Null or JsonValueKind.Undefined => null,
        JsonValueKind.String => json.GetString(),
        JsonValueKind.True => true,
        JsonValueKind.False => false,
        JsonValueKind.Number => json.GetDouble(),
        _ => json,
    };

    private static double? ToDouble(object? value) => value switch
    {
        string text => double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out double number) ? number : null,
        bool or Enum or char => null,
        IConvertible and (sbyte or byte or short or ushort or int or uint or long or ulong or float or double or decimal)
            => Convert.ToDouble(value, CultureInfo.InvariantCulture),
        _ => null,
    };
}
