using System.Diagnostics;
using Microsoft.Extensions.AI;
using Microsoft.Extensions.Caching.Distributed;
using Microsoft.Extensions.Caching.Memory;
using Microsoft.Extensions.Options;

namespace Hymba.SemanticKernel.Tests.Frameworks;

/// <summary>The client under the usual middleware.</summary>
public sealed class ExtensionsAiTests
{
    private const string Call = """<toolcall> {"name": "add", "arguments": {"a": 1, "b": 2}} </toolcall>""";

    private static readonly AIFunction Add = AIFunctionFactory.Create((int a, int b) => a + b, "add", "Adds.");

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task FunctionInvocation_AutomaticallyInvokeFunction_WithParameters(bool streaming)
    {
        var script = new Script($"{Call} {Call}", "It is 3.");
        using IChatClient client = (await script.ClientAsync()).AsBuilder().UseFunctionInvocation().Build();
        ChatOptions options = new() { Tools = [Add] };
        ChatResponse response = streaming
            ? await client.GetStreamingResponseAsync("1 + 2?", options).ToChatResponseAsync()
            : await client.GetResponseAsync("1 + 2?", options);
        Assert.EndsWith("It is 3.", response.Text, StringComparison.Ordinal);
        FunctionResultContent[] results = [.. response.Messages.SelectMany(message => message.Contents).OfType<FunctionResultContent>()];
        Assert.Equal(["3", "3"], results.Select(result => result.Result!.ToString()!));
        Assert.Equal(ChatFinishReason.Stop, response.FinishReason);
        Assert.True(response.Usage!.InputTokenCount > 0);
    }

    [Fact]
    public async Task StructuredOutput()
    {
        var script = new Script("""{"name": "Ann", "age": 7}""");
        using IChatClient client = await script.ClientAsync();
        ChatResponse<Person> response = await client.GetResponseAsync<Person>("Who?");
        Assert.Equal(new Person("Ann", 7), response.Result);
        Assert.IsType<ChatResponseFormatJson>(script.Requests[0].Options.ResponseFormat);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Caching_SamePromptResultsInCacheHit(bool streaming)
    {
        var script = new Script("One.", "Two.");
        var cache = new MemoryDistributedCache(Options.Create(new MemoryDistributedCacheOptions()));
        using IChatClient client = (await script.ClientAsync()).AsBuilder().UseDistributedCache(cache).Build();
        for (int i = 0; i < 2; i++)
        {
            ChatOptions options = new ChatOptions { MaxOutputTokens = 9 }.WithDocuments(new HymbaDocument("d")).WithLogProbabilities(1);
            ChatResponse response = streaming
                ? await client.GetStreamingResponseAsync("Hi", options).ToChatResponseAsync() : await client.GetResponseAsync("Hi", options);
            Assert.Equal("One.", response.Text);
        }

        await client.GetResponseAsync("Hi", new ChatOptions().WithDocuments(new HymbaDocument("another")));
        Assert.Equal(2, script.Requests.Count);
    }

    [Fact]
    public async Task OpenTelemetry_CanEmitTraces()
    {
        List<Activity> spans = [];
        string source = Guid.NewGuid().ToString();
        using var listener = new ActivityListener
        {
            ShouldListenTo = candidate => candidate.Name == source,
            Sample = (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllData,
            ActivityStopped = spans.Add,
        };
        ActivitySource.AddActivityListener(listener);
        using IChatClient client = (await new Script("Yes.").ClientAsync()).AsBuilder().UseOpenTelemetry(sourceName: source).Build();
        ChatResponse response = await client.GetResponseAsync("Hi");
        Activity span = Assert.Single(spans);
        Assert.Equal("hymba", span.GetTagItem("gen_ai.provider.name"));
        Assert.Equal(TinyModel.Name, span.GetTagItem("gen_ai.response.model"));
        Assert.Equal(response.ResponseId, span.GetTagItem("gen_ai.response.id"));
        Assert.Equal(response.Usage!.InputTokenCount, Convert.ToInt64(span.GetTagItem("gen_ai.usage.input_tokens"), System.Globalization.CultureInfo.InvariantCulture));
        Assert.Null(span.GetTagItem("server.address"));
    }

    private sealed record Person(string Name, int Age);
}
