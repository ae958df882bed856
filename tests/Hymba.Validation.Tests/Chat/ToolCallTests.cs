using System.Text.Json;
using Hymba.Validation.Pii;
using Hymba.Validation.Policies;
using Hymba.Validation.Tests.Fakes;
using Microsoft.Extensions.AI;

namespace Hymba.Validation.Tests.Chat;

public sealed class ToolCallTests
{
    [Fact]
    public async Task A_forbidden_call_is_never_emitted_whatever_stands_around_it()
    {
        foreach (var streamed in new[] { false, true })
        {
            var response = await AskAsync(
                streamed,
                new ChatResponseUpdate(ChatRole.Assistant, [new TextContent("well "), new FunctionCallContent("1", "forbidden"), new TextContent("more")])
                {
                    MessageId = "m",
                    FinishReason = ChatFinishReason.ToolCalls,
                });
            var contents = response.Messages.SelectMany(message => message.Contents).ToList();
            Assert.DoesNotContain(contents, content => content is FunctionCallContent);
            Assert.Contains(contents, content => content is ErrorContent { Details: "tools.forbidden" });
            Assert.Equal(ChatFinishReason.ContentFilter, response.FinishReason);
            Assert.DoesNotContain("more", response.Text, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task A_call_that_waits_for_approval_becomes_a_request_that_function_invocation_understands()
    {
        var ran = 0;
        var tool = AIFunctionFactory.Create(() => ++ran, "careful");
        var client = new ScriptedClient(
            [new ChatResponseUpdate(ChatRole.Assistant, [new FunctionCallContent("1", "careful")]) { MessageId = "m" }], [ScriptedClient.Text("done")]);
        using var chat = client.AsBuilder().UseFunctionInvocation().UseOutputValidation(Pipeline()).Build();
        var options = new ChatOptions { Tools = [tool] };
        List<ChatMessage> history = [new(ChatRole.User, "do it")];
        var response = await chat.GetResponseAsync(history, options);
        var request = Assert.IsType<ToolApprovalRequestContent>(Assert.Single(response.Messages[0].Contents));
        Assert.Equal(0, ran);

        history.AddRange(response.Messages);
        history.Add(new ChatMessage(ChatRole.User, [request.CreateResponse(approved: true)]));
        Assert.Equal("done", (await chat.GetResponseAsync(history, options)).Text);
        Assert.Equal(1, ran);
    }

    [Fact]
    public async Task Arguments_are_redacted_wherever_a_text_stands_in_them()
    {
        using var json = JsonDocument.Parse("""{"list":["a secret",1,{"deep":"secret"}],"n":2}""");
        var call = new FunctionCallContent("1", "free", new Dictionary<string, object?>
        {
            ["plain"] = "the secret",
            ["json"] = json.RootElement.Clone(),
            ["number"] = 5,
        });
        var response = await AskAsync(streamed: true, new ChatResponseUpdate(ChatRole.Assistant, [call]) { MessageId = "m" });
        var emitted = Assert.IsType<FunctionCallContent>(Assert.Single(response.Messages[0].Contents));
        Assert.Equal("the <WORD>", emitted.Arguments!["plain"]);
        var written = ((JsonElement)emitted.Arguments["json"]!).GetRawText();
        Assert.DoesNotContain("secret", written, StringComparison.Ordinal);
        Assert.Equal(2, ((JsonElement)emitted.Arguments["json"]!).GetProperty("n").GetInt32());
        Assert.Equal(5, emitted.Arguments["number"]);
        Assert.Equal("the secret", call.Arguments!["plain"]);
    }

    [Fact]
    public async Task Arguments_with_something_blocked_block_the_call()
    {
        var call = new FunctionCallContent("1", "free", new Dictionary<string, object?> { ["x"] = "BOOM" });
        var response = await AskAsync(streamed: true, new ChatResponseUpdate(ChatRole.Assistant, [call]) { MessageId = "m" });
        Assert.Equal(ChatFinishReason.ContentFilter, response.FinishReason);
        Assert.DoesNotContain(response.Messages.SelectMany(message => message.Contents), content => content is FunctionCallContent);
    }

    [Theory]
    [InlineData("""{"secret":1}""")]
    [InlineData("""[{"a":{"the secret":null}}]""")]
    public async Task A_name_in_arguments_that_would_be_redacted_blocks_the_call(string json)
    {
        var verdict = await Pipelines.Simple().ValidateCallAsync(Call(json), Pipelines.Reply);
        Assert.Equal((ValidationDecision.Block, "secrets.word"), (verdict.Decision, verdict.Rule));
    }

    [Theory]
    [InlineData("4012888888881881")]
    [InlineData("""{"deep":[4012888888881881]}""")]
    public async Task Numbers_in_arguments_are_read_as_texts(string json)
    {
        var pipeline = Pipelines.Make(Pipelines.Options(Pipelines.On("pii", ValidationAction.Redact)), [new PiiValidator()]);
        foreach (var call in new[] { Call(json), new FunctionCallContent("1", "f", new Dictionary<string, object?> { ["x"] = 4012888888881881L }) })
        {
            var verdict = await pipeline.ValidateCallAsync(call, Pipelines.Reply);
            Assert.Equal(ValidationDecision.Redact, verdict.Decision);
            Assert.DoesNotContain("4012888888881881", JsonSerializer.Serialize(verdict.Call.Arguments), StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData("""{"a":1,"a":"BOOM"}""")]
    [InlineData("""{"a":"\ud83d BOOM"}""")]
    [InlineData("\"\\ud83d BOOM\"")]
    public async Task Arguments_that_cannot_be_read_block_the_call(string json)
    {
        var sink = new RecordingSink();
        var verdict = await Pipelines.Simple(sink: sink).ValidateCallAsync(Call(json), Pipelines.Reply);
        Assert.Equal((ValidationDecision.Block, "pipeline.validator-failed"), (verdict.Decision, verdict.Rule));
        Assert.Contains(sink.Records, record => record.Rule == "pipeline.validator-failed");
    }

    [Fact]
    public async Task A_validator_sees_the_calls_before_and_one_that_fails_blocks()
    {
        static FunctionCallContent Call(string id, string name) => new(id, name);
        var response = await AskAsync(
            streamed: false, new ChatResponseUpdate(ChatRole.Assistant, [Call("1", "free"), Call("2", "free"), Call("3", "free")]) { MessageId = "m" });
        Assert.Equal("tools.loop", Assert.IsType<ErrorContent>(response.Messages[0].Contents[^1]).Details);
        Assert.Equal(2, response.Messages[0].Contents.OfType<FunctionCallContent>().Count());

        response = await AskAsync(streamed: true, new ChatResponseUpdate(ChatRole.Assistant, [Call("1", "throw")]) { MessageId = "m" });
        Assert.Equal(ChatFinishReason.ContentFilter, response.FinishReason);
    }

    private static FunctionCallContent Call(string json)
        => new("1", "f", new Dictionary<string, object?> { ["x"] = JsonElement.Parse(json) });

    private static ValidationPipeline Pipeline()
    {
        var options = Pipelines.Options(
            Pipelines.On("tools", ValidationAction.Block), Pipelines.On(ToolRules.ApprovalRequired, ValidationAction.RequireApproval),
            Pipelines.On("secrets", ValidationAction.Redact), Pipelines.On("banned", ValidationAction.Block));
        return Pipelines.Make(
            options, [new LiteralFinder("secrets.word", "secret"), new LiteralFinder("banned.word", "BOOM")], [new NamedTools()]);
    }

    private static async Task<ChatResponse> AskAsync(bool streamed, params ChatResponseUpdate[] script)
    {
        using var guarded = new OutputValidationChatClient(new ScriptedClient(script), Pipeline());
        return streamed ? await guarded.GetStreamingResponseAsync("hi").ToChatResponseAsync() : await guarded.GetResponseAsync("hi");
    }

    private sealed class NamedTools : IToolCallValidator
    {
        public IReadOnlyList<string> Rules { get; } = ["tools.forbidden", ToolRules.ApprovalRequired, "tools.loop"];

        public void FindInCall(FunctionCallContent request, ValidationContext context, ICollection<Finding> findings)
        {
            if (request.Name == "throw")
            {
                throw new FormatException();
            }

            var rule = context.Calls.Count >= 2 ? "tools.loop" : request.Name switch
            {
                "forbidden" => "tools.forbidden",
                "careful" => ToolRules.ApprovalRequired,
                _ => null,
            };
            if (rule is not null)
            {
                findings.Add(new Finding(rule, "tools", "TOOL_CALL", 0, 0, Severity.High, 1));
            }
        }
    }
}
