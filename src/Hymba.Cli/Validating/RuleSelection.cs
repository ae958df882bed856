using Hymba.Validation.Policies;

namespace Hymba.Cli.Validating;

/// <summary>The rules that a run is about: whole groups, and rules one by one. Immutable.</summary>
internal sealed class RuleSelection
{
    private readonly HashSet<string> _groups = new(StringComparer.Ordinal);
    private readonly HashSet<string> _rules = new(StringComparer.Ordinal);

    private RuleSelection()
    {
    }

    /// <summary>The groups of which at least one rule was chosen.</summary>
    public IEnumerable<string> Groups => RuleCategories.All.Where(group => _groups.Contains(group) || RulesOf(group).Any());

    /// <summary>Reads names with commas between: of groups, rules (<c>pii.credit-card</c>) and entity types (<c>CREDIT_CARD</c>).</summary>
    /// <param name="names">The names; case does not matter.</param>
    /// <param name="addError">Gets a sentence for each name that cannot be used.</param>
    public static RuleSelection Parse(string names, Action<string> addError)
    {
        var selection = new RuleSelection();
        foreach (string name in names.Split(',', StringSplitOptions.TrimEntries))
        {
            string group = name.ToLowerInvariant();
            if (ValidatorSet.Groups.Contains(group))
            {
                selection._groups.Add(group);
            }
            else if (ValidatorSet.RulesNamed(name) is { Count: > 0 } rules)
            {
                selection._rules.UnionWith(rules);
            }
            else
            {
                addError($"--only names '{name}'; it must be a rule, an entity type or one of {string.Join(", ", ValidatorSet.Groups)}.");
            }
        }

        return selection;
    }

    /// <summary>Whether a rule counts.</summary>
    public bool Takes(string rule) => _rules.Contains(rule) || _groups.Contains(GroupOf(rule));

    /// <summary>The rules of a group that were chosen one by one; null where the whole group was.</summary>
    public IReadOnlyCollection<string>? Single(string group) => _groups.Contains(group) ? null : [.. RulesOf(group)];

    private static string GroupOf(string rule) => rule.Split('.', 2)[0];

    private IEnumerable<string> RulesOf(string group) => _rules.Where(rule => GroupOf(rule) == group);
}
