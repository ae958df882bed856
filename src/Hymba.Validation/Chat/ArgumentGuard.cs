using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using Hymba.Validation.Audit;
using Hymba.Validation.Pipeline;
using Hymba.Validation.Policies;
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
        try
        {
            foreach (var (name, value) in given)
            {
                await CheckNameAsync(name, cancellationToken).ConfigureAwait(false);
                arguments[name] = await MapAsync(value, cancellationToken).ConfigureAwait(false);
            }
        }
        catch (Exception error) when (error is JsonException or ArgumentException or InvalidOperationException)
        {
            // Half a surrogate pair, a name twice: what cannot be read cannot be judged, and the error's message may quote it.
            var unread = PipelineRules.At(PipelineRules.Failed, 0, 0);
            _findings.Add(new JudgedFinding(unread, ValidationAction.Block));
            pipeline.Auditor.Found(Auditor.NewId(), context.Role, unread, ValidationAction.Block, default);
            Block(PipelineRules.Failed);
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
            case JsonElement { ValueKind: JsonValueKind.String or JsonValueKind.Number or JsonValueKind.Object or JsonValueKind.Array } element:
                var mapped = await MapNodeAsync(JsonSerializer.SerializeToNode(element), cancellationToken).ConfigureAwait(false);
                return JsonSerializer.SerializeToElement(mapped);
            case JsonNode node:
                return await MapNodeAsync(node.DeepClone(), cancellationToken).ConfigureAwait(false);
            case IFormattable number when value is decimal || value.GetType().IsPrimitive:
                var digits = number.ToString(null, CultureInfo.InvariantCulture);
                var shown = await MapTextAsync(digits, cancellationToken).ConfigureAwait(false);
                return ReferenceEquals(shown, digits) ? value : shown;
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
                    await CheckNameAsync(name, cancellationToken).ConfigureAwait(false);
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
            case JsonValue leaf when leaf.GetValueKind() is JsonValueKind.String or JsonValueKind.Number:
                var text = leaf.TryGetValue<string>(out var value) ? value : leaf.ToJsonString();
                var shown = await MapTextAsync(text, cancellationToken).ConfigureAwait(false);
                return ReferenceEquals(shown, text) ? leaf : JsonValue.Create(shown);
            default:
                return node;
        }
    }

    // A name cannot be redacted: the call would mean something else.
    private async ValueTask CheckNameAsync(string name, CancellationToken cancellationToken)
    {
        if (!ReferenceEquals(await MapTextAsync(name, cancellationToken).ConfigureAwait(false), name))
        {
            Block(Rule ?? _findings.Last(found => found.Action > ValidationAction.Annotate).Finding.Rule);
        }
    }

    private void Block(string? rule) => (Decision, Rule) = (ValidationDecision.Block, rule);

    /// <summary>The text as it may be emitted; itself where nothing changes it.</summary>
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

        return result.Decision == ValidationDecision.Allow ? text : result.Text;
    }
}
