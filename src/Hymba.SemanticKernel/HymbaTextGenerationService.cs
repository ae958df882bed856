using System.Runtime.CompilerServices;
using Hymba.SemanticKernel.Telemetry;
using Hymba.Validation;
using Microsoft.Extensions.AI;
using Microsoft.SemanticKernel;
using Microsoft.SemanticKernel.Services;
using Microsoft.SemanticKernel.TextGeneration;
using TextContent = Microsoft.SemanticKernel.TextContent;

namespace Hymba.SemanticKernel;

/// <summary>
/// Continues a prompt as it is, without the chat template. Works through a chat client, so that whatever that client's pipeline checks or
/// counts holds here too. May be used from any thread. Does not own the client.
/// </summary>
/// <remarks>
/// A reply that output validation ends has the finish reason <c>content_filter</c> and no part of what was blocked; the message and the rule
/// are in an <see cref="ErrorContent"/> of the inner content.
/// Contents carry the metadata <c>ModelId</c>, <c>Id</c>, <c>CreatedAt</c>, <c>FinishReason</c> and <c>Usage</c> (a
/// <see cref="UsageDetails"/>); in a stream the last two come with the last content.
/// </remarks>
public sealed class HymbaTextGenerationService : ITextGenerationService
{
    private readonly IChatClient _client;
    private readonly Dictionary<string, object?> _attributes;

    /// <summary>Creates the service.</summary>
    /// <param name="chatClient">A Hymba chat client, in whatever pipeline.</param>
    /// <exception cref="ArgumentException">There is no Hymba client at the end of the pipeline.</exception>
    public HymbaTextGenerationService(IChatClient chatClient)
    {
        ArgumentNullException.ThrowIfNull(chatClient);
        ChatClientMetadata? metadata = chatClient.GetService<ChatClientMetadata>();
        if (metadata?.ProviderName != HymbaTelemetry.ProviderName)
        {
            throw new ArgumentException(
                $"The client's provider is '{metadata?.ProviderName}'; raw prompts need one of '{HymbaTelemetry.ProviderName}'.", nameof(chatClient));
        }

        _client = chatClient;
        _attributes = new() { [AIServiceExtensions.ModelIdKey] = metadata.DefaultModelId };
    }

    /// <inheritdoc/>
    public IReadOnlyDictionary<string, object?> Attributes => _attributes;

    /// <summary>The pipeline that the client's replies pass; null for none.</summary>
    internal ValidationPipeline? Validation => _client.GetService<ValidationPipeline>();

    private string ModelId => (string)_attributes[AIServiceExtensions.ModelIdKey]!;

    /// <inheritdoc/>
    public async Task<IReadOnlyList<TextContent>> GetTextContentsAsync(
        string prompt, PromptExecutionSettings? executionSettings = null, Kernel? kernel = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(prompt);
        using var span = new TextSpan(ModelId);
        try
        {
            ChatResponse response = await _client
                .GetResponseAsync([new ChatMessage(ChatRole.User, prompt)], Options(executionSettings, kernel), cancellationToken)
                .ConfigureAwait(false);
            span.Completed(response.ResponseId, response.FinishReason, response.Usage);
            return
            [
                new TextContent(response.Text, response.ModelId, response, metadata: new Dictionary<string, object?>
                {
                    ["ModelId"] = response.ModelId,
                    ["Id"] = response.ResponseId,
                    ["CreatedAt"] = response.CreatedAt,
                    ["FinishReason"] = response.FinishReason?.Value,
                    ["Usage"] = response.Usage,
                }),
            ];
        }
        catch (Exception error)
        {
            span.Failed(error);
            throw;
        }
    }

    /// <inheritdoc/>
    public IAsyncEnumerable<StreamingTextContent> GetStreamingTextContentsAsync(
        string prompt, PromptExecutionSettings? executionSettings = null, Kernel? kernel = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(prompt);
        return StreamAsync(prompt, Options(executionSettings, kernel), cancellationToken);
    }

    private static ChatOptions Options(PromptExecutionSettings? settings, Kernel? kernel)
    {
        HymbaPromptExecutionSettings own = HymbaPromptExecutionSettings.FromExecutionSettings(settings);
        ChatOptions options = own.ToChatOptions(kernel) ?? new ChatOptions();
        own.Complete(options);
        return options.WithRawPrompt();
    }

    private async IAsyncEnumerable<StreamingTextContent> StreamAsync(
        string prompt, ChatOptions options, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        using var span = new TextSpan(ModelId);
        IAsyncEnumerator<ChatResponseUpdate> updates = _client
            .GetStreamingResponseAsync([new ChatMessage(ChatRole.User, prompt)], options, cancellationToken)
            .GetAsyncEnumerator(cancellationToken);
        await using (updates.ConfigureAwait(false))
        {
            while (await NextAsync(updates, span).ConfigureAwait(false) is ChatResponseUpdate update)
            {
                UsageDetails? usage = update.Contents.OfType<UsageContent>().FirstOrDefault()?.Details;
                if (update.FinishReason is not null)
                {
                    span.Completed(update.ResponseId, update.FinishReason, usage);
                }

                yield return new StreamingTextContent(update.Text, modelId: update.ModelId, innerContent: update, metadata: new Dictionary<string, object?>
                {
                    ["ModelId"] = update.ModelId,
                    ["Id"] = update.ResponseId,
                    ["CreatedAt"] = update.CreatedAt,
                    ["FinishReason"] = update.FinishReason?.Value,
                    ["Usage"] = usage,
                });
            }
        }
    }

    private static async Task<ChatResponseUpdate?> NextAsync(IAsyncEnumerator<ChatResponseUpdate> updates, TextSpan span)
    {
        try
        {
            return await updates.MoveNextAsync().ConfigureAwait(false) ? updates.Current : null;
        }
        catch (Exception error)
        {
            span.Failed(error);
            throw;
        }
    }
}
