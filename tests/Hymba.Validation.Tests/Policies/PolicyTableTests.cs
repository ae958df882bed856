using Hymba.Validation.Policies;

namespace Hymba.Validation.Tests.Policies;

public sealed class PolicyTableTests
{
    private static readonly Finding Card = new("pii.card", "pii", "CARD", 0, 4, Severity.Medium, 0.6);

    [Fact]
    public void The_most_specific_line_wins_whatever_the_order()
    {
        PolicyRule[] lines =
        [
            new() { Action = ValidationAction.Block },
            new() { Category = "pii", Action = ValidationAction.Replace, Replacement = string.Empty },
            new() { Rule = "pii.card", Action = ValidationAction.Redact },
        ];
        Assert.Equal(ValidationAction.Redact, new PolicyTable(lines).Find(Card, TextRole.Assistant).Action);
        Assert.Equal(ValidationAction.Redact, new PolicyTable(lines.Reverse()).Find(Card, TextRole.Assistant).Action);
        Assert.Equal(ValidationAction.Replace, new PolicyTable(lines).Find(Card with { Rule = "pii.mail" }, TextRole.Assistant).Action);
        Assert.Equal(ValidationAction.Block, new PolicyTable(lines).Find(Card with { Rule = "x.y", Category = "x" }, TextRole.Assistant).Action);
    }

    [Fact]
    public void Severity_and_confidence_choose_among_lines_and_the_later_wins()
    {
        var table = new PolicyTable(
        [
            new() { Category = "pii", MinSeverity = Severity.Medium, Action = ValidationAction.Block },
            new() { Category = "pii", Action = ValidationAction.Annotate },
            new() { Category = "pii", Action = ValidationAction.Redact },
            new() { Category = "pii", MinSeverity = Severity.High, MinConfidence = 0.9, Action = ValidationAction.Retry },
        ]);
        Assert.Equal(ValidationAction.Block, table.Find(Card, TextRole.Assistant).Action);
        Assert.Equal(ValidationAction.Redact, table.Find(Card with { Severity = Severity.Low }, TextRole.Assistant).Action);
        Assert.Equal(ValidationAction.Block, table.Find(Card with { Severity = Severity.High }, TextRole.Assistant).Action);
        Assert.Equal(ValidationAction.Retry, table.Find(Card with { Severity = Severity.High, Confidence = 0.9 }, TextRole.Assistant).Action);
    }

    [Fact]
    public void Lines_without_roles_are_for_replies_and_other_texts_are_left_alone()
    {
        var line = new PolicyRule { Category = "pii", Action = ValidationAction.Block };
        Assert.Equal(ValidationAction.Ignore, new PolicyTable([line]).Find(Card, TextRole.User).Action);
        line.Roles.Add(TextRole.User);
        Assert.Equal(ValidationAction.Block, new PolicyTable([line]).Find(Card, TextRole.User).Action);
        Assert.Equal(ValidationAction.Annotate, new PolicyTable([line]).Find(Card, TextRole.Assistant).Action);
    }

    [Fact]
    public void The_strongest_action_counts_every_line_that_may_fit()
    {
        var table = new PolicyTable(
        [
            new() { Category = "pii", Action = ValidationAction.Ignore },
            new() { Category = "pii", MinSeverity = Severity.High, Action = ValidationAction.Block },
            new() { Rule = "pii.card", Action = ValidationAction.Redact },
        ]);
        Assert.Equal(ValidationAction.Redact, table.Strongest("pii.card", TextRole.Assistant));
        Assert.Equal(ValidationAction.Block, table.Strongest("pii.mail", TextRole.Assistant));
        Assert.Equal(ValidationAction.Annotate, table.Strongest("other.rule", TextRole.Assistant));
        Assert.Equal(ValidationAction.Ignore, table.Strongest("other.rule", TextRole.Document));
    }

    [Fact]
    public void Presets_name_every_category_and_build_on_each_other()
    {
        var strict = PolicyPresets.Get(ValidationPreset.Strict);
        Assert.Empty(RuleCategories.All.Except(strict.Select(line => line.Category ?? PolicyTable.CategoryOf(line.Rule!))));
        Assert.All(RuleCategories.All, category => Assert.NotNull(OwaspIds.Llm2025(category)));
        Assert.All(RuleCategories.All, category => Assert.NotNull(OwaspIds.Llm2026(category)));
        Assert.Equal(("LLM07:2025", "LLM08:2026"), (OwaspIds.Llm2025(RuleCategories.Leak), OwaspIds.Llm2026(RuleCategories.Leak)));
        foreach (var preset in Enum.GetValues<ValidationPreset>())
        {
            var options = new OutputValidationOptions();
            foreach (var line in PolicyPresets.Get(preset))
            {
                options.Policies.Add(line);
            }

            Assert.Empty(new OptionsChecker().Errors(options));
        }
    }

    [Theory]
    [InlineData(ValidationPreset.Standard, "pii", TextRole.Assistant, ValidationAction.Annotate)]
    [InlineData(ValidationPreset.Standard, "secrets", TextRole.Assistant, ValidationAction.Redact)]
    [InlineData(ValidationPreset.Standard, "exfiltration", TextRole.Assistant, ValidationAction.Block)]
    [InlineData(ValidationPreset.Standard, "groundedness", TextRole.Assistant, ValidationAction.Ignore)]
    [InlineData(ValidationPreset.Rag, "groundedness", TextRole.Assistant, ValidationAction.Annotate)]
    [InlineData(ValidationPreset.Rag, "injection", TextRole.Document, ValidationAction.Block)]
    [InlineData(ValidationPreset.Strict, "pii", TextRole.User, ValidationAction.Redact)]
    [InlineData(ValidationPreset.Strict, "injection", TextRole.User, ValidationAction.Block)]
    public void Presets_act_as_documented(ValidationPreset preset, string category, TextRole role, ValidationAction expected)
    {
        var finding = new Finding(category + ".any", category, "ANY", 0, 1, Severity.Medium, 1);
        Assert.Equal(expected, new PolicyTable(PolicyPresets.Get(preset)).Find(finding, role).Action);
    }
}
