using Hymba.Inference;
using Hymba.Inference.Generation;
using Hymba.Inference.Sampling;
using Hymba.Inference.Text;
using Microsoft.Extensions.AI;

namespace Hymba.SemanticKernel.Tests.Chat;

public sealed class HymbaChatClientTests
{
    private const string Call = """<toolcall> {"name": "add", "arguments": {"a": 1, "b": 2}} </toolcall>""";

    private static readonly AIFunction Add = AIFunctionFactory.Create((int a, int b) => a + b, "add", "Adds.");

    [Fact]
    public async Task Tool_calls_become_content_and_end_the_reply_with_tool_calls()
    {
        using IChatClient client = await new Script($"Let me add. {Call}\n{Call}").ClientAsync();
        ChatResponse response = await client.GetResponseAsync("1 + 2?", new() { Tools = [Add] });
        Assert.Equal(ChatFinishReason.ToolCalls, response.FinishReason);
        Assert.Equal("Let me add.", response.Text);
        FunctionCallContent[] calls = [.. response.Messages[0].Contents.OfType<FunctionCallContent>()];
        Assert.Equal(2, calls.Select(call => call.CallId).Distinct().Count());
        Assert.All(calls, call => Assert.Equal("add", call.Name));
    }

    [Fact]
    public async Task Only_one_call_where_several_are_not_allowed()
    {
        using IChatClient client = await new Script($"{Call}\n{Call}").ClientAsync();
        ChatResponse response = await client.GetResponseAsync("1 + 2?", new() { Tools = [Add], AllowMultipleToolCalls = false });
        Assert.IsType<FunctionCallContent>(Assert.Single(response.Messages[0].Contents));
        Assert.Equal(ChatFinishReason.ToolCalls, response.FinishReason);
        Assert.False(response.AdditionalProperties!.ContainsKey(HymbaResponseProperties.StopSequence));
    }

    [Fact]
    public async Task A_malformed_call_stays_text_and_is_reported()
    {
        using IChatClient client = await new Script("<toolcall> {oops} </toolcall>").ClientAsync();
        ChatResponse response = await client.GetResponseAsync("1 + 2?", new() { Tools = [Add] });
        Assert.Equal("<toolcall> {oops} </toolcall>", response.Text);
        Assert.Equal(ChatFinishReason.Stop, response.FinishReason);
        Assert.Single(Assert.IsAssignableFrom<IReadOnlyList<string>>(response.AdditionalProperties![HymbaResponseProperties.MalformedToolCalls]));
    }

    [Fact]
    public async Task Without_tools_a_call_is_text()
    {
        using IChatClient client = await new Script(Call).ClientAsync();
        Assert.Equal(Call, (await client.GetResponseAsync("Hi")).Text);
        Assert.Equal(Call, (await client.GetResponseAsync("Hi", new() { Tools = [Add], ToolMode = ChatToolMode.None })).Text);
    }

    [Fact]
    public async Task A_required_call_that_does_not_come_is_reported()
    {
        using IChatClient client = await new Script("No.").ClientAsync();
        ChatResponse response = await client.GetResponseAsync("1 + 2?", new() { Tools = [Add], ToolMode = ChatToolMode.RequireAny });
        Assert.Equal(true, response.AdditionalProperties![HymbaResponseProperties.RequiredToolCallMissing]);
    }

    [Fact]
    public async Task What_is_only_told_is_reported_unless_a_constraint_is_made()
    {
        HymbaEngine engine = await TinyModel.EngineAsync();
        ChatOptions options = new() { ResponseFormat = ChatResponseFormat.Json, MaxOutputTokens = 1 };
        ChatResponse told = await engine.AsIChatClient().GetResponseAsync("Hi", options);
        Assert.Equal(["ResponseFormat"], (IReadOnlyList<string>)told.AdditionalProperties![HymbaResponseProperties.NotEnforced]!);
        using IChatClient constrained = await new Script("{}").ClientAsync();
        ChatResponse enforced = await constrained.GetResponseAsync("Hi", options);
        Assert.False(enforced.AdditionalProperties!.ContainsKey(HymbaResponseProperties.NotEnforced));
    }

    [Fact]
    public async Task A_reply_that_opens_another_role_ends_there()
    {
        using IChatClient client = await new Script("Yes.\n<extra_id_1>User\nMore").ClientAsync();
        ChatResponse response = await client.GetResponseAsync("Hi");
        Assert.Equal("Yes.\n", response.Text);
        Assert.Equal(ChatFinishReason.Stop, response.FinishReason);
        Assert.False(response.AdditionalProperties!.ContainsKey(HymbaResponseProperties.StopSequence));
    }

    [Fact]
    public async Task Stop_sequences_end_the_reply_and_are_named()
    {
        using IChatClient client = await new Script("one two three").ClientAsync();
        ChatResponse response = await client.GetResponseAsync("Hi", new() { StopSequences = ["two"] });
        Assert.Equal("one ", response.Text);
        Assert.Equal("two", response.AdditionalProperties![HymbaResponseProperties.StopSequence]);
    }

