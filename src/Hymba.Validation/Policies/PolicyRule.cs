namespace Hymba.Validation.Policies;

/// <summary>
/// One line of policy. Of the lines that fit a finding, one for its rule beats one for its category, which beats one for everything; then the
/// higher <see cref="MinSeverity"/> wins, then the later line.
/// </summary>
public sealed class PolicyRule
{
    /// <summary>Id of the rule it is for. Default null: any.</summary>
    public string? Rule { get; set; }

    /// <summary>The category it is for. Default null: any.</summary>
    public string? Category { get; set; }

    /// <summary>The least severity it is for. Default null: any.</summary>
    public Severity? MinSeverity { get; set; }

    /// <summary>The least confidence it is for, 0 to 1. Default 0: any.</summary>
    public double MinConfidence { get; set; }

    /// <summary>Which texts it is for. Default empty: the model's replies alone.</summary>
    public IList<TextRole> Roles { get; } = [];

    /// <summary>What happens. Default: it is reported.</summary>
    public ValidationAction Action { get; set; } = ValidationAction.Annotate;

    /// <summary>How <see cref="ValidationAction.Redact"/> redacts. Default: the type as a placeholder.</summary>
    public RedactionStyle Style { get; set; }

    /// <summary>
    /// The text for <see cref="ValidationAction.Replace"/>. It may be empty; then what stands on both sides joins, and may become what was taken
    /// out. Default null.
    /// </summary>
    public string? Replacement { get; set; }

    internal bool IsFor(TextRole role) => Roles.Count == 0 ? role == TextRole.Assistant : Roles.Contains(role);
}
