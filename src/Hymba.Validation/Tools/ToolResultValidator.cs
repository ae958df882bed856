using System.Text.Json;
using Hymba.Validation.Policies;
using Microsoft.Extensions.AI;

namespace Hymba.Validation.Tools;

/// <summary>
/// Finds results of tools that nobody asked for: without a call before them, beyond the one that a call has, of another tool than was called,
/// or without readable content. The name of a result's tool, where it has one, is its additional property <c>name</c>.
/// </summary>
internal sealed class ToolResultValidator : IToolCallValidator
{
    private const string NameKey = "name";

    /// <inheritdoc/>
    public IReadOnlyList<string> Rules { get; } =
        [ToolRules.UnlinkedResult, ToolRules.DuplicateResult, ToolRules.MismatchedResult, ToolRules.MalformedResult];

    /// <inheritdoc/>
    public void FindInCall(FunctionCallContent request, ValidationContext context, ICollection<Finding> findings)
    {
    }

    /// <inheritdoc/>
    public void FindInResult(FunctionResultContent result, ValidationContext context, ICollection<Finding> findings)
    {
        ArgumentNullException.ThrowIfNull(result);
        ArgumentNullException.ThrowIfNull(context);
        ArgumentNullException.ThrowIfNull(findings);
        var links = new Links();
        foreach (var content in context.Messages.SelectMany(message => message.Contents).TakeWhile(content => !ReferenceEquals(content, result)))
        {
            links.Enter(content);
        }

        foreach (var call in context.Calls)
        {
            links.Enter(call);
        }

        if (links.Judge(result, context.IsContinued) is { } rule)
        {
            findings.Add(ToolFindings.InResult(rule));
        }

        if (result.Result is JsonElement { ValueKind: JsonValueKind.Undefined })
        {
            findings.Add(ToolFindings.InResult(ToolRules.MalformedResult));
        }
    }

    private static string? Name(FunctionResultContent result)
    {
        object? name = null;
        result.AdditionalProperties?.TryGetValue(NameKey, out name);
        return name switch
        {
            string text => text,
            JsonElement { ValueKind: JsonValueKind.String } element => element.GetString(),
            _ => null,
        };
    }

    /// <summary>Calls that wait for their results. Some models use an id again in a later turn.</summary>
    private sealed class Links
    {
        private readonly Dictionary<string, List<string>> _open = new(StringComparer.Ordinal);
        private readonly HashSet<string> _answered = new(StringComparer.Ordinal);

        public void Enter(AIContent content)
        {
            if (ToolHistory.Call(content) is { } call)
            {
                Names(call.CallId).Add(call.Name);
            }
            else if (content is FunctionResultContent result && Names(result.CallId) is { Count: > 0 } names)
            {
                names.RemoveAt(Math.Max(0, Name(result) is { } name ? names.IndexOf(name) : 0));
                _answered.Add(result.CallId);
            }
        }

        /// <summary>The rule that a result breaks; null for none.</summary>
        /// <param name="result">The result.</param>
        /// <param name="isContinued">Whether its call may lie where nobody sees it.</param>
        public string? Judge(FunctionResultContent result, bool isContinued)
        {
            if (Names(result.CallId) is { Count: > 0 } names)
            {
                return Name(result) is { } name && !names.Contains(name) ? ToolRules.MismatchedResult : null;
            }

            return _answered.Contains(result.CallId) ? ToolRules.DuplicateResult : isContinued ? null : ToolRules.UnlinkedResult;
        }

        private List<string> Names(string id) => _open.TryGetValue(id, out var names) ? names : _open[id] = [];
    }
}
