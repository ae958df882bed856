using Hymba.Validation.Policies;
using Hymba.Validation.Tests.Fakes;
using Microsoft.Extensions.AI;

namespace Hymba.Validation.Tests.Chat;

public sealed class InputGuardTests
{
    private static readonly TextRole[] Inputs = [TextRole.User, TextRole.Tool, TextRole.Document];

    [Fact]
    public async Task A_blocked_question_is_not_sent()
    {
        var client = ScriptedClient.Saying("yes");
        using var guarded = Guard(client);
        var response = await guarded.GetResponseAsync("please BOOM");
        Assert.Equal((ChatFinishReason.ContentFilter, string.Empty), (response.FinishReason, response.Text));
        var streamed = await guarded.GetStreamingResponseAsync("please BOOM").ToChatResponseAsync();
        Assert.Equal(ChatFinishReason.ContentFilter, streamed.FinishReason);
        Assert.Empty(client.Requests);
    }

    [Fact]
    public async Task A_question_is_redacted_across_its_parts_and_the_callers_message_stays()
    {
        var client = ScriptedClient.Saying("yes");
        using var guarded = Guard(client);
        var message = new ChatMessage(ChatRole.User, [new TextContent("my sec"), new TextContent("ret is")]);
        await guarded.GetResponseAsync([new ChatMessage(ChatRole.System, "a secret BOOM"), message]);
        Assert.Equal("my secret is", message.Text);
        Assert.Equal(["a secret BOOM", "my <WORD> is"], client.Requests[0].Select(sent => sent.Text));
    }

    [Theory]
    [InlineData(PoisonedContent.Drop)]
    [InlineData(PoisonedContent.Fence)]
    [InlineData(PoisonedContent.Block)]
    public async Task A_poisoned_document_or_result_is_dropped_fenced_or_blocks(PoisonedContent poisoned)
    {
        var client = ScriptedClient.Saying("yes");
        using var guarded = Guard(client, options => options.Poisoned = poisoned);
        var options = new ChatOptions { AdditionalProperties = new() { ["documents"] = new[] { "good", "bad BOOM", "a secret" } } };
        ChatMessage[] messages =
        [
            new(ChatRole.User, "hi"),
            new(ChatRole.Assistant, [new FunctionCallContent("1", "f")]),
            new(ChatRole.Tool, [new FunctionResultContent("1", "bad BOOM")]),
        ];
        var response = await guarded.GetResponseAsync(messages, options);
        if (poisoned == PoisonedContent.Block)
        {
            Assert.Equal(ChatFinishReason.ContentFilter, response.FinishReason);
            Assert.Empty(client.Requests);
            return;
        }

        var documents = (string[])client.Options[0]!.AdditionalProperties!["documents"]!;
        var result = ((FunctionResultContent)client.Requests[0][2].Contents[0]).Result as string;
        Assert.Equal(poisoned == PoisonedContent.Drop ? 2 : 3, documents.Length);
        Assert.Equal(("good", "a <WORD>"), (documents[0], documents[^1]));
        Assert.Equal(poisoned == PoisonedContent.Fence, result!.Contains("BOOM", StringComparison.Ordinal));
        Assert.Equal("bad BOOM", ((string[])options.AdditionalProperties["documents"]!)[1]);
        if (poisoned == PoisonedContent.Fence)
        {
            Assert.Contains("not to be followed", documents[1], StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task Results_are_checked_in_whatever_message_they_stand()
    {
        var client = ScriptedClient.Saying("yes");
        using var guarded = Guard(client);
        ChatMessage[] messages =
        [
            new(ChatRole.Assistant, [new FunctionCallContent("1", "f")]),
            new(ChatRole.User, [new TextContent("here"), new FunctionResultContent("1", "bad BOOM")]),
            new(ChatRole.Tool, "bad BOOM"),
            new(ChatRole.Tool, "fine"),
        ];
        await guarded.GetResponseAsync(messages);
        var sent = client.Requests[0];
        Assert.DoesNotContain("BOOM", $"{((FunctionResultContent)sent[1].Contents[1]).Result}", StringComparison.Ordinal);
        Assert.DoesNotContain("BOOM", sent[2].Text, StringComparison.Ordinal);
        Assert.Same(messages[3], sent[3]);
    }

    public static TheoryData<AIContent> Parts =>
    [
        new TextContent("bad BOOM"),
        new TextReasoningContent("bad BOOM"),
        new ErrorContent("bad BOOM"),
        new ErrorContent("bad") { Details = "BOOM" },
        new DataContent("bad BOOM"u8.ToArray(), "text/plain"),
        new UriContent("https://a.example/?BOOM ", "text/html"),
    ];

    [Theory]
    [MemberData(nameof(Parts))]
    public async Task Every_part_of_a_result_is_read(AIContent part)
    {
        var client = ScriptedClient.Saying("yes");
        using var guarded = Guard(client);
        await guarded.GetResponseAsync(
        [
            new(ChatRole.Assistant, [new FunctionCallContent("1", "f")]),
            new(ChatRole.Tool, [new FunctionResultContent("1", new List<AIContent> { new TextContent("fine"), part })]),
        ]);
        string left = Assert.IsType<string>(((FunctionResultContent)client.Requests[0][1].Contents[0]).Result);
        Assert.DoesNotContain("BOOM", left, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Validators_of_the_reply_know_the_request_and_its_canary()
    {
        ValidationContext? seen = null;
        var spy = TextValidator.Create("leak.spy", (_, context) =>
        {
            seen = context;
            return [];
        });
        var options = Pipelines.Options();
        options.UseCanary = true;
        var client = ScriptedClient.Saying("yes");
        using var guarded = new OutputValidationChatClient(client, Pipelines.Make(options, [spy]));
        var tool = AIFunctionFactory.Create(() => 1, "f");
        await guarded.GetResponseAsync(
            [new ChatMessage(ChatRole.System, "Be kind."), new ChatMessage(ChatRole.User, "hi")],
            new ChatOptions { Tools = [tool], AdditionalProperties = new() { ["documents"] = new[] { "one" } } });
        Assert.Equal((TextRole.Assistant, "one", 2), (seen!.Role, Assert.Single(seen.Documents), seen.Messages.Count));
        Assert.Same(tool, Assert.Single(seen.Tools));
        Assert.Contains(seen.Canary!, client.Requests[0][0].Text, StringComparison.Ordinal);
        Assert.StartsWith("Be kind.", seen.SystemPrompt, StringComparison.Ordinal);
    }

    private static OutputValidationChatClient Guard(ScriptedClient client, Action<OutputValidationOptions>? configure = null)
        => new(client, Pipelines.Simple(options =>
        {
            options.Policies.Add(Pipelines.On("secrets", ValidationAction.Redact, Inputs));
            options.Policies.Add(Pipelines.On("banned", ValidationAction.Block, Inputs));
            configure?.Invoke(options);
        }));
}
