using System.Text.Json;

namespace Hymba.Validation.Tests;

/// <summary>One case of <c>tests/Fixtures/guardrails</c>.</summary>
internal sealed record GuardrailCase(string Id, string Text, string Tier, JsonElement Data)
{
    public bool Flag => Data.GetProperty("expected").TryGetProperty("flag", out JsonElement flag) && flag.GetBoolean();

    public bool HasFlag => Data.GetProperty("expected").TryGetProperty("flag", out _);

    public JsonElement Expected => Data.GetProperty("expected");

    public string String(string name) => Data.TryGetProperty(name, out JsonElement value) ? value.GetString() ?? "" : "";

    public static IReadOnlyList<GuardrailCase> Read(string file)
    {
        using FileStream stream = File.OpenRead(RepositoryFiles.Fixture($"guardrails/{file}.json"));
        using JsonDocument document = JsonDocument.Parse(stream);
        return document.RootElement.GetProperty("cases").EnumerateArray().Select(Convert).ToArray();
    }

    private static GuardrailCase Convert(JsonElement element) => new(
        element.GetProperty("id").GetString()!,
        element.TryGetProperty("text", out JsonElement text) ? text.GetString()! : "",
        element.GetProperty("tier").GetString()!,
        element.Clone());
}
