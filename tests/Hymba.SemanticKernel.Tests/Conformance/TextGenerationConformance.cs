using Hymba.Inference;
using Microsoft.Extensions.AI;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.SemanticKernel;
using Microsoft.SemanticKernel.Services;
using Microsoft.SemanticKernel.TextGeneration;
using TextContent = Microsoft.SemanticKernel.TextContent;

namespace Hymba.SemanticKernel.Tests.Conformance;

/// <summary>What every text generation service of ours must keep, whatever client pipeline it works through.</summary>
public abstract class TextGenerationConformance : IAsyncDisposable
{
    private const string Prompt = "Once upon a time";

    private ServiceProvider? _provider;

    /// <summary>Registers the service under test.</summary>
    private protected abstract void Register(IServiceCollection services, Action<HymbaChatClientOptions> configure);

    [Fact]
    public async Task GetTextContents_ContinuesThePrompt()
    {
        var script = new Script("there was a fox.");
        TextContent content = Assert.Single(await Service(script).GetTextContentsAsync(Prompt));
        Assert.Equal("there was a fox.", content.Text!.TrimStart());
        Assert.Equal("stop", content.Metadata!["FinishReason"]);
        Assert.True(Assert.Single(script.Requests).IsRawPrompt);
    }

    [Fact]
    public async Task GetTextContents_UsageDataAvailable()
    {
        UsageDetails usage = Usage((await Service().GetTextContentAsync(Prompt, Short())).Metadata);
        Assert.Equal(TinyModel.Tokenizer.Encode(Prompt).Length, usage.InputTokenCount);
        Assert.Equal(3, usage.OutputTokenCount);
        Assert.Equal(usage.InputTokenCount + 3, usage.TotalTokenCount);
        Assert.NotNull(usage.CachedInputTokenCount);
    }

    [Fact]
    public async Task GetStreamingTextContents_UsageDataAvailable()
    {
        StreamingTextContent[] parts = await Service().GetStreamingTextContentsAsync(Prompt, Short()).ToArrayAsync();
        Assert.Equal(3, Usage(parts[^1].Metadata).OutputTokenCount);
        Assert.All(parts[..^1], part => Assert.Null(part.Metadata!["Usage"]));
    }

    [Fact]
    public async Task FinishReason_IsLengthAtTheLimit()
    {
        ITextGenerationService service = Service();
        Assert.Equal("length", (await service.GetTextContentAsync(Prompt, Short())).Metadata!["FinishReason"]);
        StreamingTextContent[] parts = await service.GetStreamingTextContentsAsync(Prompt, Short()).ToArrayAsync();
        Assert.Equal("length", parts[^1].Metadata!["FinishReason"]);
        Assert.All(parts[..^1], part => Assert.Null(part.Metadata!["FinishReason"]));
    }

    [Fact]
    public async Task FinishReason_IsStopAtAStopSequence()
    {
        var settings = new HymbaPromptExecutionSettings { StopSequences = [" fox"] };
        TextContent content = await Service(new Script("there was a fox.")).GetTextContentAsync(Prompt, settings);
        Assert.Equal("there was a", content.Text!.TrimStart());
        Assert.Equal("stop", content.Metadata!["FinishReason"]);
    }

    [Fact]
    public async Task Metadata_NamesModelAndResponse()
    {
        ITextGenerationService service = Service();
        Assert.Equal(TinyModel.Name, service.Attributes[AIServiceExtensions.ModelIdKey]);
        TextContent first = await service.GetTextContentAsync(Prompt, Short());
        TextContent second = await service.GetTextContentAsync(Prompt, Short());
        Assert.All([first, second], content =>
        {
            Assert.Equal(TinyModel.Name, content.ModelId);
            Assert.Equal(TinyModel.Name, content.Metadata!["ModelId"]);
            Assert.IsType<DateTimeOffset>(content.Metadata["CreatedAt"]);
        });
        Assert.False(string.IsNullOrEmpty((string?)first.Metadata!["Id"]));
        Assert.NotEqual(first.Metadata["Id"], second.Metadata!["Id"]);
    }

    [Fact]
    public async Task Metadata_IsTheSameOnEveryPartOfAStream()
    {
        StreamingTextContent[] parts = await Service(new Script("there was a fox.")).GetStreamingTextContentsAsync(Prompt).ToArrayAsync();
        Assert.True(parts.Length > 2);
        Assert.All(parts, part =>
        {
            Assert.Equal(TinyModel.Name, part.ModelId);
            Assert.Equal(TinyModel.Name, part.Metadata!["ModelId"]);
            Assert.NotNull(part.Metadata["Id"]);
            Assert.Equal(parts[0].Metadata!["Id"], part.Metadata["Id"]);
            Assert.IsType<DateTimeOffset>(part.Metadata["CreatedAt"]);
        });
    }

