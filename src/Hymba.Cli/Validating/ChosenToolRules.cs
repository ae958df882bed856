using Hymba.Validation;
using Microsoft.Extensions.AI;

namespace Hymba.Cli.Validating;

/// <summary>A validator of tool calls of which only the chosen rules count. Immutable.</summary>
internal sealed class ChosenToolRules(IToolCallValidator validator, RuleSelection selection) : IToolCallValidator
{
    /// <inheritdoc/>
    public IReadOnlyList<string> Rules { get; } = [.. validator.Rules.Where(selection.Takes)];

    /// <inheritdoc/>
    public void FindInCall(FunctionCallContent request, ValidationContext context, ICollection<Finding> findings)
    {
        var all = new List<Finding>();
        validator.FindInCall(request, context, all);
        Choose(all, findings);
    }

    /// <inheritdoc/>
    public void FindInResult(FunctionResultContent result, ValidationContext context, ICollection<Finding> findings)
    {
        var all = new List<Finding>();
        validator.FindInResult(result, context, all);
        Choose(all, findings);
    }

    private void Choose(List<Finding> all, ICollection<Finding> findings)
    {
        foreach (Finding finding in all.Where(finding => selection.Takes(finding.Rule)))
        {
            findings.Add(finding);
        }
    }
}
