using System.Text;
using System.Text.Json;

namespace Hymba.Validation.Tests.Guardrails;

/// <summary>
/// Cases below <c>tests/Fixtures/guardrails</c>. Texts with credentials are stored reversed and in base64, so that no scanner alarms on
/// them.
/// </summary>
internal static class CaseFile
{
    public static IReadOnlyList<JsonElement> Read(string name)
    {
        using FileStream file = File.OpenRead(Path.Combine(RepositoryFiles.Fixture("guardrails"), name));
        using JsonDocument document = JsonDocument.Parse(file);
        return [.. document.RootElement.EnumerateArray().Select(element => element.Clone())];
    }

    public static string Text(this JsonElement element, string property) => element.GetProperty(property).GetString()!;

    public static string Hidden(this JsonElement element, string property)
    {
        byte[] bytes = Convert.FromBase64String(element.Text(property));
        Array.Reverse(bytes);
        return Encoding.UTF8.GetString(bytes);
    }

    public static List<Finding> Find(this ITextValidator validator, string text)
    {
        var findings = new List<Finding>();
        validator.Find(text, new ValidationContext(), findings);
        findings.Sort((left, right) => left.Start.CompareTo(right.Start));
        return findings;
    }
}
