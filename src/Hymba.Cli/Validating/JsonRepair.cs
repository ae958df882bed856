using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace Hymba.Cli.Validating;

/// <summary>Takes what cannot be read out of a JSON value, so that the rest can be, and all errors be told together. Not thread-safe.</summary>
/// <param name="root">The value; changed.</param>
internal sealed partial class JsonRepair(JsonNode root)
{
    private readonly Dictionary<JsonArray, SortedSet<int>> _removed = [];
    private readonly HashSet<string> _shifted = new(StringComparer.Ordinal);

    /// <summary>Lists that items were taken out of, each with its opening bracket: the indices behind are others now.</summary>
    public IReadOnlyList<string> Shifted => [.. _shifted];

    /// <summary>Takes out what an error is about.</summary>
    /// <returns>Where it stood in the value as it was given; null where nothing could be taken out.</returns>
    public string? Remove(JsonException error)
    {
        List<string> names = [.. Step().Matches(error.Path?.TrimStart('$') ?? string.Empty).Select(step => step.Groups.Values.Skip(1).First(part => part.Success).Value)];

        // Of a name that is unknown, only the message tells.
        if (Unknown().Match(error.Message) is { Success: true } unknown && names.LastOrDefault() != unknown.Groups[1].Value)
        {
            names.Add(unknown.Groups[1].Value);
        }

        JsonNode? node = root;
        string place = string.Empty;
        for (int i = 0; i < names.Count; i++)
        {
            bool isLast = i == names.Count - 1;
            if (node is JsonObject members && members.LastOrDefault(member => member.Key.Equals(names[i], StringComparison.OrdinalIgnoreCase)).Key is { } key)
            {
                place += place.Length == 0 ? key : $".{key}";
                node = members[key];
                if (isLast)
                {
                    return members.Remove(key) ? place : null;
                }
            }
            else if (node is JsonArray items && int.TryParse(names[i], CultureInfo.InvariantCulture, out int index) && index < items.Count)
            {
                int first = Original(items, index);
                node = items[index];
                if (isLast)
                {
                    items.RemoveAt(index);
                    _removed.TryAdd(items, []);
                    _removed[items].Add(first);
                    _shifted.Add($"{place}[");
                }

                place += FormattableString.Invariant($"[{first}]");
                if (isLast)
                {
                    return place;
                }
            }
            else
            {
                return null;
            }
        }

        return null;
    }

    private int Original(JsonArray items, int index)
        => _removed.TryGetValue(items, out SortedSet<int>? removed) ? removed.Aggregate(index, (place, gone) => gone <= place ? place + 1 : place) : index;

    [GeneratedRegex(@"\['([^']*)'\]|\[(\d+)\]|\.?([^.\[\]]+)")]
    private static partial Regex Step();

    [GeneratedRegex("^The JSON property '(.*?)' could not be mapped")]
    private static partial Regex Unknown();
}
