using Hymba.Cli.Chat;
using Hymba.Inference;
using Hymba.Inference.Text;

namespace Hymba.Cli.Tests.Chat;

public sealed class ConversationTests
{
    [Fact]
    public async Task Earlier_turns_come_from_the_prefix_cache()
    {
        CancellationToken cancellation = TestContext.Current.CancellationToken;
        using HymbaEngine engine = await HymbaEngine.LoadAsync(new HymbaEngineOptions { ModelPath = ToolRun.TextModel }, cancellationToken: cancellation);
        var template = ChatTemplate.Load(ToolRun.TextModel, engine.Tokenizer!);
        var conversation = new Conversation(engine, engine.Tokenizer!, template, "Be brief.", []) { MaxNewTokens = 4 };
        await conversation.ReplyAsync("Hello", _ => { }, cancellation);
        int first = conversation.LastUsage!.PromptTokens;
        Assert.Equal(0, conversation.LastUsage.CachedTokens);
        await conversation.ReplyAsync("And now?", _ => { }, cancellation);
        Assert.Equal(first, conversation.LastUsage.CachedTokens);
        conversation.Reset();
        await conversation.ReplyAsync("Something else", _ => { }, cancellation);
        Assert.InRange(conversation.LastUsage.CachedTokens, 1, first - 1);
    }
}
