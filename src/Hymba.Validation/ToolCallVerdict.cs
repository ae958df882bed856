using Microsoft.Extensions.AI;

namespace Hymba.Validation;

/// <summary>The outcome for one tool call. Immutable.</summary>
/// <param name="Decision">What became of it.</param>
/// <param name="Call">The call that may be emitted, with redacted arguments; worth nothing where it was blocked.</param>
/// <param name="Findings">The findings; those in arguments have offsets in their argument.</param>
public sealed record ToolCallVerdict(ValidationDecision Decision, FunctionCallContent Call, IReadOnlyList<JudgedFinding> Findings)
{
    /// <summary>Id of the rule that decided; null for none.</summary>
    public string? Rule { get; init; }
}
