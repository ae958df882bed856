using System.Text.Json;
using Hymba.Cli.Validating;
using Hymba.Validation;
using Hymba.Validation.Policies;
using Microsoft.Extensions.AI;

namespace Hymba.Cli.Tests.Validating;

public sealed class LineValidatorTests
{
    [Fact]
    public async Task Findings_carry_the_index_of_their_call()
    {
        const string Line = """{"text":"fine","calls":[{"name":"good"},{"name":"bad"},{"name":"good"},{"name":"good"}]}""";
        ValidationReport report = await AnswerAsync(Line);
        Assert.Equal(("block", "fine"), (report.Decision, report.Text));
        Assert.Equal([("tools.bad", 1), ("tools.third", 2), ("tools.third", 3)], report.Findings.Select(finding => (finding.Rule, finding.Call!.Value)));
    }

    [Fact]
    public async Task Findings_carry_the_index_of_their_result_whose_text_is_judged_too()
    {
        const string Line = """{"prior_calls":[{"id":"c1","name":"f"}],"results":[{"call_id":"c1","content":"see XYZ"},{"call_id":"c2","content":"fine"}]}""";
        ValidationReport report = await AnswerAsync(Line);
        Assert.Equal(("block", string.Empty), (report.Decision, report.Text));
        Assert.Equal([("banned.xyz", 0, 4), ("tools.unlinked", 1, 0)], report.Findings.Select(finding => (finding.Rule, finding.Result!.Value, finding.Start)));
    }

    private static async Task<ValidationReport> AnswerAsync(string line)
    {
        using JsonDocument document = JsonDocument.Parse(line);
        return await new LineValidator(_ => Pipeline(), null, normalizes: false, asksForJson: false)
            .AnswerAsync(document.RootElement, TestContext.Current.CancellationToken);
    }

    private static ValidationPipeline Pipeline()
    {
        var options = new OutputValidationOptions { Preset = ValidationPreset.None };
        foreach (string category in new[] { RuleCategories.Tools, RuleCategories.Banned })
        {
            var line = new PolicyRule { Category = category, Action = ValidationAction.Block };
            line.Roles.Add(TextRole.Assistant);
            line.Roles.Add(TextRole.Tool);
            options.Policies.Add(line);
        }

        ITextValidator word = TextValidator.Create(
            "banned.xyz", (text, _) => text.IndexOf("XYZ", StringComparison.Ordinal) is var at and >= 0 ? [at..(at + 3)] : []);
        return new ValidationPipeline(options, [word], [new ToolRulesOfTest()]);
    }

    private sealed class ToolRulesOfTest : IToolCallValidator
    {
        public IReadOnlyList<string> Rules { get; } = ["tools.bad", "tools.third", "tools.unlinked"];

        public void FindInCall(FunctionCallContent request, ValidationContext context, ICollection<Finding> findings)
        {
            if (request.Name == "bad")
            {
                findings.Add(Of("tools.bad"));
            }

            if (context.Calls.Count >= 2)
            {
                findings.Add(Of("tools.third"));
            }
        }

        public void FindInResult(FunctionResultContent result, ValidationContext context, ICollection<Finding> findings)
        {
            Assert.Same(result, Assert.Single(context.Messages[^1].Contents));
            if (!context.Messages.SelectMany(message => message.Contents).OfType<FunctionCallContent>().Any(call => call.CallId == result.CallId))
            {
                findings.Add(Of("tools.unlinked"));
            }
        }

        private static Finding Of(string rule) => new(rule, "tools", "TOOL", 0, 0, Severity.High, 1);
    }
}
