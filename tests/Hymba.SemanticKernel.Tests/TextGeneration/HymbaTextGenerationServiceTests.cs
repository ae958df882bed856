using System.Diagnostics;
using Hymba.Inference;
using Hymba.Inference.Generation;
using Hymba.SemanticKernel.Telemetry;
using Microsoft.Extensions.AI;
using Microsoft.SemanticKernel;
using Microsoft.SemanticKernel.TextGeneration;

namespace Hymba.SemanticKernel.Tests.TextGeneration;

public sealed class HymbaTextGenerationServiceTests
{
    private static readonly HymbaPromptExecutionSettings Short = new() { MaxTokens = 6, ExtensionData = new Dictionary<string, object> { ["ignore_end_tokens"] = true } };

    [Fact]
    public async Task GetTextContentsShouldContinueThePromptAsItIsAsync()
    {
        HymbaEngine engine = await TinyModel.EngineAsync();
        GenerationResult expected = await engine.GenerateAsync(new GenerationRequest
        {
            PromptTokens = TinyModel.Tokenizer.Encode("Once upon a time"),
            MaxNewTokens = 6,
            IgnoreEndTokens = true,
        });
        Microsoft.SemanticKernel.TextContent content = Assert.Single(await Service(engine).GetTextContentsAsync("Once upon a time", Short));
        Assert.Equal(expected.Text, content.Text);
        Assert.Equal(expected.Usage.PromptTokens, Usage(content.Metadata).InputTokenCount);
    }

    [Fact]
    public async Task GetTextContentsShouldHaveMetadataAsync()
    {
        Microsoft.SemanticKernel.TextContent content = Assert.Single(await Service(await TinyModel.EngineAsync()).GetTextContentsAsync("Once", Short));
        Assert.Equal(TinyModel.Name, content.ModelId);
        Assert.Equal(TinyModel.Name, content.Metadata!["ModelId"]);
        Assert.Equal("length", content.Metadata["FinishReason"]);
        Assert.IsType<DateTimeOffset>(content.Metadata["CreatedAt"]);
        Assert.False(string.IsNullOrEmpty((string?)content.Metadata["Id"]));
        Assert.Equal(6, Usage(content.Metadata).OutputTokenCount);
    }

    [Fact]
    public async Task GetStreamingTextContentsShouldEqualTheWholeAsync()
    {
        HymbaTextGenerationService service = Service(await TinyModel.EngineAsync());
        StreamingTextContent[] parts = await service.GetStreamingTextContentsAsync("Once", Short).ToArrayAsync();
        Assert.Equal((await service.GetTextContentAsync("Once", Short)).Text, string.Concat(parts.Select(part => part.Text)));
        Assert.All(parts, part => Assert.Equal(TinyModel.Name, part.ModelId));
        Assert.Equal("length", parts[^1].Metadata!["FinishReason"]);
        Assert.Equal(6, Usage(parts[^1].Metadata).OutputTokenCount);
        Assert.All(parts[..^1], part => Assert.Null(part.Metadata!["Usage"]));
    }

    [Fact]
    public async Task SettingsOfAnyKindShouldArriveAsync()
    {
        HymbaTextGenerationService service = Service(await TinyModel.EngineAsync());
        PromptExecutionSettings general = new() { ExtensionData = new Dictionary<string, object> { ["max_tokens"] = 3, ["ignore_end_tokens"] = true } };
        Assert.Equal(3, Usage((await service.GetTextContentAsync("Once", general)).Metadata).OutputTokenCount);
    }

    [Fact]
    public async Task CancellationShouldThrowAsync()
    {
        HymbaTextGenerationService service = Service(await TinyModel.EngineAsync());
        var cancelled = new CancellationToken(canceled: true);
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => service.GetTextContentsAsync("Once", null, null, cancelled));
        await Assert.ThrowsAnyAsync<OperationCanceledException>(async () => await service.GetStreamingTextContentsAsync("Once", null, null, cancelled).ToArrayAsync());
    }

    [Fact]
    public async Task AttributesShouldNameTheModelAsync()
        => Assert.Equal(TinyModel.Name, Service(await TinyModel.EngineAsync()).Attributes["ModelId"]);

    [Fact]
    public async Task TheSpecialTokensOfAPromptShouldBeTextUnlessAllowedAsync()
    {
        HymbaEngine engine = await TinyModel.EngineAsync();
        var trusting = new HymbaTextGenerationService(engine.AsIChatClient(new() { ParseSpecialTokensInRawPrompts = true }));
        long text = Usage((await Service(engine).GetTextContentAsync("</s>", Short)).Metadata).InputTokenCount!.Value;
        long token = Usage((await trusting.GetTextContentAsync("</s>", Short)).Metadata).InputTokenCount!.Value;
        Assert.Equal(2, token);
        Assert.True(text > token);
    }

    [Fact]
    public void AClientOfAnotherProviderShouldBeRefused()
        => Assert.Throws<ArgumentException>(() => new HymbaTextGenerationService(new Resilience.FakeChatClient()));

    [Fact]
    public async Task SpansShouldCarryUsageAndFinishAsync()
    {
        List<Activity> spans = [];
        using var listener = new ActivityListener
        {
            ShouldListenTo = source => source.Name == HymbaTelemetry.ActivitySourceName,
            Sample = (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllData,
            ActivityStopped = spans.Add,
        };
        ActivitySource.AddActivityListener(listener);
        HymbaTextGenerationService service = new HymbaTextGenerationService((await TinyModel.EngineAsync()).AsIChatClient(new() { ModelId = "spans" }));
        await service.GetTextContentAsync("Once", Short);
        await service.GetStreamingTextContentsAsync("Once", Short).ToArrayAsync();
        await Assert.ThrowsAsync<InvalidOptionsException>(() => service.GetTextContentsAsync("Once", new HymbaPromptExecutionSettings { TopP = 5 }));
        Activity[] own = [.. spans.Where(span => span.DisplayName == "text_completion spans")];
        Assert.Equal(3, own.Length);
        Assert.All(own[..2], span =>
        {
            Assert.Equal("text_completion", span.GetTagItem("gen_ai.operation.name"));
            Assert.Equal("hymba", span.GetTagItem("gen_ai.provider.name"));
            Assert.Equal("spans", span.GetTagItem("gen_ai.request.model"));
            Assert.Equal(6L, span.GetTagItem("gen_ai.usage.output_tokens"));
            Assert.Equal(["length"], (string[])span.GetTagItem("gen_ai.response.finish_reasons")!);
        });
        Assert.Equal(ActivityStatusCode.Error, own[2].Status);
    }

    private static HymbaTextGenerationService Service(HymbaEngine engine) => new(engine.AsIChatClient());

    private static UsageDetails Usage(IReadOnlyDictionary<string, object?>? metadata) => Assert.IsType<UsageDetails>(metadata!["Usage"]);
}
