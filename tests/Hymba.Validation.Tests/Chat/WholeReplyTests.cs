using Hymba.Validation.Policies;
using Hymba.Validation.Tests.Fakes;
using Microsoft.Extensions.AI;
using Microsoft.Extensions.DependencyInjection;

namespace Hymba.Validation.Tests.Chat;

public sealed class WholeReplyTests
{
    [Fact]
    public async Task A_response_without_findings_is_the_same_object()
    {
        var response = new ChatResponse(new ChatMessage(ChatRole.Assistant, "all well")) { RawRepresentation = "raw" };
        using var guarded = new OutputValidationChatClient(new FixedClient(response), Pipelines.Simple());
        Assert.Same(response, await guarded.GetResponseAsync("hi"));
        Assert.Equal("raw", response.RawRepresentation);
    }

    [Fact]
    public async Task Redacted_parts_are_gone_from_text_properties_and_raw_objects()
    {
        var message = new ChatMessage(ChatRole.Assistant, [new TextContent("a sec"), new TextContent("ret b") { RawRepresentation = "ret" }])
        {
            RawRepresentation = "a secret",
            AdditionalProperties = new() { ["text"] = "secret", ["count"] = 1 },
        };
        var inner = new ChatResponse(message)
        {
            ModelId = "model",
            RawRepresentation = "a secret",
            Usage = new UsageDetails { OutputTokenCount = 3 },
            AdditionalProperties = new() { ["tokens"] = new[] { "sec", "ret" } },
        };
        using var guarded = new OutputValidationChatClient(new FixedClient(inner), Pipelines.Simple());
        var response = await guarded.GetResponseAsync("hi");
        Assert.Equal(("a <WORD> b", "model", 3), (response.Text, response.ModelId, response.Usage!.OutputTokenCount));
        Assert.Null(response.RawRepresentation);
        Assert.Null(response.Messages[0].RawRepresentation);
        Assert.Equal("count", Assert.Single(response.Messages[0].AdditionalProperties!).Key);
        Assert.Empty(response.AdditionalProperties!);
        Assert.All(response.Messages[0].Contents, content => Assert.Null(content.RawRepresentation));
    }

    [Fact]
    public async Task A_blocked_response_ends_with_an_error_and_the_filter_as_reason()
    {
        var inner = new ChatResponse([new ChatMessage(ChatRole.Assistant, "well BOOM on"), new ChatMessage(ChatRole.Assistant, "more")]);
        using var guarded = new OutputValidationChatClient(new FixedClient(inner), Pipelines.Simple());
        var response = await guarded.GetResponseAsync("hi");
        Assert.Equal(("well ", ChatFinishReason.ContentFilter), (response.Text, response.FinishReason));
        Assert.Equal("banned.word", Assert.IsType<ErrorContent>(Assert.Single(response.Messages).Contents[^1]).Details);
    }

    [Fact]
    public async Task Usage_counts_rejected_tries()
    {
        ChatResponseUpdate[] Script(string text) =>
            [ScriptedClient.Text(text), new(ChatRole.Assistant, [new UsageContent(new UsageDetails { OutputTokenCount = 5 })]) { MessageId = "m" }];
        var client = new ScriptedClient(Script("BOOM"), Script("fine"));
        using var guarded = new OutputValidationChatClient(
            client, Pipelines.Simple(options => options.Policies.Add(Pipelines.On("banned", ValidationAction.Retry))));
        var response = await guarded.GetResponseAsync("hi");
        Assert.Equal(("fine", 10), (response.Text, response.Usage!.OutputTokenCount));
    }

    [Fact]
    public async Task Usage_of_the_inner_client_is_left_as_it_is()
    {
        var usage = new UsageDetails { OutputTokenCount = 5 };
        var inner = new ChatResponse(new ChatMessage(ChatRole.Assistant, "BOOM")) { Usage = usage, ModelId = "model" };
        using var guarded = new OutputValidationChatClient(
            new FixedClient(inner), Pipelines.Simple(options => options.Policies.Add(Pipelines.On("banned", ValidationAction.Retry))));
        foreach (var _ in new[] { 1, 2 })
        {
            var response = await guarded.GetResponseAsync("hi");
            Assert.Equal((10, "model"), (response.Usage!.OutputTokenCount, response.ModelId));
            Assert.Equal((5, usage), (usage.OutputTokenCount, inner.Usage));
        }
    }

    [Fact]
    public async Task The_builder_finds_the_registered_pipeline_and_own_options()
    {
        using var services = new ServiceCollection()
            .AddOutputValidation(options => options.Policies.Add(Pipelines.On("secrets", ValidationAction.Block)))
            .AddTextValidator(new LiteralFinder("secrets.word", "secret"))
            .BuildServiceProvider();
        using var registered = ScriptedClient.Saying("a secret").AsBuilder().UseOutputValidation().Build(services);
        var blocked = await registered.GetResponseAsync("hi");
        Assert.Equal(ChatFinishReason.ContentFilter, blocked.FinishReason);
        Assert.DoesNotContain("secret", blocked.Text, StringComparison.Ordinal);
        using var own = ScriptedClient.Saying("a secret").AsBuilder().UseOutputValidation(_ => { }).Build(services);
        Assert.Equal("a <WORD>", (await own.GetResponseAsync("hi")).Text);
    }

    private sealed class FixedClient(ChatResponse response) : IChatClient
    {
        public Task<ChatResponse> GetResponseAsync(
            IEnumerable<ChatMessage> messages, ChatOptions? options = null, CancellationToken cancellationToken = default) => Task.FromResult(response);

        public IAsyncEnumerable<ChatResponseUpdate> GetStreamingResponseAsync(
            IEnumerable<ChatMessage> messages, ChatOptions? options = null, CancellationToken cancellationToken = default)
            => throw new NotSupportedException();

        public object? GetService(Type serviceType, object? serviceKey = null) => null;

        public void Dispose()
        {
        }
    }
}
