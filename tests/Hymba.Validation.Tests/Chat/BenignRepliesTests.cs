using Hymba.Validation.Tests.Fakes;
using Microsoft.Extensions.AI;
using Microsoft.Extensions.DependencyInjection;

namespace Hymba.Validation.Tests.Chat;

/// <summary>The default preset leaves ordinary replies as they are.</summary>
public sealed class BenignRepliesTests : IDisposable
{
    private readonly ServiceProvider _services = new ServiceCollection()
        .AddOutputValidation(options => options.ValidatorTimeout = Timeout.InfiniteTimeSpan).BuildServiceProvider();

    public static TheoryData<string> Sources => ["prose", "benign_inputs.agentguard", "retrieval_poison.agentguard", "secrets"];

    [Theory]
    [MemberData(nameof(Sources))]
    public async Task A_whole_reply_comes_back_as_it_is(string source)
    {
        foreach (var text in Texts(source))
        {
            var response = await AskAsync(client => client.GetResponseAsync("hi"), text);
            Assert.Equal(text, response.Text);
            Assert.Null(response.FinishReason);
            Assert.IsType<TextContent>(Assert.Single(Assert.Single(response.Messages).Contents));
        }
    }

    [Theory]
    [MemberData(nameof(Sources))]
    public async Task A_streamed_reply_loses_and_gains_nothing(string source)
    {
        foreach (var text in Texts(source))
        {
            foreach (var size in new[] { 1, 7 })
            {
                var pieces = text.Chunk(size).Select(piece => new string(piece)).ToArray();
                var response = await AskAsync(client => client.GetStreamingResponseAsync("hi").ToChatResponseAsync(), pieces);
                Assert.Equal(text, response.Text);
                Assert.All(response.Messages[0].Contents, content => Assert.IsType<TextContent>(content));
            }
        }
    }

    public void Dispose() => _services.Dispose();

    private static string[] Texts(string source) => source switch
    {
        "prose" => Prose.Replies,
        "secrets" => [.. GuardrailCase.Read("secrets.garak").Where(item => item.Tier == "prose-negative").Select(item => item.Text)],
        _ => [.. GuardrailCase.Read(source).Where(item => !item.Flag).Select(item => item.Text)],
    };

    private async Task<ChatResponse> AskAsync(Func<IChatClient, Task<ChatResponse>> ask, params string[] pieces)
    {
        using var client = new OutputValidationChatClient(ScriptedClient.Saying(pieces), _services.GetRequiredService<ValidationPipeline>());
        return await ask(client);
    }
}
