using Microsoft.Agents.AI;
using Microsoft.Extensions.AI;

namespace Hymba.SemanticKernel.Tests.Frameworks;

/// <summary>The client under an agent, which runs tools, keeps the conversation and refuses a client that would keep one too.</summary>
public sealed class AgentFrameworkTests
{
    private const string Call = """<toolcall> {"name": "add", "arguments": {"a": 1, "b": 2}} </toolcall>""";

    private static readonly AIFunction Add = AIFunctionFactory.Create((int a, int b) => a + b, "add", "Adds.");

    [Fact]
    public async Task RunWithStringReturnsExpectedResultAsync()
    {
        ChatClientAgent agent = await AgentAsync(new Script("Paris."));
        AgentResponse response = await agent.RunAsync("Capital of France?");
        Assert.Equal("Paris.", response.Text);
        Assert.NotNull(response.Usage);
    }

    [Fact]
    public async Task RunWithNoMessageDoesNotFailAsync()
    {
        ChatClientAgent agent = await AgentAsync(new Script("Hello."));
        Assert.Equal("Hello.", (await agent.RunAsync([])).Text);
    }

    [Fact]
    public async Task SessionMaintainsHistoryAsync()
    {
        var script = new Script("First.", "Second.");
        ChatClientAgent agent = await AgentAsync(script);
        AgentSession session = await agent.CreateSessionAsync();
        AgentResponse first = await agent.RunAsync("One", session);
        AgentResponse second = await agent.RunAsync("Two", session);
        Assert.Equal("Second.", second.Text);
        Assert.True(second.Usage!.InputTokenCount > first.Usage!.InputTokenCount + 5);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task RunWithFunctionsInvokesThemAsync(bool streaming)
    {
        var script = new Script(Call, "It is 3.");
        ChatClientAgent agent = await AgentAsync(script, Add);
        string text = streaming
            ? string.Concat(await agent.RunStreamingAsync("1 + 2?").Select(update => update.Text).ToArrayAsync())
            : (await agent.RunAsync("1 + 2?")).Text;
        Assert.Equal("It is 3.", text);
        Assert.Equal(2, script.Requests.Count);
        Assert.Equal("Be brief.", script.Requests[0].Options.Instructions);
    }

    private static async Task<ChatClientAgent> AgentAsync(Script script, params AITool[] tools)
        => new(await script.ClientAsync(), "Be brief.", "tester", tools: tools);
}
