namespace Hymba.Validation.Policies;

/// <summary>Finds the line of policy for a finding. Immutable.</summary>
internal sealed class PolicyTable
{
    private static readonly PolicyRule Unnamed = new();
    private static readonly PolicyRule Unheeded = new() { Action = ValidationAction.Ignore };

    // The most specific line stands first.
    private readonly PolicyRule[] _lines;

    /// <param name="lines">Lines in the order of their writing.</param>
    public PolicyTable(IEnumerable<PolicyRule> lines)
        => _lines = [.. lines.Reverse().OrderByDescending(Specificity).ThenByDescending(line => line.MinSeverity ?? (Severity)(-1))];

    /// <summary>The line for a finding. Replies are annotated where no line fits; other texts are left alone.</summary>
    public PolicyRule Find(in Finding finding, TextRole role)
    {
        foreach (var line in _lines)
        {
            if (IsNamed(line, finding.Rule, finding.Category) && line.IsFor(role)
                && finding.Confidence >= line.MinConfidence && finding.Severity >= (line.MinSeverity ?? Severity.Information))
            {
                return line;
            }
        }

        return Default(role, finding.Category);
    }

    /// <summary>The strongest action that a rule's findings may get.</summary>
    public ValidationAction Strongest(string rule, TextRole role)
    {
        var strongest = ValidationAction.Ignore;
        foreach (var line in _lines)
        {
            if (!IsNamed(line, rule, CategoryOf(rule)) || !line.IsFor(role))
            {
                continue;
            }

            strongest = line.Action > strongest ? line.Action : strongest;
            if (line.MinSeverity is null or Severity.Information && line.MinConfidence <= 0)
            {
                return strongest;
            }
        }

        var otherwise = Default(role, CategoryOf(rule)).Action;
        return otherwise > strongest ? otherwise : strongest;
    }

    /// <summary>The strongest action that findings of some rules may get.</summary>
    public ValidationAction Strongest(IReadOnlyList<string> rules, TextRole role)
        => rules.Count == 0 ? ValidationAction.Ignore : rules.Max(rule => Strongest(rule, role));

    /// <summary>Whether any line has an action.</summary>
    public bool Uses(ValidationAction action) => Array.Exists(_lines, line => line.Action == action);

    /// <summary>The group in a rule's id.</summary>
    public static string CategoryOf(string rule) => rule.Split('.', 2)[0];

    // A suffix is written for a model, not by it: nobody wants to wait for a scoring pass over each reply.
    private static PolicyRule Default(TextRole role, string category)
        => role == TextRole.Assistant && category != RuleCategories.Suffix ? Unnamed : Unheeded;

    private static bool IsNamed(PolicyRule line, string rule, string category)
        => (line.Rule is null || line.Rule == rule) && (line.Category is null || line.Category == category);

    private static int Specificity(PolicyRule line) => line.Rule is not null ? 2 : line.Category is not null ? 1 : 0;
}
