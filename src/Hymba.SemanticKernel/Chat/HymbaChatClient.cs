using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using Hymba.Inference;
using Hymba.Inference.Generation;
using Hymba.Inference.Text;
using Hymba.SemanticKernel.Telemetry;
using Microsoft.Extensions.AI;
using Microsoft.Extensions.Logging;

namespace Hymba.SemanticKernel.Chat;

/// <summary>
/// An engine as a chat client. Safe for concurrent use: requests queue at the engine. Keeps nothing between requests, so it returns no
/// conversation id.
/// </summary>
internal sealed class HymbaChatClient : IChatClient
{
    private readonly EngineSource _source;
    private readonly HymbaChatClientOptions _options;
    private readonly ChatClientMetadata _metadata;
    private readonly RequestObserver _observer;
    private readonly ILogger _logger;
    private readonly TimeProvider _time;
    private readonly ConcurrentDictionary<string, bool> _reported = new(StringComparer.Ordinal);
    private readonly bool _ownsSource;
    private volatile bool _disposed;

    /// <param name="source">Where the engine comes from.</param>
    /// <param name="modelId">The model's name.</param>
    /// <param name="options">Copied.</param>
    /// <param name="ownsSource">Whether disposing the client disposes the source.</param>
    /// <param name="observer">Told of every request.</param>
    /// <param name="logger">Gets prompts and replies at trace level only.</param>
    /// <param name="time">The clock.</param>
    public HymbaChatClient(
        EngineSource source,
        string modelId,
        HymbaChatClientOptions options,
        bool ownsSource,
        RequestObserver observer,
        ILogger<HymbaChatClient> logger,
        TimeProvider time)
    {
        if (options.Validate() is { Count: > 0 } errors)
        {
            throw new InvalidOptionsException(errors);
        }

        _source = source;
        _options = options.Copy();
        _metadata = new ChatClientMetadata(HymbaTelemetry.ProviderName, null, modelId);
        _ownsSource = ownsSource;
        _observer = observer;
        _logger = logger;
        _time = time;
    }

    /// <inheritdoc/>
    public async Task<ChatResponse> GetResponseAsync(
        IEnumerable<ChatMessage> messages, ChatOptions? options = null, CancellationToken cancellationToken = default)
    {
        List<ChatResponseUpdate> updates = [];
        await foreach (ChatResponseUpdate update in GetStreamingResponseAsync(messages, options, cancellationToken).ConfigureAwait(false))
        {
            updates.Add(update);
        }

        // What the closing update tells is about the whole response; the framework would put it on the message, and so into the history.
        ChatResponseUpdate closing = updates[^1];
        AdditionalPropertiesDictionary? properties = closing.AdditionalProperties;
        closing.AdditionalProperties = null;
        ChatResponse response = updates.ToChatResponse();
        response.AdditionalProperties = properties;
        response.RawRepresentation = closing.RawRepresentation;
        return response;
    }

    /// <inheritdoc/>
    public IAsyncEnumerable<ChatResponseUpdate> GetStreamingResponseAsync(
        IEnumerable<ChatMessage> messages, ChatOptions? options = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(messages);
        ObjectDisposedException.ThrowIf(_disposed, typeof(IChatClient));
        return StreamAsync(messages, options, cancellationToken);
    }

    /// <inheritdoc/>
    public object? GetService(Type serviceType, object? serviceKey = null)
    {
        ArgumentNullException.ThrowIfNull(serviceType);
        return serviceKey is not null ? null
            : serviceType == typeof(ChatClientMetadata) ? _metadata
            : serviceType == typeof(HymbaEngine) ? _source.Loaded?.Engine
            : serviceType == typeof(HymbaTokenizer) ? _source.Loaded?.Tokenizer
            : serviceType.IsInstanceOfType(this) ? this
            : null;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _disposed = true;
        if (_ownsSource)
        {
            _source.Dispose();
        }
    }

    private async IAsyncEnumerable<ChatResponseUpdate> StreamAsync(
        IEnumerable<ChatMessage> messages, ChatOptions? options, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        ObjectDisposedException.ThrowIf(_disposed, typeof(IChatClient));
        string modelId = _metadata.DefaultModelId!;
        using ObservedRequest observed = _observer.Begin(modelId);
        IAsyncEnumerator<GenerationUpdate>? updates = null;
        try
        {
            RequestOptions mapped;
            BuiltRequest built;
            try
            {
                cancellationToken.ThrowIfCancellationRequested();
                mapped = RequestOptionsMapper.Map(options, _options, modelId, this);
                ChatMessage[] conversation = [.. messages];
                LoadedEngine engine = await _source.GetAsync(cancellationToken).ConfigureAwait(false);
                built = RequestBuilder.Build(engine, conversation, mapped, _options);
                Report(built);
                updates = engine.Engine.StreamAsync(built.Request, cancellationToken).GetAsyncEnumerator(cancellationToken);
            }
            catch (Exception error)
            {
                observed.Failed(error);
                throw;
            }

            var reply = new ReplyBuilder(modelId, _time.GetUtcNow(), mapped, built);
            while (await NextAsync(updates, observed).ConfigureAwait(false) is GenerationUpdate update)
            {
                foreach (ChatResponseUpdate part in reply.Text(update.Text))
                {
                    yield return part;
                }

                if (update.Result is GenerationResult result)
                {
                    IEnumerable<ChatResponseUpdate> last = reply.Complete(result);
                    observed.Completed(result);
                    Report(result, reply);
                    foreach (ChatResponseUpdate part in last)
                    {
                        yield return part;
                    }
                }
            }
        }
        finally
        {
            if (updates is not null)
            {
                await updates.DisposeAsync().ConfigureAwait(false);
            }
        }
    }

    private static async Task<GenerationUpdate?> NextAsync(IAsyncEnumerator<GenerationUpdate> updates, ObservedRequest observed)
    {
        try
        {
            if (!await updates.MoveNextAsync().ConfigureAwait(false))
            {
                return null;
            }

            observed.Token();
            return updates.Current;
        }
        catch (Exception error)
        {
            observed.Failed(error);
            throw;
        }
    }

    private void Report(BuiltRequest built)
    {
        ChatLog.RequestStarted(_logger, built.Request.PromptTokens.Count, built.Request.Priority);
        ChatLog.Prompt(_logger, built.Prompt);
        foreach (string name in built.Ignored.Where(name => _reported.TryAdd(name, true)))
        {
            ChatLog.OptionIgnored(_logger, name);
        }

        foreach (string name in built.NotEnforced.Where(name => _reported.TryAdd($"{name} (told)", true)))
        {
            ChatLog.OptionNotEnforced(_logger, name);
        }
    }

    private void Report(GenerationResult result, ReplyBuilder reply)
    {
        foreach (string problem in reply.Problems)
        {
            ChatLog.ToolCallMalformed(_logger, problem);
        }

        if (reply.RequiredCallMissing)
        {
            ChatLog.RequiredToolCallMissing(_logger);
        }

        ChatLog.RequestCompleted(_logger, result.Usage.CompletionTokens, result.Usage.CachedTokens, result.FinishReason);
        ChatLog.Reply(_logger, result.Text);
    }
}
