using Hymba.Validation.Pipeline;
using Microsoft.Extensions.AI;

namespace Hymba.Validation.Chat;

/// <summary>Validates whole responses, by the way that streamed ones go.</summary>
internal sealed class ResponseGuard(CompiledPipeline pipeline, ValidationContext context, StreamingMode mode)
{
    /// <summary>Validates a response. One in which nothing is found comes back as it is.</summary>
    public async ValueTask<CheckedResponse> CheckAsync(ChatResponse response, CancellationToken cancellationToken)
    {
        var messages = new List<ChatMessage>(response.Messages.Count);
        var (isChanged, hasReplaced, length) = (false, false, 0);
        var known = context;
        ReplyStop? stop = null;
        foreach (var message in response.Messages)
        {
            var stream = new ReplyStream(pipeline, known, mode, hasReplaced);
            var update = new ChatResponseUpdate(message.Role, message.Contents) { AdditionalProperties = message.AdditionalProperties };
            await stream.FeedAsync(update, cancellationToken).ConfigureAwait(false);
            await stream.CompleteAsync(cancellationToken).ConfigureAwait(false);
            var released = stream.Release().ToList();
            known = known with { Calls = stream.Calls };
            hasReplaced = stream.HasReplaced;
            length += stream.Length;
            stop = stream.Stop;
            if (stop is null && released.Count == 1 && ReferenceEquals(released[0], update))
            {
                messages.Add(message);
                continue;
            }

            isChanged = true;
            messages.Add(Changed(message, released));
            if (stop is not null)
            {
                break;
            }
        }

        return new CheckedResponse(isChanged ? Changed(response, messages, stop) : response, stop, length);
    }

    private static ChatMessage Changed(ChatMessage message, List<ChatResponseUpdate> released)
    {
        var changed = message.Clone();
        changed.Contents = [.. released.SelectMany(update => update.Contents)];
        changed.AdditionalProperties = SafeProperties.Of(message.AdditionalProperties);
        changed.RawRepresentation = null;
        return changed;
    }

    private ChatResponse Changed(ChatResponse response, List<ChatMessage> messages, ReplyStop? stop)
    {
        if (stop is not null)
        {
            messages[^1].Contents.Add(BlockedReply.Content(pipeline.BlockedMessage, stop.Rule));
        }

        return new ChatResponse(messages)
        {
            ResponseId = response.ResponseId,
            ConversationId = response.ConversationId,
            ModelId = response.ModelId,
            CreatedAt = response.CreatedAt,
            FinishReason = stop is null ? response.FinishReason : ChatFinishReason.ContentFilter,
            Usage = response.Usage,
            AdditionalProperties = SafeProperties.Of(response.AdditionalProperties),
        };
    }
}
