using System.Text.Json;
using Hymba.Validation.Policies;
using Microsoft.Extensions.AI;

namespace Hymba.Validation.Tools;

/// <summary>Finds calls that were made too often: the same tool with equal arguments since the user last said something.</summary>
internal sealed class ToolLoopValidator : IToolCallValidator
{
    /// <summary>How many equal calls are fine. A tool that is polled a few times is; a model that runs in circles makes them without end.</summary>
    public const int MaxEqualCalls = 3;

    /// <inheritdoc/>
    public IReadOnlyList<string> Rules { get; } = [ToolRules.Loop];

    /// <inheritdoc/>
    public void FindInCall(FunctionCallContent request, ValidationContext context, ICollection<Finding> findings)
    {
        ArgumentNullException.ThrowIfNull(request);
        ArgumentNullException.ThrowIfNull(context);
        ArgumentNullException.ThrowIfNull(findings);
        var earlier = ToolHistory.CallsOfTurn(context).Where(call => call.Name == request.Name).ToList();
        if (earlier.Count < MaxEqualCalls)
        {
            return;
        }

        var arguments = CallArguments.ToJson(request);
        if (earlier.Count(call => JsonElement.DeepEquals(CallArguments.ToJson(call), arguments)) >= MaxEqualCalls)
        {
            findings.Add(ToolFindings.InCall(ToolRules.Loop));
        }
    }
}
