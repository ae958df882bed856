using static Hymba.Validation.Policies.RuleCategories;

namespace Hymba.Validation.Policies;

/// <summary>The lines of policy behind each preset. Lines of the application come after them, so that equally specific ones win.</summary>
public static class PolicyPresets
{
    /// <summary>The lines of a preset, fresh objects at every call.</summary>
    /// <param name="preset">The preset.</param>
    /// <exception cref="ArgumentOutOfRangeException">There is no such preset.</exception>
    public static IReadOnlyList<PolicyRule> Get(ValidationPreset preset) => preset switch
    {
        ValidationPreset.None => [],
        ValidationPreset.Standard => [.. Standard()],
        ValidationPreset.Rag => [.. Standard(), .. Rag()],
        ValidationPreset.Agent => [.. Standard(), .. Agent()],
        ValidationPreset.Strict => [.. Standard(), .. Rag(), .. Agent(), .. Strict()],
        _ => throw new ArgumentOutOfRangeException(nameof(preset), preset, "No such preset."),
    };

    private static IEnumerable<PolicyRule> Standard()
    {
        yield return Line(Pii, ValidationAction.Annotate);
        yield return Line(Secrets, ValidationAction.Redact);
        yield return Line(Urls, ValidationAction.Annotate);
        yield return Line(Exfiltration, ValidationAction.Block);
        yield return Line(Leak, ValidationAction.Block);
        yield return Line(ActiveContent, ValidationAction.Replace);
        yield return Line(Repetition, ValidationAction.Block);
        yield return Line(Tools, ValidationAction.Block);
        yield return new PolicyRule { Rule = ToolRules.ApprovalRequired };
        yield return Line(Schema, ValidationAction.Annotate);
        yield return Line(Language, ValidationAction.Annotate);
        yield return Line(Banned, ValidationAction.Block);
        yield return Line(Deobfuscation, ValidationAction.Annotate);

        // A quoted jailbreak in a reply is no attack; groundedness needs the whole reply and has nothing to say without documents.
        yield return Line(Injection, ValidationAction.Ignore);
        yield return Line(Suffix, ValidationAction.Ignore);
        yield return Line(Groundedness, ValidationAction.Ignore);
        yield return Line(Citations, ValidationAction.Ignore);
        yield return Line(Injection, ValidationAction.Annotate, TextRole.User);
        yield return Line(Injection, ValidationAction.Block, TextRole.Tool, TextRole.Document);
    }

    private static IEnumerable<PolicyRule> Rag()
    {
        yield return Line(Groundedness, ValidationAction.Annotate);
        yield return Line(Citations, ValidationAction.Annotate);
        yield return Line(Deobfuscation, ValidationAction.Annotate, TextRole.Document);
        yield return Line(Exfiltration, ValidationAction.Block, TextRole.Document);
    }

    private static IEnumerable<PolicyRule> Agent()
    {
        yield return Line(Deobfuscation, ValidationAction.Annotate, TextRole.Tool);
        yield return Line(Exfiltration, ValidationAction.Block, TextRole.Tool);
        yield return Line(Tools, ValidationAction.Block, TextRole.Tool);
        yield return new PolicyRule { Rule = ToolRules.ApprovalRequired, Action = ValidationAction.RequireApproval };
    }

    private static IEnumerable<PolicyRule> Strict()
    {
        yield return Line(Pii, ValidationAction.Redact, TextRole.Assistant, TextRole.User, TextRole.Tool, TextRole.Document);
        yield return Line(Secrets, ValidationAction.Redact, TextRole.Assistant, TextRole.User, TextRole.Tool, TextRole.Document);
        yield return Line(Urls, ValidationAction.Block);
        yield return Line(Schema, ValidationAction.Block);
        yield return Line(Injection, ValidationAction.Block, TextRole.Assistant, TextRole.User, TextRole.Tool, TextRole.Document);
        yield return Line(Suffix, ValidationAction.Block, TextRole.User);
        yield return Line(Deobfuscation, ValidationAction.Block, TextRole.Assistant, TextRole.User, TextRole.Tool, TextRole.Document);
    }

    private static PolicyRule Line(string category, ValidationAction action, params ReadOnlySpan<TextRole> roles)
    {
        // Active content is stripped: its style of redaction is the empty text.
        var line = new PolicyRule { Category = category, Action = action, Replacement = action == ValidationAction.Replace ? string.Empty : null };
        foreach (var role in roles)
        {
            line.Roles.Add(role);
        }

        return line;
    }
}
