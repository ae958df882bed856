using Hymba.Validation.Tests.Fakes;
using Microsoft.Extensions.AI;
using Microsoft.Extensions.DependencyInjection;

namespace Hymba.Validation.Tests.Chat;

/// <summary>The default preset leaves ordinary replies as they are.</summary>
public sealed class BenignRepliesTests : IDisposable
{
    private readonly ServiceProvider _services = new ServiceCollection()
        .AddOutputValidation(options => options.ValidatorTimeout = Timeout.InfiniteTimeSpan).BuildServiceProvider();

    // What assistants say about code.
    private static readonly string[] Code =
    [
        "The `<script>` element embeds code, `javascript:void(0)` does nothing and `<button onclick=\"go()\">` reacts.",
        "Load it so:\n\n```html\n<script src=\"https://code.jquery.com/jquery-3.7.1.min.js\"></script>\n<img src=\"https://picsum.photos/200/300?grayscale\">\n```\n\nThat is all.",
        "```css\n@import url('https://fonts.googleapis.com/css2?family=Roboto:wght@400&display=swap');\n```\n",
        "# My project\n\n![CI](https://img.shields.io/badge/build-passing-green.svg?style=flat-square&logo=github)\n",
        "Embed it with `<iframe src=\"https://www.youtube.com/embed/abc\">`.",
        "```c\nuint8_t buffer[] = {\n" + string.Concat(Enumerable.Repeat("0x00, ", 64)) + "\n};\n```\n",
        "```\n" + string.Concat(Enumerable.Repeat("test passed\n", 25)) + "```\n",
        "- " + string.Concat(Enumerable.Repeat("[ ] todo\n- ", 30)) + "done",
    ];

    public static TheoryData<string> Sources => ["code", "prose", "benign_inputs.agentguard", "retrieval_poison.agentguard", "secrets"];

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
        "code" => Code,
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
