using Hymba.Validation.Policies;
using Microsoft.Extensions.AI;

namespace Hymba.Validation.Tools;

/// <summary>
/// Finds arguments that could not be read, that do not follow the JSON schema of their tool, or that a tool without parameters does not take.
/// Nothing is said of tools that are not offered or declare no schema.
/// </summary>
internal sealed class ToolArgumentsValidator : IToolCallValidator
{
    /// <inheritdoc/>
    public IReadOnlyList<string> Rules { get; } =
        [ToolRules.MalformedArguments, ToolRules.InvalidArguments, ToolRules.UnexpectedArguments, ToolRules.InvalidSchema];

    /// <inheritdoc/>
    public void FindInCall(FunctionCallContent request, ValidationContext context, ICollection<Finding> findings)
    {
        ArgumentNullException.ThrowIfNull(request);
        ArgumentNullException.ThrowIfNull(context);
        ArgumentNullException.ThrowIfNull(findings);
        if (request.Exception is not null)
        {
            findings.Add(ToolFindings.InArguments(ToolRules.MalformedArguments));
        }
        else if (ToolHistory.Offered(context, request.Name).OfType<AIFunctionDeclaration>().FirstOrDefault() is { } tool
            && Judge(request, ToolSchema.Of(tool)) is { } rule)
        {
            findings.Add(ToolFindings.InArguments(rule));
        }
    }

    private static string? Judge(FunctionCallContent call, ToolSchema schema)
    {
        if (!schema.IsUsable)
        {
            return ToolRules.InvalidSchema;
        }

        if (schema.TakesNothing && call.Arguments is { Count: > 0 })
        {
            return ToolRules.UnexpectedArguments;
        }

        return schema.Accepts(CallArguments.ToJson(call)) ? null : ToolRules.InvalidArguments;
    }
}
