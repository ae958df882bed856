using System.Text.Encodings.Web;

namespace Hymba.Validation.Tests.Guardrails;

/// <summary>A text around another one.</summary>
/// <param name="Name">What it is.</param>
/// <param name="Before">What stands before.</param>
/// <param name="After">What stands behind.</param>
/// <param name="Escape">How a text is written in there.</param>
/// <param name="HasLines">Whether it can hold several lines.</param>
internal sealed record Surrounding(string Name, string Before, string After, Func<string, string> Escape, bool HasLines = true)
{
    public static IReadOnlyList<Surrounding> All { get; } =
    [
        new("prose", "Please note the following value: ", " and let me know.", text => text),
        new("JSON", "{\"value\": \"", "\", \"next\": true}", JavaScriptEncoder.UnsafeRelaxedJsonEscaping.Encode),
        new("table", "| name | value |\n|---|---|\n| first | ", " | other |\n", text => text.Replace("|", "\\|", StringComparison.Ordinal), HasLines: false),
        new("fence", "Some words:\n```\n", "\n```\n", text => text),
    ];

    public string Around(string text) => Before + Escape(text) + After;

    /// <summary>Where a place of the text lies.</summary>
    public int Place(string text, int index) => Before.Length + Escape(text[..index]).Length;
}
