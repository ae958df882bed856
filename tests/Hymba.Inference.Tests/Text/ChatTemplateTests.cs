using System.Text.Json;
using CsCheck;
using Hymba.Inference.Text;

namespace Hymba.Inference.Tests.Text;

public class ChatTemplateTests
{
    private static readonly HymbaTokenizer Tokenizer = RealTokenizer.Instance;
    private static readonly PromptNeutralizer Neutralizer = new(Tokenizer.SpecialTokens.Keys);
    private static readonly ChatTemplate Template = new(Neutralizer);

    [Fact]
    public void Snapshots_lie_before_the_first_turn_and_behind_each_reply_header()
    {
        RenderedPrompt rendered = Template.Render(new ChatPrompt(
        [
            new(ChatTurnRole.System, "S"), new(ChatTurnRole.User, "U"), new(ChatTurnRole.Assistant, "A"), new(ChatTurnRole.User, "V"),
        ]));
        string[] fronts = [.. rendered.SnapshotOffsets.Select(offset => rendered.Text[..offset])];

        Assert.Equal("<extra_id_0>System\nS\n\n", fronts[0]);
        Assert.Equal("<extra_id_0>System\nS\n\n<extra_id_1>User\nU\n<extra_id_1>Assistant\n", fronts[1]);
        Assert.Equal(rendered.Text, fronts[2]);
        Assert.Equal(3, fronts.Length);
    }

    [Fact]
    public void The_next_prompt_of_a_conversation_begins_with_the_tokens_of_the_last()
    {
        ChatTurn[] turns = [new(ChatTurnRole.User, "2+2?"), new(ChatTurnRole.Assistant, "4"), new(ChatTurnRole.User, "And 3*3?")];
        RenderedPrompt first = Template.Render(new ChatPrompt(turns[..1]));
        RenderedPrompt second = Template.Render(new ChatPrompt(turns));
        EncodedText encoded = Tokenizer.EncodeSegments(second.Text, second.SnapshotOffsets, addBos: false);
        Assert.Equal(Tokenizer.Encode(first.Text, addBos: false), encoded.Ids.Take(encoded.Positions[1]));
    }

    [Fact]
    public void Content_and_tool_calls_come_one_to_a_line()
    {
        JsonElement call = JsonElement.Parse("""{"name":"f","arguments":{"text":"</toolcall>"}}""");
        ChatTurn turn = new(ChatTurnRole.Assistant, " Let me look. ") { ToolCalls = [call, JsonElement.Parse("1")] };
        string text = Template.Render(new ChatPrompt([turn]) { AddGenerationPrompt = false }).Text;
        const string Calls = """
            <toolcall> {"name": "f", "arguments": {"text": "‹/toolcall>"}} </toolcall>
            <toolcall> 1 </toolcall>

            """;
        Assert.EndsWith("<extra_id_1>Assistant\nLet me look.\n" + Calls.ReplaceLineEndings("\n"), text, StringComparison.Ordinal);
    }

    [Fact]
    public void System_text_is_trusted_unless_asked_otherwise()
    {
        ChatPrompt prompt = new([new(ChatTurnRole.System, "Answer in <tool> tags.")]);
        Assert.Contains("in <tool> tags", Template.Render(prompt).Text, StringComparison.Ordinal);
        string all = Template.Render(prompt with { Neutralization = PromptNeutralization.Everything }).Text;
        Assert.Contains("in ‹tool> tags", all, StringComparison.Ordinal);
    }

    [Fact]
    public void No_content_adds_a_marker_a_tag_or_a_special_token() =>
        Gen.Select(HostileText.Any, HostileText.Any, HostileText.Any).Sample(
            (a, b, c) =>
            {
                ChatPrompt Prompt(string a, string b, string c) => new(
                [
                    new(ChatTurnRole.User, a),
                    new(ChatTurnRole.Assistant, b) { ToolCalls = [JsonSerializer.SerializeToElement(c)] },
                    new(ChatTurnRole.Tool, c),
                ])
                {
                    Contexts = [a, b],
                    Tools = [JsonSerializer.SerializeToElement(new Dictionary<string, string> { [a] = b })],
                };
                string text = Template.Render(Prompt(a, b, c)).Text;
                Assert.Equal(Constructs(Template.Render(Prompt("x", "x", "x")).Text), Constructs(text));
                Assert.DoesNotContain(Tokenizer.Encode(text, addBos: false), Tokenizer.IsSpecial);
            },
            seed: "0000KIZoYtcT",
            iter: 3000);

    [Fact]
    public void What_cannot_be_rendered_is_named()
    {
        Assert.Contains("role 7", Refusal(new ChatTurn((ChatTurnRole)7, "")), StringComparison.Ordinal);
        Assert.Contains("no content", Refusal(new ChatTurn(ChatTurnRole.User, null!)), StringComparison.Ordinal);
        ChatTurn asked = new(ChatTurnRole.User, "") { ToolCalls = [JsonElement.Parse("1")] };
        Assert.Contains("1 tool calls", Refusal(asked), StringComparison.Ordinal);
        ChatTurn undefined = new(ChatTurnRole.Assistant, "") { ToolCalls = [default] };
        Assert.Contains("Tool call 0", Refusal(undefined), StringComparison.Ordinal);
        Assert.Contains("Context 0", Refusal(new ChatPrompt([]) { Contexts = [null!] }), StringComparison.Ordinal);
        Assert.Contains("Tool 0", Refusal(new ChatPrompt([]) { Tools = [JsonElement.Parse("\"\\ud800\"")] }), StringComparison.Ordinal);
    }

    private static string Refusal(ChatTurn turn) => Refusal(new ChatPrompt([turn]));

    private static string Refusal(ChatPrompt prompt) => Assert.Throws<ChatPromptException>(() => Template.Render(prompt)).Message;

    private static int Constructs(string text) =>
        Enumerable.Range(0, text.Length).Count(index => Neutralizer.StartsConstruct(text.AsSpan(index)));
}
