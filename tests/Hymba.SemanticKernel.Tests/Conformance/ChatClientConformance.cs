using Hymba.SemanticKernel.Telemetry;
using Microsoft.Extensions.AI;

namespace Hymba.SemanticKernel.Tests.Conformance;

/// <summary>What every chat client of ours must keep, whatever pipeline it stands in. Names follow the usual suites for chat clients.</summary>
public abstract class ChatClientConformance
{
    private static readonly ChatMessage[] Question = [new(ChatRole.User, "What is the capital of France?")];

    /// <summary>Makes the client under test; a null reply lets the model speak.</summary>
    private protected abstract Task<IChatClient> CreateAsync(Script? script);

    [Fact]
    public async Task GetResponseAsync_SingleRequestMessage()
    {
        using IChatClient client = await CreateAsync(new Script("Paris, of course."));
        ChatResponse response = await client.GetResponseAsync(Question);
        Assert.Equal("Paris, of course.", response.Text);
        Assert.Equal(ChatRole.Assistant, Assert.Single(response.Messages).Role);
        Assert.Equal(ChatFinishReason.Stop, response.FinishReason);
    }

    [Fact]
    public async Task GetResponseAsync_MultipleRequestMessages()
    {
        using IChatClient client = await CreateAsync(new Script("Yes."));
        ChatResponse response = await client.GetResponseAsync(
        [
            new(ChatRole.System, "Be brief."), new(ChatRole.User, "Pick a city."), new(ChatRole.Assistant, "Paris"), new(ChatRole.User, "Is it large?"),
        ]);
        Assert.Equal("Yes.", response.Text);
    }

    [Fact]
    public async Task GetResponseAsync_WithEmptyMessage()
    {
        using IChatClient client = await CreateAsync(null);
        ChatMessage[] messages = [new(ChatRole.System, []), new(ChatRole.User, []), new(ChatRole.Assistant, []), new(ChatRole.User, "Hi")];
        ChatResponse response = await client.GetResponseAsync(messages, Short());
        Assert.Equal(3, response.Usage!.OutputTokenCount);
    }

    [Fact]
    public async Task GetResponseAsync_WithoutMessages()
    {
        using IChatClient client = await CreateAsync(null);
        ChatResponse response = await client.GetResponseAsync([], Short());
        Assert.Equal(ChatFinishReason.Length, response.FinishReason);
    }

    [Fact]
    public async Task GetResponseAsync_UsageDataAvailable()
    {
        using IChatClient client = await CreateAsync(null);
        UsageDetails usage = (await client.GetResponseAsync(Question, Short())).Usage!;
        Assert.True(usage.InputTokenCount > 10);
        Assert.Equal(3, usage.OutputTokenCount);
        Assert.Equal(usage.InputTokenCount + 3, usage.TotalTokenCount);
        Assert.NotNull(usage.CachedInputTokenCount);
    }

    [Fact]
    public async Task GetStreamingResponseAsync_UsageDataAvailable()
    {
        using IChatClient client = await CreateAsync(new Script("Paris, of course."));
        ChatResponseUpdate[] updates = await client.GetStreamingResponseAsync(Question).ToArrayAsync();
        Assert.True(updates.Length > 2);
        Assert.Single(updates.SelectMany(update => update.Contents).OfType<UsageContent>());
        Assert.NotNull(updates[^1].FinishReason);
        Assert.All(updates[..^1], update => Assert.Null(update.FinishReason));
        Assert.All(updates, update =>
        {
            Assert.Equal(ChatRole.Assistant, update.Role);
            Assert.Equal(TinyModel.Name, update.ModelId);
            Assert.Equal(updates[0].ResponseId, update.ResponseId);
            Assert.Equal(updates[0].MessageId, update.MessageId);
            Assert.NotNull(update.ResponseId);
            Assert.NotNull(update.MessageId);
            Assert.NotNull(update.CreatedAt);
            Assert.Null(update.ConversationId);
        });
    }

    [Fact]
    public async Task GetStreamingResponseAsync_AppendToHistory()
    {
        using IChatClient client = await CreateAsync(new Script("Paris, of course."));
        List<ChatMessage> history = [.. Question];
        ChatResponseUpdate[] updates = await client.GetStreamingResponseAsync(history).ToArrayAsync();
        history.AddMessages(updates);
        Assert.Equal(2, history.Count);
        Assert.Equal("Paris, of course.", Assert.IsType<TextContent>(Assert.Single(history[1].Contents)).Text);
        Assert.Equal("Paris, of course.", (await client.GetResponseAsync(history)).Text);
    }

