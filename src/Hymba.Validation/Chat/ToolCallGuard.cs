using Hymba.Validation.Audit;
using Hymba.Validation.Pipeline;
using Hymba.Validation.Policies;
using Microsoft.Extensions.AI;

namespace Hymba.Validation.Chat;

/// <summary>Validates tool calls and the results of tools.</summary>
internal sealed class ToolCallGuard(CompiledPipeline pipeline)
{
    /// <summary>Validates a call and the texts in its arguments.</summary>
    public async ValueTask<ToolCallVerdict> CheckCallAsync(
        FunctionCallContent call, ValidationContext context, CancellationToken cancellationToken)
    {
        var about = await FindAsync(
            context with { Role = TextRole.Assistant }, (validator, known, found) => validator.FindInCall(call, known, found), cancellationToken)
            .ConfigureAwait(false);
        if (about.Decision > ValidationDecision.RequireApproval)
        {
            return new ToolCallVerdict(about.Decision, call, about.Findings) { Rule = about.Rule };
        }

        var arguments = new ArgumentGuard(pipeline, context with { Role = TextRole.Assistant });
        var allowed = await arguments.CheckAsync(call, cancellationToken).ConfigureAwait(false);
        var decides = arguments.Decision > about.Decision;
        return new ToolCallVerdict(decides ? arguments.Decision : about.Decision, allowed, [.. about.Findings, .. arguments.Findings])
        {
            Rule = decides ? arguments.Rule : about.Rule,
        };
    }

    /// <summary>Validates the link of a result to its call.</summary>
    public ValueTask<ValidationResult> CheckResultAsync(
        FunctionResultContent result, ValidationContext context, CancellationToken cancellationToken)
        => FindAsync(context, (validator, known, found) => validator.FindInResult(result, known, found), cancellationToken);

    private async ValueTask<ValidationResult> FindAsync(
        ValidationContext context, Action<IToolCallValidator, ValidationContext, ICollection<Finding>> find, CancellationToken cancellationToken)
    {
        IToolCallValidator[] validators =
        [
            .. pipeline.ToolValidators.Where(item => pipeline.Policies.Strongest(item.Rules, context.Role) > ValidationAction.Ignore),
        ];
        if (validators.Length == 0)
        {
            return new ValidationResult(ValidationDecision.Allow, string.Empty, []);
        }

        var id = Auditor.NewId();
        var outcomes = await pipeline.Runner.RunAsync(
            validators.Length,
            i =>
            {
                var found = new List<Finding>();
                find(validators[i], context, found);
                return found;
            },
            _ => false,
            cancellationToken).ConfigureAwait(false);
        var judged = new List<JudgedFinding>();
        var (decision, rule) = (ValidationDecision.Allow, default(string));
        for (var i = 0; i < validators.Length; i++)
        {
            IEnumerable<Finding> findings = outcomes[i].Value ?? [];
            if (outcomes[i].Failure != FailureKind.None)
            {
                findings = Failed(id, validators[i], outcomes[i].Failure, context.Role);
            }

            foreach (var finding in findings)
            {
                var action = finding.Category == RuleCategories.Pipeline ? ValidationAction.Block : pipeline.Policies.Find(finding, context.Role).Action;
                if (action == ValidationAction.Ignore)
                {
                    continue;
                }

                judged.Add(new JudgedFinding(finding, action));
                pipeline.Auditor.Found(id, context.Role, finding, action, default);
                if (Decide(action) is var next && next > decision)
                {
                    (decision, rule) = (next, finding.Rule);
                }
            }
        }

        pipeline.Auditor.Decided(id, context.Role, decision, rule);
        return new ValidationResult(decision, string.Empty, judged) { Rule = rule };
    }

    private Finding[] Failed(string id, IToolCallValidator validator, FailureKind failure, TextRole role)
    {
        var isHarmless = pipeline.Policies.Strongest(validator.Rules, role) <= ValidationAction.Annotate;
        var mode = isHarmless ? FailureMode.Open : pipeline.OnFailure;
        pipeline.Auditor.Failed(id, role, validator.Rules[0], failure, mode);
        return mode == FailureMode.Open ? [] : [PipelineRules.At(PipelineRules.Failed, 0, 0)];
    }

    // A call has no part that could be redacted for a finding about the whole of it.
    private static ValidationDecision Decide(ValidationAction action) => action switch
    {
        ValidationAction.Annotate => ValidationDecision.Allow,
        ValidationAction.RequireApproval => ValidationDecision.RequireApproval,
        ValidationAction.Retry => ValidationDecision.Retry,
        _ => ValidationDecision.Block,
    };
}
