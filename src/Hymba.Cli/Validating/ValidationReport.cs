using System.Text.Json.Serialization;

namespace Hymba.Cli.Validating;

/// <summary>What is written about one line.</summary>
/// <param name="Decision">What became of it.</param>
/// <param name="Text">The text after redaction.</param>
/// <param name="Findings">The findings: of the text, then of calls, then of results.</param>
internal sealed record ValidationReport(string Decision, string Text, IReadOnlyList<FindingReport> Findings)
{
    /// <summary>What was given out for each piece that was fed, and at the end.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public IReadOnlyList<string>? Emitted { get; init; }

    /// <summary>The text as detectors see it.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Normalized { get; init; }

    /// <summary>Settings of the line that nothing here has.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public IReadOnlyList<string>? Ignored { get; init; }
}
