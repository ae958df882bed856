using Hymba.Validation.Pipeline;
using Microsoft.Extensions.AI;

namespace Hymba.Validation.Chat;

/// <summary>Validates one try of a streamed reply. Updates that show nothing wait for the first that does, so that a rejected try leaves no trace.</summary>
internal sealed class StreamGuard(CompiledPipeline pipeline, ValidationContext context, StreamingMode mode)
{
    private readonly List<ChatResponseUpdate> _head = [];
    private ReplyStream _message = new(pipeline, context, mode);
    private ChatRole? _role;
    private string? _messageId;
    private int _earlier;

    /// <summary>Why it ended early; null where it did not.</summary>
    public ReplyStop? Stop => _message.Stop;

    /// <summary>The update that came last.</summary>
    public ChatResponseUpdate? Last { get; private set; }

    /// <summary>Whether anything was given out that a reader sees.</summary>
    public bool HasEmitted { get; private set; }

    /// <summary>What the reply has used so far, as it says.</summary>
    public UsageDetails? Usage { get; private set; }

    /// <summary>How much text came in, in UTF-16 units.</summary>
    public int Length => _earlier + _message.Length;

    /// <summary>Takes an update; gives those that can be shown.</summary>
    public async ValueTask<List<ChatResponseUpdate>> FeedAsync(ChatResponseUpdate update, CancellationToken cancellationToken)
    {
        var ready = new List<ChatResponseUpdate>();
        if (IsOther(update))
        {
            await _message.CompleteAsync(cancellationToken).ConfigureAwait(false);
            Release(ready);
            if (Stop is not null)
            {
                return ready;
            }

            _earlier += _message.Length;
            _message = new ReplyStream(pipeline, context with { Calls = _message.Calls }, mode, _message.HasReplaced);
        }

        Last = update;
        _role = update.Role ?? _role;
        _messageId = update.MessageId ?? _messageId;
        Usage = update.Contents.OfType<UsageContent>().LastOrDefault()?.Details ?? Usage;
        await _message.FeedAsync(update, cancellationToken).ConfigureAwait(false);
        Release(ready);
        return ready;
    }

    /// <summary>Ends the reply; gives the updates that are left.</summary>
    public async ValueTask<List<ChatResponseUpdate>> CompleteAsync(CancellationToken cancellationToken)
    {
        var ready = new List<ChatResponseUpdate>();
        await _message.CompleteAsync(cancellationToken).ConfigureAwait(false);
        Release(ready);
        return Stop is null ? [.. ready, .. TakeHead()] : ready;
    }

    private void Release(List<ChatResponseUpdate> ready)
    {
        foreach (var update in _message.Release())
        {
            if (!HasEmitted && update.Contents.All(content => content is UsageContent or TextContent { Text: "" }))
            {
                _head.Add(update);
                continue;
            }

            HasEmitted = true;
            ready.AddRange(TakeHead());
            ready.Add(update);
        }
    }

    private List<ChatResponseUpdate> TakeHead()
    {
        List<ChatResponseUpdate> head = [.. _head];
        _head.Clear();
        return head;
    }

    // As responses are put together: another id or role is another message.
    private bool IsOther(ChatResponseUpdate update)
        => (update.MessageId is { Length: > 0 } id && _messageId is not null && id != _messageId)
        || (update.Role is { } role && _role is { } last && role != last);
}
