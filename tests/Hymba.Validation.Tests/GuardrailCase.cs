using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Hymba.Validation.Tests;

/// <summary>One case of <c>tests/Fixtures/guardrails</c>.</summary>
/// <param name="Id">Id, unique within its file.</param>
/// <param name="Text">The text that is judged, of chunked ones all together; empty for cases about tool calls.</param>
/// <param name="Tier">How strictly it counts.</param>
/// <param name="Data">All fields.</param>
internal sealed record GuardrailCase(string Id, string Text, string Tier, JsonElement Data)
{
    public bool Flag => Expected.TryGetProperty("flag", out JsonElement flag) && flag.GetBoolean();

    public bool HasFlag => Expected.TryGetProperty("flag", out _);

    public JsonElement Expected => Data.GetProperty("expected");

    public string String(string name) => Data.TryGetProperty(name, out JsonElement value) ? value.GetString() ?? "" : "";

    public string[] Strings(string name) => [.. Data.GetProperty(name).EnumerateArray().Select(value => value.GetString()!)];

    public static IReadOnlyList<GuardrailCase> Read(string file) => GuardrailFile.Get(file).Cases;

    public static GuardrailCase Create(JsonNode node)
    {
        JsonElement data = JsonSerializer.SerializeToElement(Reveal(node));
        return new GuardrailCase(data.GetProperty("id").GetString()!, TextOf(data), data.GetProperty("tier").GetString()!, data);
    }

    private static string TextOf(JsonElement data)
        => data.TryGetProperty("text", out JsonElement text) ? text.GetString()!
        : data.TryGetProperty("chunks", out JsonElement chunks) ? string.Concat(chunks.EnumerateArray().Select(chunk => chunk.GetString()))
        : string.Empty;

    /// <summary>Texts with credentials are stored reversed and in base64, so that no scanner of repositories alarms on them.</summary>
    private static JsonNode? Reveal(JsonNode? node)
    {
        switch (node)
        {
            case JsonObject { Count: 1 } hidden when hidden["hidden"] is { } value:
                byte[] bytes = Convert.FromBase64String(value.GetValue<string>());
                Array.Reverse(bytes);
                return JsonValue.Create(Encoding.UTF8.GetString(bytes));
            case JsonObject members:
                return new JsonObject(members.Select(member => KeyValuePair.Create(member.Key, Reveal(member.Value))));
            case JsonArray items:
                return new JsonArray([.. items.Select(Reveal)]);
            default:
                return node?.DeepClone();
        }
    }
}
