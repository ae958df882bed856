using System.Runtime.CompilerServices;
using Hymba.Validation.Chat;
using Hymba.Validation.Pipeline;
using Microsoft.Extensions.AI;

namespace Hymba.Validation;

/// <summary>
/// Validates what goes to a chat client and what comes back. Nothing that the pipeline redacts or blocks is given out, streamed or not. A
/// blocked reply ends with <see cref="ChatFinishReason.ContentFilter"/> and an <see cref="ErrorContent"/>, and its generation is cancelled at
/// once. Put it inside of a function-invoking client, so that tool calls pass it before they run. Thread-safe.
/// </summary>
/// <param name="innerClient">The client; disposed with this one.</param>
/// <param name="pipeline">The pipeline.</param>
public sealed class OutputValidationChatClient(IChatClient innerClient, ValidationPipeline pipeline) : DelegatingChatClient(innerClient)
{
    private readonly ValidationPipeline _pipeline = pipeline ?? throw new ArgumentNullException(nameof(pipeline));

    /// <inheritdoc/>
    public override object? GetService(Type serviceType, object? serviceKey = null)
        => serviceKey is null && serviceType == typeof(ValidationPipeline) ? _pipeline : base.GetService(serviceType, serviceKey);

    /// <inheritdoc/>
    public override async Task<ChatResponse> GetResponseAsync(
        IEnumerable<ChatMessage> messages, ChatOptions? options = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(messages);
        var compiled = _pipeline.Current;
        var input = await new InputGuard(compiled).CheckAsync([.. messages], options, cancellationToken).ConfigureAwait(false);
        if (input.Rule is not null)
        {
            return BlockedReply.Response(compiled.BlockedMessage, input.Rule);
        }

        var guard = new ResponseGuard(compiled, input.Context, Mode(compiled, options));
        for (var retries = new RetryBudget(compiled); ;)
        {
            var response = await base.GetResponseAsync(retries.Messages(input.Messages), input.Options, cancellationToken).ConfigureAwait(false);
            var result = await guard.CheckAsync(response, cancellationToken).ConfigureAwait(false);
            if (result.Stop is not { Decision: ValidationDecision.Retry } stop || !retries.TryTake(stop.Rule, response.Usage, result.Length))
            {
                return WithUsage(result.Response, retries.Rejected);
            }
        }
    }

    /// <inheritdoc/>
    public override async IAsyncEnumerable<ChatResponseUpdate> GetStreamingResponseAsync(
        IEnumerable<ChatMessage> messages, ChatOptions? options = null, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(messages);
        var compiled = _pipeline.Current;
        var input = await new InputGuard(compiled).CheckAsync([.. messages], options, cancellationToken).ConfigureAwait(false);
        if (input.Rule is not null)
        {
            yield return BlockedReply.Update(compiled.BlockedMessage, input.Rule, null);
            yield break;
        }

        for (var retries = new RetryBudget(compiled); ;)
        {
            var guard = new StreamGuard(compiled, input.Context, Mode(compiled, options));
            await foreach (var update in StreamAsync(guard, retries.Messages(input.Messages), input.Options, cancellationToken).ConfigureAwait(false))
            {
                yield return update;
            }

            if (guard.Stop is { Decision: ValidationDecision.Retry } retry && !guard.HasEmitted
                && retries.TryTake(retry.Rule, guard.Usage, guard.Length))
            {
                continue;
            }

            if (guard.Stop is { } stop)
            {
                yield return BlockedReply.Update(compiled.BlockedMessage, stop.Rule, guard.Last);
            }
            else if (retries.Rejected is { } usage)
            {
                yield return new ChatResponseUpdate(ChatRole.Assistant, [new UsageContent(usage)])
                {
                    ResponseId = guard.Last?.ResponseId,
                    MessageId = guard.Last?.MessageId,
                };
            }

            yield break;
        }
    }

    /// <summary>One try. Where it is stopped, the inner client has been cancelled and let go before the last text is given out.</summary>
    private async IAsyncEnumerable<ChatResponseUpdate> StreamAsync(
        StreamGuard guard, IReadOnlyList<ChatMessage> messages, ChatOptions? options, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        using var generation = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var updates = base.GetStreamingResponseAsync(messages, options, generation.Token).GetAsyncEnumerator(generation.Token);
        List<ChatResponseUpdate> ready = [];
        try
        {
            while (guard.Stop is null && await updates.MoveNextAsync().ConfigureAwait(false))
            {
                ready = await guard.FeedAsync(updates.Current, cancellationToken).ConfigureAwait(false);
                for (var i = 0; i < ready.Count && guard.Stop is null; i++)
                {
                    yield return ready[i];
                }
            }
        }
        finally
        {
            await EndAsync(updates, generation).ConfigureAwait(false);
        }

        ready = guard.Stop is null ? await guard.CompleteAsync(cancellationToken).ConfigureAwait(false) : ready;
        foreach (var update in ready)
        {
            yield return update;
        }
    }

    private static async ValueTask EndAsync(IAsyncEnumerator<ChatResponseUpdate> updates, CancellationTokenSource generation)
    {
        await generation.CancelAsync().ConfigureAwait(false);
        try
        {
            await updates.DisposeAsync().ConfigureAwait(false);
        }
        catch (OperationCanceledException)
        {
            // It was told to end.
        }
    }

    private static StreamingMode Mode(CompiledPipeline compiled, ChatOptions? options)
        => compiled.Mode(TextRole.Assistant, options?.ResponseFormat is ChatResponseFormatJson);

    // The response and its usage are the inner client's own.
    private static ChatResponse WithUsage(ChatResponse response, UsageDetails? rejected)
    {
        if (rejected is null)
        {
            return response;
        }

        var usage = new UsageDetails();
        usage.Add(rejected);
        if (response.Usage is { } own)
        {
            usage.Add(own);
        }

        return new ChatResponse(response.Messages)
        {
            ResponseId = response.ResponseId,
            ConversationId = response.ConversationId,
            ModelId = response.ModelId,
            CreatedAt = response.CreatedAt,
            FinishReason = response.FinishReason,
            ContinuationToken = response.ContinuationToken,
            Usage = usage,
            RawRepresentation = response.RawRepresentation,
            AdditionalProperties = response.AdditionalProperties,
        };
    }
}
