using System.Text.Json;
using Hymba.Inference.Text;

namespace Hymba.Inference.Tests.Text;

public class ChatTemplateGoldenTests
{
    private static readonly ChatTemplate Template = ChatTemplate.Load(RealTokenizer.Folder, RealTokenizer.Instance);

    private static readonly JsonElement[] Golden =
    [
        .. JsonDocument.Parse(File.ReadAllBytes(RepositoryFiles.Fixture("golden/chat_template/cases.json")))
            .RootElement.GetProperty("cases").EnumerateArray(),
    ];

    [Fact]
    public void Every_conversation_renders_and_encodes_as_the_reference()
    {
        foreach (JsonElement golden in Golden)
        {
            RenderedPrompt rendered = Template.Render(Prompt(golden) with { Neutralization = PromptNeutralization.Raw });
            Assert.Equal(golden.GetProperty("rendered").GetString(), rendered.Text);

            EncodedText encoded = RealTokenizer.Instance.EncodeSegments(rendered.Text, rendered.SnapshotOffsets, addBos: false);
            Assert.Equal(golden.GetProperty("ids").EnumerateArray().Select(id => id.GetInt32()), encoded.Ids);
            Assert.Equal(rendered.SnapshotOffsets.Count, encoded.Positions.Count);
        }

        Assert.Equal(27, Golden.Length);
    }

    [Fact]
    public void Neutralising_changes_only_the_conversations_with_markup()
    {
        string[] changed =
        [
            .. Golden.Where(golden => Template.Render(Prompt(golden)).Text != golden.GetProperty("rendered").GetString())
                .Select(golden => golden.GetProperty("id").GetString()!),
        ];
        Assert.Equal(["tool-message", "markup-in-content"], changed);
    }

    [Fact]
    public void A_tool_call_of_the_model_keeps_its_tags()
    {
        JsonElement golden = Golden.Single(golden => golden.GetProperty("id").GetString() == "tool-message");
        ChatPrompt prompt = Prompt(golden);
        ChatTurn[] turns = [.. prompt.Turns];
        turns[2] = new ChatTurn(ChatTurnRole.Assistant, "") { ToolCalls = [JsonElement.Parse("""{"name": "calc"}""")] };
        Assert.Equal(golden.GetProperty("rendered").GetString(), Template.Render(prompt with { Turns = turns }).Text);
    }

    private static ChatPrompt Prompt(JsonElement golden)
    {
        // The reference leaves out roles it does not know; here there are none such.
        IEnumerable<JsonElement> turns = golden.GetProperty("messages").EnumerateArray()
            .Where(turn => turn.GetProperty("role").GetString() is "system" or "user" or "assistant" or "tool");
        return new ChatPrompt([.. turns.Select(Turn)])
        {
            Tools = golden.TryGetProperty("tools", out JsonElement tools) ? [.. tools.EnumerateArray()] : [],
            Contexts = golden.TryGetProperty("contexts", out JsonElement contexts)
                ? [.. contexts.EnumerateArray().Select(context => context.GetString()!)]
                : [],
            AddGenerationPrompt = golden.TryGetProperty("add_generation_prompt", out JsonElement add) && add.GetBoolean(),
        };
    }

    private static ChatTurn Turn(JsonElement turn) =>
        new(Enum.Parse<ChatTurnRole>(turn.GetProperty("role").GetString()!, ignoreCase: true), turn.GetProperty("content").GetString()!);
}
