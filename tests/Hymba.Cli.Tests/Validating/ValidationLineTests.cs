using System.Text.Json;
using Hymba.Cli.Validating;
using Hymba.Validation;
using Microsoft.Extensions.AI;

namespace Hymba.Cli.Tests.Validating;

public sealed class ValidationLineTests
{
    [Theory]
    [InlineData("""{"calls":[{"id":"c1","name":"f","arguments":{"a":1}}]}""")]
    [InlineData("""{"calls":[{"id":"c1","name":"f","arguments_json":"{\"a\":1}"}]}""")]
    [InlineData("""{"calls":[{"id":"c1","type":"function","function":{"name":"f","arguments":"{\"a\":1}"}}]}""")]
    public void Calls_are_read_in_every_spelling(string line)
    {
        FunctionCallContent call = Assert.Single(Read(line).Calls);
        Assert.Equal(("c1", "f", null), (call.CallId, call.Name, call.Exception));
        Assert.Equal(1, Assert.IsType<JsonElement>(Assert.Single(call.Arguments!).Value).GetInt32());
    }

    [Theory]
    [InlineData("""{"query": "SELECT""")]
    [InlineData("[1]")]
    [InlineData("""{"a":1,"a":2}""")]
    public void Arguments_that_are_no_object_stay_visible_as_such(string json)
        => Assert.NotNull(Assert.Single(Read(JsonSerializer.Serialize(new { calls = new[] { new { name = "f", arguments_json = json } } })).Calls).Exception);

    [Fact]
    public void A_tool_beside_arguments_is_a_call_and_alone_it_is_none()
    {
        Assert.Equal("f", Assert.Single(Read("""{"tool":"f","arguments":{"a":"x"}}""").Calls).Name);
        Assert.Empty(Read("""{"tool":"f","text":"x"}""").Calls);
    }

    [Fact]
    public void Tools_are_offered_with_their_schemas()
    {
        const string Line = """
            {"text":"","tools":[{"name":"a"},{"function":{"name":"b","parameters":{"type":"object","required":["x"]}}},{"name":"c","requires_approval":true}]}
            """;
        AIFunctionDeclaration[] tools = [.. Read(Line).Context.Tools.Cast<AIFunctionDeclaration>()];
        Assert.Equal(["a", "b", "c"], tools.Select(tool => tool.Name));
        Assert.Equal("""{"type":"object","properties":{}}""", tools[0].JsonSchema.GetRawText());
        Assert.Equal("""{"type":"object","required":["x"]}""", tools[1].JsonSchema.GetRawText());
        Assert.NotNull(tools[2].GetService<ApprovalRequiredAIFunction>());
        Assert.Null(tools[0].GetService<ApprovalRequiredAIFunction>());
    }

    [Fact]
    public void Without_a_list_what_is_called_counts_as_offered_and_an_empty_list_offers_nothing()
    {
        Assert.Equal("f", Assert.Single(Read("""{"calls":[{"name":"f"},{"name":"f"}]}""").Context.Tools).Name);
        Assert.Empty(Read("""{"calls":[{"name":"f"}],"tools":[]}""").Context.Tools);
    }

    [Fact]
    public void Results_follow_the_calls_before_them()
    {
        ValidationLine line = Read(
            """{"prior_calls":[{"id":"c1","name":"f"}],"results":[{"call_id":"c1","name":"f","content":"x"},{"call_id":"c2","content":{"y":1}}]}""");
        Assert.Equal("c1", Assert.Single(Assert.Single(line.Context.Messages).Contents.OfType<FunctionCallContent>()).CallId);
        Assert.Equal(["c1", "c2"], line.Results.Select(result => result.CallId));
        Assert.Equal(("x", "f"), (line.Results[0].Result, line.Results[0].AdditionalProperties?["name"]));
        Assert.Equal(JsonValueKind.Undefined, Assert.IsType<JsonElement>(line.Results[1].Result).ValueKind);
    }

    [Fact]
    public void The_context_is_read()
    {
        ValidationLine line = Read("""{"text":"x","role":"document","system_prompt":"s","context":"d","question":"q","config":null,"id":7}""");
        Assert.Equal(
            (TextRole.Document, "s", "d", "q"),
            (line.Context.Role, line.Context.SystemPrompt, Assert.Single(line.Context.Documents), line.Context.Messages[0].Text));
        Assert.Same(LineSettings.None, line.Settings);
        Assert.Null(line.Pieces);
        Assert.Equal(["a", "b"], Read("""{"text":"x","context":["a","b"]}""").Context.Documents);
    }

    private static ValidationLine Read(string line) => ValidationLine.Read(JsonElement.Parse(line), asksForJson: false);
}
