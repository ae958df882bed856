using Hymba.Validation.ToolArguments;
using Microsoft.Extensions.AI;

namespace Hymba.Validation.Tools;

/// <summary>Finds injection in the arguments of calls, in every string however deep it lies.</summary>
internal sealed class ToolInjectionValidator : IToolCallValidator
{
    /// <inheritdoc/>
    public IReadOnlyList<string> Rules => ArgumentInjection.Rules;

    /// <inheritdoc/>
    public void FindInCall(FunctionCallContent request, ValidationContext context, ICollection<Finding> findings)
    {
        ArgumentNullException.ThrowIfNull(request);
        ArgumentNullException.ThrowIfNull(findings);
        var found = CallArguments.Texts(CallArguments.ToJson(request)).SelectMany(ArgumentInjection.Find)
            .GroupBy(finding => finding.Rule, StringComparer.Ordinal).OrderBy(group => group.Key, StringComparer.Ordinal);
        foreach (var rule in found)
        {
            findings.Add(ToolFindings.InArguments(rule.Key, rule.Max(finding => finding.Confidence)));
        }
    }
}
