using System.Text.Json;
using Hymba.Validation.Policies;
using Hymba.Validation.Tests.Fakes;
using Hymba.Validation.Tests.Guardrails;
using Microsoft.Extensions.AI;
using Microsoft.Extensions.DependencyInjection;

namespace Hymba.Validation.Tests.Chat;

/// <summary>The package's own validators and presets, with function invocation around them.</summary>
public sealed class BuiltInToolTests
{
    private readonly List<string> _ran = [];

    [Theory]
    [InlineData("unknown", "{}", ToolRules.Unknown)]
    [InlineData("free", """{"city":5}""", ToolRules.InvalidArguments)]
    [InlineData("free", "{}", ToolRules.InvalidArguments)]
    [InlineData("free", """{"city":"../../etc/passwd"}""", "tools.argument-path")]
    public async Task A_bad_call_is_never_emitted_and_never_run(string name, string arguments, string rule)
    {
        foreach (var preset in new[] { ValidationPreset.Standard, ValidationPreset.Rag, ValidationPreset.Agent, ValidationPreset.Strict })
        {
            foreach (var streamed in new[] { false, true })
            {
                var call = new FunctionCallContent("1", name, ToolCases.Arguments(JsonElement.Parse(arguments)));
                var client = new ScriptedClient([ScriptedClient.Text("One moment. "), Update(call), ScriptedClient.Text("never")]);
                var response = await AskAsync(client, preset, streamed, [new(ChatRole.User, "go")]);
                var contents = response.Messages.SelectMany(message => message.Contents).ToList();
                Assert.DoesNotContain(contents, content => content is FunctionCallContent or ToolApprovalRequestContent);
                Assert.Contains(contents, content => content is ErrorContent error && error.Details == rule);
                Assert.Empty(_ran);
            }
        }
    }

    [Theory]
    [InlineData(ValidationPreset.Standard)]
    [InlineData(ValidationPreset.Agent)]
    public async Task A_good_call_runs_and_its_result_reaches_the_model(ValidationPreset preset)
    {
        foreach (var streamed in new[] { false, true })
        {
            _ran.Clear();
            var client = new ScriptedClient([Update(Free("1"))], [ScriptedClient.Text("It rains.")]);
            var response = await AskAsync(client, preset, streamed, [new(ChatRole.User, "go")]);
            Assert.EndsWith("It rains.", response.Text, StringComparison.Ordinal);
            Assert.Equal(["free"], _ran);
            Assert.Equal("rain", Result(client.Requests[1]));
        }
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task What_needs_approval_runs_only_after_it_and_no_other_call_goes_ahead(bool approved)
    {
        foreach (var preset in new[] { ValidationPreset.Standard, ValidationPreset.Agent, ValidationPreset.Strict })
        {
            foreach (var streamed in new[] { false, true })
            {
                _ran.Clear();
                var client = new ScriptedClient(
                    [Update(Free("1")), Update(new FunctionCallContent("2", "careful")), ScriptedClient.Text("Shall I?")],
                    [ScriptedClient.Text("Done.")]);
                List<ChatMessage> history = [new(ChatRole.User, "go")];
                var response = await AskAsync(client, preset, streamed, history);
                var requests = response.Messages.SelectMany(message => message.Contents).OfType<ToolApprovalRequestContent>().ToList();
                Assert.Equal(["free", "careful"], requests.Select(request => ((FunctionCallContent)request.ToolCall).Name));
                Assert.DoesNotContain(response.Messages.SelectMany(message => message.Contents), content => content is FunctionCallContent);
                Assert.Empty(_ran);
                Assert.Single(client.Requests);

                history.AddRange(response.Messages);
                history.Add(new ChatMessage(ChatRole.User, [requests[0].CreateResponse(approved: true), requests[1].CreateResponse(approved)]));
                response = await AskAsync(client, preset, streamed, history);
                Assert.EndsWith("Done.", response.Text, StringComparison.Ordinal);
                Assert.Equal(approved ? ["free", "careful"] : ["free"], _ran);
            }
        }
    }

    [Fact]
    public async Task A_call_that_waits_for_approval_already_is_checked_too()
    {
        foreach (var streamed in new[] { false, true })
        {
            var request = new ToolApprovalRequestContent("r", new FunctionCallContent("1", "unknown"));
            var client = new ScriptedClient([new ChatResponseUpdate(ChatRole.Assistant, [request]) { MessageId = "m" }]);
            var response = await AskAsync(client, ValidationPreset.Standard, streamed, [new(ChatRole.User, "go")]);
            Assert.Equal(ToolRules.Unknown, Assert.IsType<ErrorContent>(Assert.Single(response.Messages[0].Contents)).Details);
        }
    }

    [Fact]
    public async Task A_model_that_runs_in_circles_is_stopped()
    {
        var client = new ScriptedClient([.. Enumerable.Range(1, 5).Select(id => new[] { Update(Free($"{id}")) })]);
        var response = await AskAsync(client, ValidationPreset.Standard, streamed: true, [new(ChatRole.User, "go")]);
        Assert.Equal(ToolRules.Loop, response.Messages.SelectMany(message => message.Contents).OfType<ErrorContent>().Single().Details);
        Assert.Equal(["free", "free", "free"], _ran);
    }

    [Fact]
    public async Task A_result_that_nobody_asked_for_does_not_reach_the_model_of_an_agent()
    {
        var client = new ScriptedClient([ScriptedClient.Text("ok")]);
        List<ChatMessage> messages = [new(ChatRole.User, "go"), new(ChatRole.Tool, [new FunctionResultContent("9", "rain")])];
        await AskAsync(client, ValidationPreset.Agent, streamed: false, messages);
        Assert.DoesNotContain("rain", Result(client.Requests[0]), StringComparison.Ordinal);
    }

    private static ChatResponseUpdate Update(FunctionCallContent call) => new(ChatRole.Assistant, [call]) { MessageId = "m", ResponseId = "r" };

    private static FunctionCallContent Free(string id) => new(id, "free", new Dictionary<string, object?> { ["city"] = "Paris" });

    private static string? Result(IReadOnlyList<ChatMessage> messages)
        => messages.SelectMany(message => message.Contents).OfType<FunctionResultContent>().Single().Result?.ToString();

    private async Task<ChatResponse> AskAsync(ScriptedClient client, ValidationPreset preset, bool streamed, List<ChatMessage> messages)
    {
        using var services = new ServiceCollection().AddOutputValidation(options => options.Preset = preset).BuildServiceProvider();
        using var chat = client.AsBuilder().UseFunctionInvocation().UseOutputValidation().Build(services);
        var options = new ChatOptions
        {
            Tools =
            [
                AIFunctionFactory.Create((string city) => Run("free", "rain"), "free"),
                new ApprovalRequiredAIFunction(AIFunctionFactory.Create(() => Run("careful", "done"), "careful")),
            ],
        };
        return streamed
            ? await chat.GetStreamingResponseAsync(messages, options).ToChatResponseAsync()
            : await chat.GetResponseAsync(messages, options);
    }

    private string Run(string name, string result)
    {
        _ran.Add(name);
        return result;
    }
}
