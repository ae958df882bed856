using System.Text.Json;

namespace Hymba.Validation.Tests.Guardrails;

/// <summary>Short ways to what cases hold and what is found in them.</summary>
internal static class CaseExtensions
{
    public static string Text(this JsonElement element, string property) => element.GetProperty(property).GetString()!;

    public static List<Finding> Find(this ITextValidator validator, string text) => [.. Contract.Find(validator, text)];
}
