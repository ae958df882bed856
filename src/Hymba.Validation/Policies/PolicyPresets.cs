using Hymba.Validation.Repetition;

namespace Hymba.Validation.Policies;

/// <summary>The lines of policy behind each preset. Lines of the application come after them, so that equally specific ones win.</summary>
public static class PolicyPresets
{
    // Not nothing: "java" and "script:" on both sides of something taken out would become one (Unicode Technical Report 36, deletion of code
    // points).
    private const string Gap = "\uFFFD";

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
        yield return Line(RuleCategories.Pii, ValidationAction.Annotate);
        yield return Line(RuleCategories.Secrets, ValidationAction.Redact);
        yield return Line(RuleCategories.Urls, ValidationAction.Annotate);
        // What stands in code is shown, and fetches nothing.
        yield return Line(RuleCategories.Exfiltration, ValidationAction.Annotate);
        yield return new PolicyRule { Category = RuleCategories.Exfiltration, MinSeverity = Severity.Medium, Action = ValidationAction.Block };
        yield return Line(RuleCategories.Leak, ValidationAction.Block);

        // SQL or a shell command is often just what was asked for, and what stands in a code fence is shown, not run.
        yield return Line(RuleCategories.ActiveContent, ValidationAction.Annotate);
        yield return new PolicyRule
        {
            Category = RuleCategories.ActiveContent,
            MinSeverity = Severity.High,
            Action = ValidationAction.Replace,
            Replacement = Gap,
        };
        yield return Line(RuleCategories.Repetition, ValidationAction.Annotate);
        yield return new PolicyRule { Rule = RepetitionValidator.Runaway, Action = ValidationAction.Block };
        yield return Line(RuleCategories.Tools, ValidationAction.Block);
        yield return new PolicyRule { Rule = ToolRules.ApprovalRequired };
        yield return Line(RuleCategories.Schema, ValidationAction.Annotate);
        yield return Line(RuleCategories.Language, ValidationAction.Annotate);
        yield return Line(RuleCategories.Banned, ValidationAction.Block);
        yield return Line(RuleCategories.Deobfuscation, ValidationAction.Annotate);

        // A quoted jailbreak in a reply is no attack; groundedness needs the whole reply and has nothing to say without documents.
        yield return Line(RuleCategories.Injection, ValidationAction.Ignore);
        yield return Line(RuleCategories.Suffix, ValidationAction.Ignore);
        yield return Line(RuleCategories.Groundedness, ValidationAction.Ignore);
        yield return Line(RuleCategories.Citations, ValidationAction.Ignore);
        yield return Line(RuleCategories.Injection, ValidationAction.Annotate, TextRole.User);
        yield return Line(RuleCategories.Injection, ValidationAction.Block, TextRole.Tool, TextRole.Document);
    }

    private static IEnumerable<PolicyRule> Rag()
    {
        yield return Line(RuleCategories.Groundedness, ValidationAction.Annotate);
        yield return Line(RuleCategories.Citations, ValidationAction.Annotate);
        yield return Line(RuleCategories.Deobfuscation, ValidationAction.Annotate, TextRole.Document);
        yield return Line(RuleCategories.Exfiltration, ValidationAction.Block, TextRole.Document);
    }

    private static IEnumerable<PolicyRule> Agent()
    {
        yield return Line(RuleCategories.Deobfuscation, ValidationAction.Annotate, TextRole.Tool);
        yield return Line(RuleCategories.Exfiltration, ValidationAction.Block, TextRole.Tool);
        yield return Line(RuleCategories.Tools, ValidationAction.Block, TextRole.Tool);
        yield return new PolicyRule { Rule = ToolRules.ApprovalRequired, Action = ValidationAction.RequireApproval };
    }

    private static IEnumerable<PolicyRule> Strict()
    {
        yield return Line(RuleCategories.Pii, ValidationAction.Redact, TextRole.Assistant, TextRole.User, TextRole.Tool, TextRole.Document);
        yield return Line(RuleCategories.Secrets, ValidationAction.Redact, TextRole.Assistant, TextRole.User, TextRole.Tool, TextRole.Document);
        yield return Line(RuleCategories.Urls, ValidationAction.Block);
        yield return Line(RuleCategories.Exfiltration, ValidationAction.Block);
        yield return Line(RuleCategories.Schema, ValidationAction.Block);
        yield return Line(RuleCategories.Injection, ValidationAction.Block, TextRole.Assistant, TextRole.User, TextRole.Tool, TextRole.Document);
        yield return Line(RuleCategories.Suffix, ValidationAction.Block, TextRole.User);
        yield return Line(RuleCategories.Deobfuscation, ValidationAction.Block, TextRole.Assistant, TextRole.User, TextRole.Tool, TextRole.Document);
    }

    private static PolicyRule Line(string category, ValidationAction action, params ReadOnlySpan<TextRole> roles)
    {
        var line = new PolicyRule { Category = category, Action = action };
        foreach (var role in roles)
        {
            line.Roles.Add(role);
        }

        return line;
    }
}
