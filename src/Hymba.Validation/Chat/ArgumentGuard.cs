using System.Text.Json;
using System.Text.Json.Nodes;
using Hymba.Validation.Pipeline;
using Microsoft.Extensions.AI;

namespace Hymba.Validation.Chat;

/// <summary>
/// Validates the texts in a call's arguments by the validators that follow growing texts: those that judge a reply as a whole have nothing
/// to say about an argument. For one call.
/// </summary>
internal sealed class ArgumentGuard(CompiledPipeline pipeline, ValidationContext context)
{
    private readonly List<JudgedFinding> _findings = [];

    public IReadOnlyList<JudgedFinding> Findings => _findings;

    public ValidationDecision Decision { get; private set; }

    public string? Rule { get; private set; }

    /// <summary>The call with redacted arguments; itself where nothing was found.</summary>
    public async ValueTask<FunctionCallContent> CheckAsync(FunctionCallContent call, CancellationToken cancellationToken)
    {
        if (call.Arguments is not { Count: > 0 } given)
        {
            return call;
        }

        var arguments = new Dictionary<string, object?>(given.Count);
        foreach (var (name, value) in given)
        {
            arguments[name] = await MapAsync(value, cancellationToken).ConfigureAwait(false);
        }

        return Decision == ValidationDecision.Allow
            ? call
            : new FunctionCallContent(call.CallId, call.Name, arguments) { InformationalOnly = call.InformationalOnly };
    }

    private async ValueTask<object?> MapAsync(object? value, CancellationToken cancellationToken)
    {
        switch (value)
        {
            case string text:
                return await MapTextAsync(text, cancellationToken).ConfigureAwait(false);
            case JsonElement { ValueKind: JsonValueKind.String or JsonValueKind.Object or JsonValueKind.Array } element:
                var mapped = await MapNodeAsync(JsonSerializer.SerializeToNode(element), cancellationToken).ConfigureAwait(false);
                return JsonSerializer.SerializeToElement(mapped);
            case JsonNode node:
                return await MapNodeAsync(node.DeepClone(), cancellationToken).ConfigureAwait(false);
            case IEnumerable<string> texts:
                var list = new List<string>();
                foreach (var text in texts)
                {
                    list.Add(await MapTextAsync(text, cancellationToken).ConfigureAwait(false));
                }

                return list;
            default:
                return value;
        }
    }

    private async ValueTask<JsonNode?> MapNodeAsync(JsonNode? node, CancellationToken cancellationToken)
    {
        switch (node)
        {
            case JsonObject members:
                foreach (var (name, member) in members.ToArray())
                {
                    members[name] = null;
                    members[name] = await MapNodeAsync(member, cancellationToken).ConfigureAwait(false);
                }

                return members;
            case JsonArray items:
                for (var i = 0; i < items.Count; i++)
                {
                    var item = items[i];
                    items[i] = null;
                    items[i] = await MapNodeAsync(item, cancellationToken).ConfigureAwait(false);
                }

                return items;
            case JsonValue leaf when leaf.TryGetValue<string>(out var text):
                return JsonValue.Create(await MapTextAsync(text, cancellationToken).ConfigureAwait(false));
            default:
                return node;
        }
    }

    private async ValueTask<string> MapTextAsync(string text, CancellationToken cancellationToken)
    {
        var session = new ValidationSession(pipeline, context, StreamingMode.Guarded, isWhole: false);
        await session.AppendAsync(text, cancellationToken).ConfigureAwait(false);
        await session.CompleteAsync(cancellationToken).ConfigureAwait(false);
        var result = session.Result;
        _findings.AddRange(result.Findings);
        if (result.Decision > Decision)
        {
            (Decision, Rule) = (result.Decision, result.Rule);
        }

        return result.Text;
    }
}
