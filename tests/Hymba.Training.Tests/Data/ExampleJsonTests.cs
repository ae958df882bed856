using Hymba.Inference.Text;
using Hymba.Training.Data;

namespace Hymba.Training.Tests.Data;

public sealed class ExampleJsonTests
{
    private const string Reply = """{"role":"assistant","content":"Yes."}""";

    [Theory]
    [MemberData(nameof(NanoText.Kinds), MemberType = typeof(NanoText))]
    public void What_was_written_is_read_as_it_was(string kind)
    {
        for (int index = 0; index < 100; index++)
        {
            Example example = NanoData.Create(1, DataSplit.Train, kind, index);
            string line = ExampleJson.Write(example);
            Example read = ExampleJson.Read(line);
            Assert.DoesNotContain('\n', line);
            Assert.Equal(kind, read.Kind);
            Assert.Equal(NanoText.Render(example), NanoText.Render(read));
            Assert.Equal(line, ExampleJson.Write(read));
        }
    }

    [Fact]
    public void The_form_is_the_documented_one()
    {
        const string Line =
            """{"kind":"x","tools":[{"name":"f","n":1.50}],"contexts":["a\nb"],"messages":["""
            + """{"role":"system","content":"é <b>"},{"role":"user","content":"q"},"""
            + """{"role":"assistant","content":"","tool_calls":[{"name":"f","arguments":{}}]},"""
            + """{"role":"tool","content":"1"},{"role":"assistant","content":"One."}]}""";
        Example example = ExampleJson.Read(Line);
        ChatPrompt prompt = example.Conversation!;
        Assert.Equal(
            [ChatTurnRole.System, ChatTurnRole.User, ChatTurnRole.Assistant, ChatTurnRole.Tool, ChatTurnRole.Assistant],
            prompt.Turns.Select(turn => turn.Role));
        Assert.Equal(["a\nb"], prompt.Contexts);
        Assert.Equal("f", Assert.Single(prompt.Turns[2].ToolCalls).GetProperty("name").GetString());
        Assert.False(prompt.AddGenerationPrompt);
        Assert.Equal(Line, ExampleJson.Write(example));
    }

    [Fact]
    public void The_kind_may_be_left_out()
    {
        Assert.Equal("text", ExampleJson.Read("""{"text":"Once."}""").Kind);
        Assert.Equal("conversation", ExampleJson.Read($$"""{"messages":[{{Reply}}]}""").Kind);
    }

    [Theory]
    [InlineData("Hello", "it is not JSON: ")]
    [InlineData("""{"text":"a"} {}""", "it is not JSON: ")]
    [InlineData("""{"text":"a","text":"b"}""", "it is not JSON: ", "'text'")]
    [InlineData("""["a"]""", "the line is an array; it must be an object.")]
    [InlineData("{}", "it has neither text nor messages.")]
    [InlineData("""{"txt":"a"}""", "the line has the unknown property 'txt'; known are kind, text, tools, contexts, messages.")]
    [InlineData("""{"text":" \n"}""", "text is empty.")]
    [InlineData("""{"text":7}""", "text is a number; it must be a string.")]
    [InlineData("""{"text":"\ud800"}""", "a text in it cannot be read: ")]
    [InlineData("""{"kind":null,"text":"a"}""", "kind is null; it must be a string.")]
    [InlineData("""{"text":"a","messages":[]}""", "it has both text and messages; a text stands alone.")]
    [InlineData("""{"text":"a","contexts":["b"]}""", "it has both text and contexts; a text stands alone.")]
    [InlineData("""{"messages":{}}""", "messages is an object; it must be an array.")]
    [InlineData("""{"messages":[]}""", "messages is empty.")]
    [InlineData("""{"messages":["a"]}""", "messages[0] is a string; it must be an object.")]
    [InlineData("""{"messages":[{"content":"a"}]}""", "messages[0].role is missing.")]
    [InlineData("""{"messages":[{"role":"bot","content":"a"}]}""", "messages[0].role is 'bot'; it must be system, user, assistant, tool.")]
    [InlineData("""{"messages":[{"role":"user"}]}""", "messages[0].content is missing.")]
    [InlineData("""{"messages":[{"role":"user","content":null}]}""", "messages[0].content is null; it must be a string.")]
    [InlineData("""{"messages":[{"role":"user","content":"a"},{"role":"assistant","content":""}]}""", "messages[1].content is empty.")]
    [InlineData(
        """{"messages":[{"role":"user","content":"a","name":"Bo"}]}""",
        "messages[0] has the unknown property 'name'; known are role, content, tool_calls.")]
    [InlineData(
        """{"messages":[{"role":"user","content":"a","tool_calls":[{}]}]}""",
        "messages[0] has tool_calls and the role 'user'; only an assistant calls tools.")]
    [InlineData("""{"messages":[{"role":"assistant","content":"","tool_calls":["f"]}]}""", "messages[0].tool_calls[0] is a string; it must be an object.")]
    [InlineData(
        """{"messages":[{"role":"assistant","content":"a"},{"role":"user","content":"b"}]}""",
        "the last message is of the role 'user'; it must be an assistant's")]
    [InlineData("""{"messages":[{"role":"assistant","content":"a"}],"tools":"f"}""", "tools is a string; it must be an array.")]
    [InlineData("""{"messages":[{"role":"assistant","content":"a"}],"tools":[{"a":"\udc00"}]}""", "a text in it cannot be read: ")]
    [InlineData("""{"messages":[{"role":"assistant","content":"a"}],"contexts":["b",""]}""", "contexts[1] is empty.")]
    public void What_is_wrong_is_said(string line, params string[] parts)
    {
        TrainingDataException error = Assert.Throws<TrainingDataException>(() => ExampleJson.Read(line));
        Assert.StartsWith(parts[0], error.Message, StringComparison.Ordinal);
        Assert.All(parts, part => Assert.Contains(part, error.Message, StringComparison.Ordinal));
    }
}
