using System.Text.Json.Nodes;

namespace Hymba.Validation.Tests;

/// <summary>A file of <c>tests/Fixtures/guardrails</c>.</summary>
/// <param name="Name">Its name without ending: subject and source.</param>
/// <param name="Kind">What its cases are about.</param>
/// <param name="Check">What is compared.</param>
/// <param name="Cases">Its cases.</param>
internal sealed record GuardrailFile(string Name, string Kind, string Check, IReadOnlyList<GuardrailCase> Cases)
{
    private static readonly Lazy<GuardrailFile[]> Files = new(() =>
    [
        .. Directory.EnumerateFiles(RepositoryFiles.Fixture("guardrails"), "*.json").Order(StringComparer.Ordinal).Select(Read),
    ]);

    /// <summary>All files, by name.</summary>
    public static IReadOnlyList<GuardrailFile> All => Files.Value;

    public static GuardrailFile Get(string name) => All.Single(file => file.Name == name);

    private static GuardrailFile Read(string path)
    {
        JsonNode root = JsonNode.Parse(File.ReadAllBytes(path))!;
        return new GuardrailFile(
            Path.GetFileNameWithoutExtension(path), root["kind"]!.GetValue<string>(), root["check"]!.GetValue<string>(),
            [.. root["cases"]!.AsArray().Select(node => GuardrailCase.Create(node!))]);
    }
}
