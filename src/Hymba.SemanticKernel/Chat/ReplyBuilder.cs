using Hymba.Inference.Generation;
using Hymba.SemanticKernel.Tools;
using Microsoft.Extensions.AI;

namespace Hymba.SemanticKernel.Chat;

/// <summary>
/// Makes the updates of one reply from what the engine generates: text and tool calls as they become certain, and one closing update with
/// finish reason, usage and all that there is to tell. For one reply; not thread-safe.
/// </summary>
internal sealed class ReplyBuilder(string modelId, DateTimeOffset createdAt, RequestOptions options, BuiltRequest built)
{
    private readonly string _responseId = $"hymba-{Guid.NewGuid():N}";
    private readonly string _messageId = $"msg-{Guid.NewGuid():N}";
    private readonly ToolCallReader? _calls = options.Tools is null ? null : new ToolCallReader();
    private readonly HashSet<string> _called = [];
    private readonly List<string> _problems = [];
    private int _callCount;

    /// <summary>What is wrong with each tool call that stayed text.</summary>
    public IReadOnlyList<string> Problems => _problems;

    /// <summary>Whether a tool call was required and none that fits came.</summary>
    public bool RequiredCallMissing => options.Tools is { } tools && !tools.IsMetBy(_called);

    /// <summary>The updates that a piece of text leads to: often one, none while it could still begin a tool call.</summary>
    public IEnumerable<ChatResponseUpdate> Text(string text)
    {
        if (text.Length == 0)
        {
            return [];
        }

        return _calls is null ? [Update(new TextContent(text))] : [.. _calls.Append(text).Select(Update)];
    }

    /// <summary>The last updates of the reply; the very last one closes it.</summary>
    public IEnumerable<ChatResponseUpdate> Complete(GenerationResult result)
    {
        List<ChatResponseUpdate> updates = [];
        if (_calls is not null)
        {
            // The stop sequence that ends a single call is taken from the text; the call needs it back.
            bool closed = _calls.IsInCall && result.StopSequence == ToolCallReader.CloseTag;
            updates.AddRange(closed ? _calls.Append(ToolCallReader.CloseTag).Select(Update) : []);
            updates.AddRange(_calls.Flush().Select(Update));
        }

        ChatResponseUpdate closing = Update(new UsageContent(Usage(result.Usage)));
        closing.FinishReason = Finish(result.FinishReason);
        closing.AdditionalProperties = Properties(result);
        closing.RawRepresentation = result;
        return [.. updates, closing];
    }

    private static UsageDetails Usage(GenerationUsage usage) => new()
    {
        InputTokenCount = usage.PromptTokens,
        OutputTokenCount = usage.CompletionTokens,
        TotalTokenCount = usage.PromptTokens + usage.CompletionTokens,
        CachedInputTokenCount = usage.CachedTokens,
    };

    private ChatFinishReason Finish(FinishReason reason)
        => reason is FinishReason.Length ? ChatFinishReason.Length
        : _callCount > 0 ? ChatFinishReason.ToolCalls
        : ChatFinishReason.Stop;

    private AdditionalPropertiesDictionary Properties(GenerationResult result)
    {
        AdditionalPropertiesDictionary properties = new() { [HymbaResponseProperties.Timings] = result.Timings };
        Add(HymbaResponseProperties.IgnoredOptions, built.Ignored);
        Add(HymbaResponseProperties.NotEnforced, built.NotEnforced);
        Add(HymbaResponseProperties.MalformedToolCalls, _problems);
        if (RequiredCallMissing)
        {
            properties[HymbaResponseProperties.RequiredToolCallMissing] = true;
        }

        if (built.Request.Sampling.TopLogProbabilities is not null)
        {
            properties[HymbaResponseProperties.LogProbabilities] = result.Tokens;
        }

        if (result.Speculation is SpeculationUsage speculation)
        {
            properties[HymbaResponseProperties.Speculation] = speculation;
        }

        if (result.Seed is long seed)
        {
            properties[HymbaResponseProperties.Seed] = seed;
        }

        // The role markers and the tag that closes a call are the client's own stops, of no interest to the caller.
        if (result.StopSequence is string stop && options.Source.StopSequences?.Contains(stop) == true)
        {
            properties[HymbaResponseProperties.StopSequence] = stop;
        }

        return properties;

        void Add(string name, IReadOnlyList<string> values)
        {
            if (values.Count > 0)
            {
                properties[name] = values;
            }
        }
    }

    private ChatResponseUpdate Update(ToolCallPiece piece)
    {
        if (piece.Problem is not null)
        {
            _problems.Add(piece.Problem);
        }

        if (piece.Call is { } call)
        {
            _callCount++;
            _called.Add(call.Name);
            return Update(call);
        }

        return Update(new TextContent(piece.Text));
    }

    private ChatResponseUpdate Update(AIContent content) => new(ChatRole.Assistant, [content])
    {
        ResponseId = _responseId,
        MessageId = _messageId,
        ModelId = modelId,
        CreatedAt = createdAt,
    };
}