    [Fact]
    public async Task Streaming_EqualsNonStreaming()
    {
        using IChatClient client = await CreateAsync(null);
        ChatOptions options = new() { MaxOutputTokens = 24, Temperature = 1.5f, Seed = 7 };
        ChatResponse whole = await client.GetResponseAsync(Question, options);
        ChatResponse streamed = await client.GetStreamingResponseAsync(Question, options).ToChatResponseAsync();
        Assert.Equal(whole.Text, streamed.Text);
        Assert.Equal(whole.FinishReason, streamed.FinishReason);
        Assert.Equal(whole.Usage!.OutputTokenCount, streamed.Usage!.OutputTokenCount);
        Assert.Equal(ChatRole.Assistant, Assert.Single(streamed.Messages).Role);
        Assert.Equal(7L, whole.AdditionalProperties![HymbaResponseProperties.Seed]);
    }

    [Fact]
    public async Task Requests_AreNotChanged()
    {
        using IChatClient client = await CreateAsync(null);
        var messages = new CountingMessages(Question);
        ChatOptions options = new() { MaxOutputTokens = 2, StopSequences = ["stop"], Instructions = "Be brief.", Tools = [], AdditionalProperties = new() { ["min_p"] = 0.1f } };
        await client.GetResponseAsync(messages, options);
        Assert.Equal(1, messages.Enumerations);
        Assert.Single(Question[0].Contents);
        Assert.Equal(["stop"], options.StopSequences);
        Assert.Equal("Be brief.", options.Instructions);
        Assert.Single(options.AdditionalProperties);
    }

    [Fact]
    public async Task NullMessages_ThrowAtOnce()
    {
        using IChatClient client = await CreateAsync(null);
        await Assert.ThrowsAsync<ArgumentNullException>(() => client.GetResponseAsync((IEnumerable<ChatMessage>)null!));
        await Assert.ThrowsAsync<ArgumentNullException>(async () => await client.GetStreamingResponseAsync((IEnumerable<ChatMessage>)null!).ToArrayAsync());
    }

    [Fact]
    public async Task Cancellation_BeforeTheRequest()
    {
        using IChatClient client = await CreateAsync(null);
        var cancelled = new CancellationToken(canceled: true);
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => client.GetResponseAsync(Question, null, cancelled));
        await Assert.ThrowsAnyAsync<OperationCanceledException>(async () => await client.GetStreamingResponseAsync(Question, null, cancelled).ToArrayAsync());
    }

    [Fact]
    public async Task Cancellation_WhileDecoding()
    {
        using IChatClient client = await CreateAsync(null);
        using var source = new CancellationTokenSource();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(async () =>
        {
            ChatOptions endless = new() { AdditionalProperties = new() { [HymbaRequestProperties.IgnoreEndTokens] = true } };
            await foreach (ChatResponseUpdate _ in client.GetStreamingResponseAsync(Question, endless, source.Token))
            {
                await source.CancelAsync();
            }
        });
    }

    [Fact]
    public async Task AbandonedStreams_LeaveTheClientUsable()
    {
        using IChatClient client = await CreateAsync(null);
        await foreach (ChatResponseUpdate _ in client.GetStreamingResponseAsync(Question))
        {
            break;
        }

        Assert.Equal(3, (await client.GetResponseAsync(Question, Short())).Usage!.OutputTokenCount);
    }

    [Fact]
    public async Task ConcurrentRequests_GetTheirOwnReplies()
    {
        using IChatClient client = await CreateAsync(null);
        string[] serial = new string[6];
        for (int i = 0; i < serial.Length; i++)
        {
            serial[i] = (await client.GetResponseAsync($"Question {i}", new() { MaxOutputTokens = 8 })).Text;
        }

        ChatResponse[] together = await Task.WhenAll(Enumerable.Range(0, 6).Select(i => client.GetResponseAsync($"Question {i}", new() { MaxOutputTokens = 8 })));
        Assert.Equal(serial, together.Select(response => response.Text));
        Assert.Equal(6, together.Select(response => response.ResponseId).Distinct().Count());
    }

    [Fact]
    public async Task AvailableTools_SchemasAreAccepted()
    {
        using IChatClient client = await CreateAsync(null);
        foreach (AITool tool in ToolSchemas.All)
        {
            ChatResponse response = await client.GetResponseAsync(Question, new() { Tools = [tool], MaxOutputTokens = 1 });
            Assert.Equal(1, response.Usage!.OutputTokenCount);
        }
    }

    [Fact]
    public async Task Metadata_NamesProviderAndModel()
    {
        using IChatClient client = await CreateAsync(null);
        ChatClientMetadata metadata = client.GetService<ChatClientMetadata>()!;
        Assert.Equal(HymbaTelemetry.ProviderName, metadata.ProviderName);
        Assert.Equal(TinyModel.Name, metadata.DefaultModelId);
        Assert.Null(metadata.ProviderUri);
        Assert.Null(client.GetService<ChatClientMetadata>("key"));
    }

    private static ChatOptions Short() => new()
    {
        MaxOutputTokens = 3,
        AdditionalProperties = new() { [HymbaRequestProperties.IgnoreEndTokens] = true },
    };
}
