using Hymba.Validation.Policies;
using Microsoft.Extensions.AI;

namespace Hymba.Validation.Tools;

/// <summary>Finds calls of tools that are marked by <see cref="ApprovalRequiredAIFunction"/>, at any depth of wrapping.</summary>
internal sealed class ToolApprovalValidator : IToolCallValidator
{
    /// <inheritdoc/>
    public IReadOnlyList<string> Rules { get; } = [ToolRules.ApprovalRequired];

    /// <inheritdoc/>
    public void FindInCall(FunctionCallContent request, ValidationContext context, ICollection<Finding> findings)
    {
        ArgumentNullException.ThrowIfNull(request);
        ArgumentNullException.ThrowIfNull(context);
        ArgumentNullException.ThrowIfNull(findings);
        if (ToolHistory.Offered(context, request.Name).Any(tool => tool.GetService<ApprovalRequiredAIFunction>() is not null))
        {
            findings.Add(ToolFindings.InCall(ToolRules.ApprovalRequired));
        }
    }
}
