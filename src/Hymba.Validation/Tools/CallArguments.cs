using System.Text.Json;
using Microsoft.Extensions.AI;

namespace Hymba.Validation.Tools;

/// <summary>Arguments of calls as JSON, whatever objects they are made of.</summary>
internal static class CallArguments
{
    private static readonly JsonElement None = JsonElement.Parse("{}");

    /// <exception cref="NotSupportedException">An argument cannot be written as JSON.</exception>
    /// <exception cref="JsonException">An argument is nested too deep, or in a circle.</exception>
    public static JsonElement ToJson(FunctionCallContent call) => call.Arguments is { Count: > 0 } arguments
        ? JsonSerializer.SerializeToElement(arguments, AIJsonUtilities.DefaultOptions.GetTypeInfo(typeof(IDictionary<string, object?>)))
        : None;

    /// <summary>All strings in a value: names of members too, which the model may have chosen.</summary>
    public static IEnumerable<string> Texts(JsonElement value)
    {
        var open = new Stack<JsonElement>([value]);
        while (open.TryPop(out var next))
        {
            switch (next.ValueKind)
            {
                case JsonValueKind.String:
                    yield return next.GetString()!;
                    break;
                case JsonValueKind.Array:
                    foreach (var item in next.EnumerateArray())
                    {
                        open.Push(item);
                    }

                    break;
                case JsonValueKind.Object:
                    foreach (var member in next.EnumerateObject())
                    {
                        yield return member.Name;
                        open.Push(member.Value);
                    }

                    break;
            }
        }
    }
}