    [Fact]
    public async Task The_prompt_is_the_template_without_start_token_and_its_beginning_is_cached()
    {
        await using HymbaEngine engine = await HymbaEngine.LoadAsync(TinyModel.Options);
        using IChatClient client = engine.AsIChatClient();
        ChatMessage[] first = [new(ChatRole.System, "Answer in one word, and in English only."), new(ChatRole.User, "Hi")];
        ChatMessage[] second = [first[0], new(ChatRole.User, "Bye")];
        ChatTemplate template = ChatTemplate.Load(TinyModel.ModelPath, TinyModel.Tokenizer);
        string prompt = template.Render(new([new(ChatTurnRole.System, first[0].Text), new(ChatTurnRole.User, "Hi")])).Text;
        UsageDetails cold = (await client.GetResponseAsync(first, new() { MaxOutputTokens = 1 })).Usage!;
        Assert.Equal(TinyModel.Tokenizer.CountTokens(prompt, addBos: false), cold.InputTokenCount);
        Assert.Equal(0, cold.CachedInputTokenCount);
        Assert.InRange((await client.GetResponseAsync(second, new() { MaxOutputTokens = 1 })).Usage!.CachedInputTokenCount!.Value, 10, cold.InputTokenCount!.Value);
    }

    [Fact]
    public async Task Log_probabilities_and_timings_come_on_request()
    {
        HymbaEngine engine = await TinyModel.EngineAsync();
        ChatResponse response = await engine.AsIChatClient().GetResponseAsync("Hi", new ChatOptions { MaxOutputTokens = 3 }.WithLogProbabilities(2));
        var tokens = Assert.IsAssignableFrom<IReadOnlyList<TokenChoice>>(response.AdditionalProperties![HymbaResponseProperties.LogProbabilities]);
        Assert.All(tokens, token => Assert.Equal(2, token.TopLogProbabilities.Count));
        Assert.Equal(response.Usage!.OutputTokenCount, tokens.Count);
        Assert.IsType<GenerationTimings>(response.AdditionalProperties[HymbaResponseProperties.Timings]);
    }

    [Fact]
    public async Task Ignored_options_are_reported_in_the_response_and_logged_once()
    {
        HymbaEngine engine = await TinyModel.EngineAsync();
        var log = new LogRecorder();
        using IChatClient client = engine.AsIChatClient(loggerFactory: log);
        ChatOptions options = new() { ConversationId = "c", MaxOutputTokens = 1 };
        ChatResponse response = await client.GetResponseAsync("A secret question", options);
        await client.GetResponseAsync("Again", options);
        Assert.Equal(["ConversationId"], (IReadOnlyList<string>)response.AdditionalProperties![HymbaResponseProperties.IgnoredOptions]!);
        Assert.Null(response.ConversationId);
        Assert.Single(log.Entries, entry => entry.Text.Contains("ConversationId", StringComparison.Ordinal));
        Assert.All(
            log.Entries.Where(entry => entry.Text.Contains("secret", StringComparison.Ordinal)),
            entry => Assert.Equal(Microsoft.Extensions.Logging.LogLevel.Trace, entry.Level));
    }

    [Fact]
    public async Task Too_long_a_prompt_is_refused_with_both_numbers()
    {
        using IChatClient client = (await TinyModel.EngineAsync()).AsIChatClient();
        var overflow = await Assert.ThrowsAsync<ContextOverflowException>(() => client.GetResponseAsync(string.Concat(Enumerable.Repeat("word ", 4000))));
        Assert.True(overflow.PromptTokens > overflow.LimitTokens);
    }

    [Fact]
    public async Task Services_are_found_without_a_key_only()
    {
        HymbaEngine engine = await TinyModel.EngineAsync();
        using IChatClient client = engine.AsIChatClient();
        Assert.Same(engine, client.GetService<HymbaEngine>());
        Assert.Same(engine.Tokenizer, client.GetService<HymbaTokenizer>());
        Assert.Same(client, client.GetService<IChatClient>());
        Assert.Null(client.GetService<HymbaEngine>("key"));
        Assert.Null(client.GetService<string>());
    }

    [Fact]
    public async Task The_client_disposes_the_engine_only_where_it_owns_it()
    {
        HymbaEngine engine = await HymbaEngine.LoadAsync(TinyModel.Options);
        IChatClient guest = engine.AsIChatClient();
        guest.Dispose();
        guest.Dispose();
        await Assert.ThrowsAsync<ObjectDisposedException>(() => guest.GetResponseAsync("Hi"));
        IChatClient owner = engine.AsIChatClient(ownsEngine: true);
        await owner.GetResponseAsync("Hi", new() { MaxOutputTokens = 1 });
        owner.Dispose();
        await Assert.ThrowsAsync<ObjectDisposedException>(() => engine.GenerateAsync(new GenerationRequest { PromptTokens = [1], MaxNewTokens = 1 }));
    }

    [Fact]
    public async Task Wrong_client_options_are_refused_all_together()
    {
        HymbaEngine engine = await TinyModel.EngineAsync();
        var invalid = Assert.Throws<InvalidOptionsException>(
            () => engine.AsIChatClient(new HymbaChatClientOptions { ModelId = " ", MaxOutputTokens = 0, TopP = 3, MinP = -1 }));
        Assert.Equal(4, invalid.Errors.Count);
    }
}