    [Fact]
    public async Task Streaming_EqualsNonStreaming()
    {
        ITextGenerationService service = Service();
        var settings = new HymbaPromptExecutionSettings { MaxTokens = 24, Temperature = 1.5f, Seed = 7 };
        TextContent whole = await service.GetTextContentAsync(Prompt, settings);
        StreamingTextContent[] parts = await service.GetStreamingTextContentsAsync(Prompt, settings).ToArrayAsync();
        Assert.Equal(whole.Text, string.Concat(parts.Select(part => part.Text)));
        Assert.Equal(whole.Metadata!["FinishReason"], parts[^1].Metadata!["FinishReason"]);
        Assert.Equal(Usage(whole.Metadata).OutputTokenCount, Usage(parts[^1].Metadata).OutputTokenCount);
    }

    [Fact]
    public async Task Cancellation_BeforeTheRequest()
    {
        ITextGenerationService service = Service();
        var cancelled = new CancellationToken(canceled: true);
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => service.GetTextContentsAsync(Prompt, null, null, cancelled));
        await Assert.ThrowsAnyAsync<OperationCanceledException>(async () => await service.GetStreamingTextContentsAsync(Prompt, null, null, cancelled).ToArrayAsync());
    }

    [Fact]
    public async Task Cancellation_WhileDecoding()
    {
        using var source = new CancellationTokenSource();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(async () =>
        {
            await foreach (StreamingTextContent _ in Service().GetStreamingTextContentsAsync(Prompt, Endless(), null, source.Token))
            {
                await source.CancelAsync();
            }
        });
    }

    [Fact]
    public async Task AbandonedStreams_LeaveTheServiceUsable()
    {
        ITextGenerationService service = Service();
        await foreach (StreamingTextContent _ in service.GetStreamingTextContentsAsync(Prompt, Endless()))
        {
            break;
        }

        Assert.Equal(3, Usage((await service.GetTextContentAsync(Prompt, Short())).Metadata).OutputTokenCount);
    }

    [Fact]
    public async Task ConcurrentRequests_GetTheirOwnReplies()
    {
        ITextGenerationService service = Service();
        var settings = new HymbaPromptExecutionSettings { MaxTokens = 8 };
        string?[] serial = new string?[8];
        for (int i = 0; i < serial.Length; i++)
        {
            serial[i] = (await service.GetTextContentAsync($"Tale {i}", settings)).Text;
        }

        TextContent[] together = await Task.WhenAll(Enumerable.Range(0, 8).Select(i => service.GetTextContentAsync($"Tale {i}", settings)));
        Assert.Equal(serial, together.Select(content => content.Text));
        Assert.Equal(8, together.Select(content => content.Metadata!["Id"]).Distinct().Count());
        Assert.True(serial.Distinct().Count() > 1);
    }

    [Fact]
    public async Task NullPrompt_ThrowsAtOnce()
    {
        ITextGenerationService service = Service();
        await Assert.ThrowsAsync<ArgumentNullException>("prompt", () => service.GetTextContentsAsync(null!));
        Assert.Throws<ArgumentNullException>("prompt", () => service.GetStreamingTextContentsAsync(null!));
    }

    [Fact]
    public async Task EmptyPrompt_BeginsAText()
    {
        ITextGenerationService service = Service();
        TextContent whole = await service.GetTextContentAsync("", Short());
        Assert.Equal(1, Usage(whole.Metadata).InputTokenCount);
        Assert.Equal(3, Usage(whole.Metadata).OutputTokenCount);
        StreamingTextContent[] parts = await service.GetStreamingTextContentsAsync("", Short()).ToArrayAsync();
        Assert.Equal(whole.Text, string.Concat(parts.Select(part => part.Text)));
    }

    [Fact]
    public async Task WrongSettings_ThrowWithTheirNames()
    {
        ITextGenerationService service = Service();
        var wrong = new HymbaPromptExecutionSettings { TopP = 5, MaxTokens = -1 };
        var error = await Assert.ThrowsAsync<InvalidOptionsException>(() => service.GetTextContentsAsync(Prompt, wrong));
        Assert.Equal(2, error.Errors.Count);
        await Assert.ThrowsAsync<InvalidOptionsException>(async () => await service.GetStreamingTextContentsAsync(Prompt, wrong).ToArrayAsync());
    }

    public async ValueTask DisposeAsync()
    {
        if (_provider is not null)
        {
            await _provider.DisposeAsync();
        }

        GC.SuppressFinalize(this);
    }

    private ITextGenerationService Service(Script? script = null)
    {
        var services = new ServiceCollection();
        services.AddHymbaEngine(TinyModel.ModelPath, DependencyInjection.RegistrationTests.Small);
        Register(services, options => options.ConstraintFactory = script?.ClientOptions.ConstraintFactory);
        _provider = services.BuildServiceProvider();
        return _provider.GetRequiredService<ITextGenerationService>();
    }

    private static HymbaPromptExecutionSettings Endless() => new()
    {
        ExtensionData = new Dictionary<string, object> { [HymbaRequestProperties.IgnoreEndTokens] = true },
    };

    private static HymbaPromptExecutionSettings Short()
    {
        HymbaPromptExecutionSettings settings = Endless();
        settings.MaxTokens = 3;
        return settings;
    }

    private static UsageDetails Usage(IReadOnlyDictionary<string, object?>? metadata) => Assert.IsType<UsageDetails>(metadata!["Usage"]);
}
