using System.Runtime.CompilerServices;
using System.Runtime.ExceptionServices;
using System.Threading.Channels;
using Microsoft.Extensions.AI;
using Polly;

namespace Hymba.SemanticKernel.Resilience;

/// <summary>
/// Runs each request inside a resilience pipeline. A stream runs in it to its end, so that timeouts and circuit breakers see all of it; but
/// once something has been handed on, no further try is made, whatever the pipeline wants.
/// </summary>
internal sealed class ResilientChatClient(IChatClient inner, ResiliencePipeline pipeline) : DelegatingChatClient(inner)
{
    /// <inheritdoc/>
    public override async Task<ChatResponse> GetResponseAsync(
        IEnumerable<ChatMessage> messages, ChatOptions? options = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(messages);

        // Each try reads the messages: once is all that the caller grants.
        ChatMessage[] conversation = [.. messages];
        ChatResponse? response = null;

        // Not handed through the pipeline as its result: Polly logs results, and a response prints as its text.
        await pipeline.ExecuteAsync(TryAsync, cancellationToken).ConfigureAwait(false);
        return response!;

        async ValueTask TryAsync(CancellationToken token)
            => response = await InnerClient.GetResponseAsync(conversation, options, token).ConfigureAwait(false);
    }

    /// <inheritdoc/>
    public override IAsyncEnumerable<ChatResponseUpdate> GetStreamingResponseAsync(
        IEnumerable<ChatMessage> messages, ChatOptions? options = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(messages);
        return StreamAsync(messages, options, cancellationToken);
    }

    private async IAsyncEnumerable<ChatResponseUpdate> StreamAsync(
        IEnumerable<ChatMessage> messages, ChatOptions? options, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        ChatMessage[] conversation = [.. messages];
        var updates = Channel.CreateUnbounded<ChatResponseUpdate>(new UnboundedChannelOptions { SingleReader = true, SingleWriter = true });
        using var left = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        Task run = RunAsync(conversation, options, updates.Writer, left.Token);
        try
        {
            await foreach (ChatResponseUpdate update in updates.Reader.ReadAllAsync(CancellationToken.None).ConfigureAwait(false))
            {
                cancellationToken.ThrowIfCancellationRequested();
                yield return update;
            }
        }
        finally
        {
            // A reader that leaves early ends the request; nobody is there to hear of that.
            bool early = !updates.Reader.Completion.IsCompleted;
            await left.CancelAsync().ConfigureAwait(false);
            if (early)
            {
                await run.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
        }

        await run.ConfigureAwait(false);
    }

    private async Task RunAsync(
        ChatMessage[] messages, ChatOptions? options, ChannelWriter<ChatResponseUpdate> writer, CancellationToken cancellationToken)
    {
        ExceptionDispatchInfo? final = null;
        bool emitted = false;
        try
        {
            await pipeline.ExecuteAsync(TryAsync, cancellationToken).ConfigureAwait(false);
        }
        finally
        {
            writer.Complete();
        }

        async ValueTask TryAsync(CancellationToken token)
        {
            final?.Throw();
            try
            {
                await foreach (ChatResponseUpdate update in InnerClient.GetStreamingResponseAsync(messages, options, token).ConfigureAwait(false))
                {
                    emitted = true;
                    writer.TryWrite(update);
                }
            }
            catch (Exception error) when (emitted)
            {
                final = ExceptionDispatchInfo.Capture(error);
                throw;
            }
        }
    }
}
