namespace Hymba.Validation;

/// <summary>The outcome for one text. Immutable.</summary>
/// <param name="Decision">What became of it.</param>
/// <param name="Text">The text that may be shown: redacted; where it was blocked, the part before.</param>
/// <param name="Findings">All findings, by their beginning.</param>
public sealed record ValidationResult(ValidationDecision Decision, string Text, IReadOnlyList<JudgedFinding> Findings)
{
    /// <summary>Id of the rule that blocked it or asked for another try; null for none.</summary>
    public string? Rule { get; init; }
}
