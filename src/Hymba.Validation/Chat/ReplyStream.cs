using Hymba.Validation.Pipeline;
using Microsoft.Extensions.AI;

namespace Hymba.Validation.Chat;

/// <summary>
/// One message of a reply on its way out. All of its text is validated as one, whatever stands between its parts, and what comes after text
/// waits until that text may be shown. For one message.
/// </summary>
internal sealed class ReplyStream(CompiledPipeline pipeline, ValidationContext context, StreamingMode mode)
{
    private readonly Queue<ReplyEnvelope> _waiting = [];
    private readonly ValidationSession _text = new(pipeline, context, mode);
    private readonly List<FunctionCallContent> _calls = [.. context.Calls];
    private ValidationSession? _reasoning;

    /// <summary>Why it ended early; null where it did not.</summary>
    public ReplyStop? Stop { get; private set; }

    /// <summary>The calls that were let through.</summary>
    public IReadOnlyList<FunctionCallContent> Calls => _calls;

    /// <summary>How much text came in, in UTF-16 units.</summary>
    public int Length => _text.Length;

    /// <summary>Takes an update.</summary>
    public async ValueTask FeedAsync(ChatResponseUpdate update, CancellationToken cancellationToken)
    {
        var envelope = new ReplyEnvelope(update);
        foreach (var content in update.Contents)
        {
            switch (content)
            {
                case TextContent text:
                    await EndReasoningAsync(cancellationToken).ConfigureAwait(false);
                    await AppendAsync(envelope, content, text.Text, _text, cancellationToken).ConfigureAwait(false);
                    break;
                case TextReasoningContent reasoning:
                    _reasoning ??= new ValidationSession(pipeline, context, mode);
                    await AppendAsync(envelope, content, reasoning.Text, _reasoning, cancellationToken).ConfigureAwait(false);
                    break;
                case FunctionCallContent call:
                    await CheckAsync(envelope, call, cancellationToken).ConfigureAwait(false);
                    break;
                default:
                    envelope.Add(content, content);
                    break;
            }

            if (Stop is not null)
            {
                envelope.Cut();
                break;
            }
        }

        _waiting.Enqueue(envelope);
    }

    /// <summary>Ends the message.</summary>
    public async ValueTask CompleteAsync(CancellationToken cancellationToken)
    {
        await EndReasoningAsync(cancellationToken).ConfigureAwait(false);
        if (Stop is null)
        {
            await _text.CompleteAsync(cancellationToken).ConfigureAwait(false);
            Heed(_text);
        }
    }

    /// <summary>Gives out what can be shown.</summary>
    public IEnumerable<ChatResponseUpdate> Release()
    {
        while (_waiting.TryPeek(out var envelope))
        {
            if (envelope.Take(Stop is not null, out var isDone) is { } update)
            {
                yield return update;
            }

            if (!isDone)
            {
                break;
            }

            _waiting.Dequeue();
        }
    }

    private async ValueTask AppendAsync(
        ReplyEnvelope envelope, AIContent content, string text, ValidationSession session, CancellationToken cancellationToken)
    {
        if (Stop is null)
        {
            envelope.Add(content, session, session.Length, text.Length);
            await session.AppendAsync(text, cancellationToken).ConfigureAwait(false);
            Heed(session);
        }
    }

    private async ValueTask CheckAsync(ReplyEnvelope envelope, FunctionCallContent call, CancellationToken cancellationToken)
    {
        var verdict = await new ToolCallGuard(pipeline)
            .CheckCallAsync(call, context with { Calls = [.. _calls] }, cancellationToken).ConfigureAwait(false);
        if (verdict.Decision > ValidationDecision.RequireApproval)
        {
            Stop = new ReplyStop(verdict.Decision, verdict.Rule);
            return;
        }

        _calls.Add(verdict.Call);
        envelope.Add(
            verdict.Decision == ValidationDecision.RequireApproval
                ? new ToolApprovalRequestContent(ApprovalId(verdict.Call), verdict.Call)
                : verdict.Call,
            call);
    }

    private async ValueTask EndReasoningAsync(CancellationToken cancellationToken)
    {
        if (_reasoning is { } ended && Stop is null)
        {
            _reasoning = null;
            await ended.CompleteAsync(cancellationToken).ConfigureAwait(false);
            Heed(ended);
        }
    }

    private void Heed(ValidationSession session)
    {
        if (session.IsStopped)
        {
            Stop = new ReplyStop(session.Result.Decision, session.Result.Rule);
        }
    }

    private static string ApprovalId(FunctionCallContent call) => $"hymba_{call.CallId}";
}
