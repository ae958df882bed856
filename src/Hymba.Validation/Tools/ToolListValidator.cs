using Hymba.Validation.Policies;
using Microsoft.Extensions.AI;

namespace Hymba.Validation.Tools;

/// <summary>Finds calls of tools that the request does not offer.</summary>
internal sealed class ToolListValidator : IToolCallValidator
{
    /// <inheritdoc/>
    public IReadOnlyList<string> Rules { get; } = [ToolRules.Unknown];

    /// <inheritdoc/>
    public void FindInCall(FunctionCallContent request, ValidationContext context, ICollection<Finding> findings)
    {
        ArgumentNullException.ThrowIfNull(request);
        ArgumentNullException.ThrowIfNull(context);
        ArgumentNullException.ThrowIfNull(findings);
        if (!ToolHistory.Offered(context, request.Name).Any())
        {
            findings.Add(ToolFindings.InCall(ToolRules.Unknown));
        }
    }
}
