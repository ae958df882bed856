using Hymba.Validation.Pipeline;
using Microsoft.Extensions.AI;

namespace Hymba.Validation.Chat;

/// <summary>
/// One message of a reply on its way out. All of its text is validated as one, whatever stands between its parts, and what comes after text
/// waits until that text may be shown. For one message.
/// </summary>
/// <param name="pipeline">The pipeline.</param>
/// <param name="context">The request, and the calls of the messages before.</param>
/// <param name="mode">How it streams.</param>
/// <param name="hasReplaced">Whether anything was replaced in a message of the reply before.</param>
internal sealed class ReplyStream(CompiledPipeline pipeline, ValidationContext context, StreamingMode mode, bool hasReplaced = false)
{
    private readonly Queue<ReplyEnvelope> _waiting = [];
    private readonly ValidationSession _text = new(pipeline, context, mode);
    private readonly List<FunctionCallContent> _calls = [.. context.Calls];
    private readonly List<HeldCall> _held = [];
    private ValidationSession? _reasoning;
    private bool _needsApproval;
    private bool _hasReplaced = hasReplaced;

    /// <summary>Why it ended early; null where it did not.</summary>
    public ReplyStop? Stop { get; private set; }

    /// <summary>Whether anything of the reply was replaced so far.</summary>
    public bool HasReplaced => _hasReplaced || _text.Ledger.HasReplaced || _reasoning?.Ledger.HasReplaced == true;

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
                    _reasoning ??= new ValidationSession(pipeline, context with { ResponseFormat = null }, mode);
                    await AppendAsync(envelope, content, reasoning.Text, _reasoning, cancellationToken).ConfigureAwait(false);
                    break;
                case FunctionCallContent call:
                    await CheckAsync(envelope, call, cancellationToken).ConfigureAwait(false);
                    break;
                case ToolApprovalRequestContent { ToolCall: FunctionCallContent call } request:
                    await CheckAsync(envelope, request, call, cancellationToken).ConfigureAwait(false);
                    break;
                default:
                    if (await CheckSideTextAsync(content, cancellationToken).ConfigureAwait(false) is { } shown)
                    {
                        envelope.Add(shown, content);
                    }

                    break;
            }

            if (Stop is not null)
            {
                envelope.Cut();
                LetGo();
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

        LetGo();
    }

    /// <summary>Gives out what can be shown.</summary>
    public IEnumerable<ChatResponseUpdate> Release()
    {
        while (_waiting.TryPeek(out var envelope))
        {
            if (envelope.Take(Stop is not null, HasReplaced, out var isDone) is { } update)
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
        if (Stop is null && await CheckSideTextAsync(content, cancellationToken).ConfigureAwait(false) is { } shown)
        {
            envelope.Add(shown, content, session, session.Length, text.Length);
            await session.AppendAsync(text, cancellationToken).ConfigureAwait(false);
            Heed(session);
        }
    }

    /// <summary>A content with the texts beside its own replaced; null where they end the reply.</summary>
    private async ValueTask<AIContent?> CheckSideTextAsync(AIContent content, CancellationToken cancellationToken)
    {
        if (!SideTextGuard.Concerns(content))
        {
            return content;
        }

        var guard = new SideTextGuard(pipeline, context);
        var shown = await guard.CheckAsync(content, cancellationToken).ConfigureAwait(false);
        Stop = guard.Stop;
        _hasReplaced |= !ReferenceEquals(shown, content);
        return Stop is null ? shown : null;
    }

    private async ValueTask CheckAsync(ReplyEnvelope envelope, FunctionCallContent call, CancellationToken cancellationToken)
    {
        if (await CheckAsync(call, cancellationToken).ConfigureAwait(false) is not { } verdict)
        {
            return;
        }

        _needsApproval |= verdict.Decision == ValidationDecision.RequireApproval;
        if (!pipeline.MayNeedApproval || call.InformationalOnly)
        {
            envelope.Add(verdict.Call, call);
            return;
        }

        var held = new HeldCall(verdict.Call);
        _held.Add(held);
        envelope.Add(held, call);
    }

    /// <summary>A call that waits for approval already.</summary>
    private async ValueTask CheckAsync(
        ReplyEnvelope envelope, ToolApprovalRequestContent request, FunctionCallContent call, CancellationToken cancellationToken)
    {
        if (await CheckAsync(call, cancellationToken).ConfigureAwait(false) is { } verdict)
        {
            envelope.Add(ReferenceEquals(verdict.Call, call) ? request : new ToolApprovalRequestContent(request.RequestId, verdict.Call), request);
        }
    }

    private async ValueTask<ToolCallVerdict?> CheckAsync(FunctionCallContent call, CancellationToken cancellationToken)
    {
        var verdict = await new ToolCallGuard(pipeline)
            .CheckCallAsync(call, context with { Calls = [.. _calls] }, cancellationToken).ConfigureAwait(false);
        if (verdict.Decision > ValidationDecision.RequireApproval)
        {
            Stop = new ReplyStop(verdict.Decision, verdict.Rule);
            return null;
        }

        _hasReplaced |= !ReferenceEquals(verdict.Call, call);
        _calls.Add(verdict.Call);
        return verdict;
    }

    /// <summary>
    /// The calls of a message go out together: where one waits for approval all do, as function invocation has it. It would run the others and
    /// ask the model again while the one waits.
    /// </summary>
    private void LetGo()
    {
        foreach (var held in _held)
        {
            held.LetGo(_needsApproval);
        }

        _held.Clear();
    }

    private async ValueTask EndReasoningAsync(CancellationToken cancellationToken)
    {
        if (_reasoning is { } ended && Stop is null)
        {
            _reasoning = null;
            await ended.CompleteAsync(cancellationToken).ConfigureAwait(false);
            _hasReplaced |= ended.Ledger.HasReplaced;
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
}
