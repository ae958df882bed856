using Hymba.Validation.Policies;

namespace Hymba.Validation.Audit;

/// <summary>What is recorded about a finding or a decision. Never holds any part of the text. Immutable.</summary>
public sealed record AuditRecord
{
    /// <summary>When.</summary>
    public required DateTimeOffset Time { get; init; }

    /// <summary>What it is about.</summary>
    public required AuditKind Kind { get; init; }

    /// <summary>Id of the text's validation; the records of one text have the same.</summary>
    public required string ValidationId { get; init; }

    /// <summary>Where the text comes from.</summary>
    public required TextRole Role { get; init; }

    /// <summary>The rule that found it or decided; null for a decision without one.</summary>
    public string? Rule { get; init; }

    /// <summary>The rule's category; null for a decision without a rule.</summary>
    public string? Category { get; init; }

    /// <summary>First UTF-16 unit in the text before redaction.</summary>
    public int Start { get; init; }

    /// <summary>The unit behind the last.</summary>
    public int End { get; init; }

    /// <summary>How harmful it is.</summary>
    public Severity Severity { get; init; }

    /// <summary>How sure the rule is, 0 to 1.</summary>
    public double Confidence { get; init; }

    /// <summary>What policy did with the finding; of a dropped one, what it would have done.</summary>
    public ValidationAction Action { get; init; }

    /// <summary>The decision about the whole text; set for <see cref="AuditKind.Decision"/>.</summary>
    public ValidationDecision Decision { get; init; }

    /// <summary>16 digits of the value's keyed hash; null where there is no value.</summary>
    public string? ValueHash { get; init; }

    /// <summary>How a validator failed, or why its finding was dropped; null for other records.</summary>
    public string? Failure { get; init; }

    /// <summary>The entry of OWASP's LLM list of 2025; null for none.</summary>
    public string? Owasp => Category is null ? null : OwaspIds.Llm2025(Category);

    /// <summary>The entry of OWASP's LLM list of 2026; null for none.</summary>
    public string? Owasp2026 => Category is null ? null : OwaspIds.Llm2026(Category);
}
