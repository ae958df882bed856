using System.Globalization;
using System.Text;
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
    private const int LongestJoined = 65536;
    private const int LongestSecret = 512;
    private const int MostStarts = 64;

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
        catch (Exception error) when (error is JsonException or ArgumentException or InvalidOperationException or NotSupportedException)
        {
            // Half a surrogate pair, a name twice, an object without a form in JSON: what cannot be read cannot be judged, and the error's message may quote it.
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
            case null or bool or JsonElement:
                return value;
            default:
                return await MapObjectAsync(value, cancellationToken).ConfigureAwait(false);
        }
    }

    // Objects of .NET are judged by the JSON that a tool would get, and stay what they are where nothing changes it.
    private async ValueTask<object?> MapObjectAsync(object value, CancellationToken cancellationToken)
    {
        var node = JsonSerializer.SerializeToNode(value, AIJsonUtilities.DefaultOptions.GetTypeInfo(value.GetType()));
        var before = node?.ToJsonString();
        var mapped = await MapNodeAsync(node, cancellationToken).ConfigureAwait(false);
        return mapped?.ToJsonString() == before ? value : JsonSerializer.SerializeToElement(mapped);
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
                await CheckJoinedAsync(items, cancellationToken).ConfigureAwait(false);
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

    // A secret in pieces, one an item: none of them can be redacted alone.
    private async ValueTask CheckJoinedAsync(JsonArray items, CancellationToken cancellationToken)
    {
        string[] texts = [.. items.OfType<JsonValue>().Where(item => item.GetValueKind() == JsonValueKind.String).Select(item => item.GetValue<string>())];
        if (texts.Length < 2 || texts.Length != items.Count || texts.Sum(text => (long)text.Length) > LongestJoined)
        {
            return;
        }

        // What stands before a secret may belong to the item before, so it is looked for from each item on, as long as they are few.
        var starts = texts.Length <= MostStarts ? texts.Length - 1 : 1;
        for (var first = 0; first < starts && Decision < ValidationDecision.Block; first++)
        {
            await CheckJoinedAsync(texts, first, starts > 1 ? LongestSecret : LongestJoined, cancellationToken).ConfigureAwait(false);
        }
    }

    private async ValueTask CheckJoinedAsync(string[] texts, int first, int longest, CancellationToken cancellationToken)
    {
        var borders = new List<int>();
        var joined = new StringBuilder(texts[first]);
        for (var i = first + 1; i < texts.Length && joined.Length < longest; i++)
        {
            borders.Add(joined.Length);
            joined.Append(texts[i]);
        }

        foreach (var found in (await JudgeAsync(joined.ToString(), cancellationToken).ConfigureAwait(false)).Findings)
        {
            if (found.Action > ValidationAction.Annotate && found.Finding.Category == RuleCategories.Secrets
                && borders.Exists(border => found.Finding.Start < border && found.Finding.End > border))
            {
                _findings.Add(found);
                Block(found.Finding.Rule);
                return;
            }
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
        var result = await JudgeAsync(text, cancellationToken).ConfigureAwait(false);
        _findings.AddRange(result.Findings);
        if (result.Decision > Decision)
        {
            (Decision, Rule) = (result.Decision, result.Rule);
        }

        return result.Decision == ValidationDecision.Allow ? text : result.Text;
    }

    private async ValueTask<ValidationResult> JudgeAsync(string text, CancellationToken cancellationToken)
    {
        var session = new ValidationSession(pipeline, context, StreamingMode.Guarded, isWhole: false);
        await session.AppendAsync(text, cancellationToken).ConfigureAwait(false);
        await session.CompleteAsync(cancellationToken).ConfigureAwait(false);
        return session.Result;
    }
}
