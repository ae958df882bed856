using System.Text.Json;
using Hymba.Validation.Policies;
using Hymba.Validation.Schemas;
using Hymba.Validation.Tests.Fakes;
using Microsoft.Extensions.AI;

namespace Hymba.Validation.Tests.Schemas;

public sealed class JsonReplyValidatorTests
{
    private static readonly ChatResponseFormat Person = ChatResponseFormat.ForJsonSchema(JsonElement.Parse(
        """
        {"type":"object","properties":{"name":{"type":"string"},"age":{"type":"integer","minimum":0}},"required":["name"],"additionalProperties":false}
        """));

    [Theory]
    [InlineData("""{"name":"Ann","age":3}""", null)]
    [InlineData("  {\"name\":\"Ann\"}\n", null)]
    [InlineData("", null)]
    [InlineData("Here it is: {\"name\":\"Ann\"}", JsonReplyValidator.Json)]
    [InlineData("{\"name\":\"An", JsonReplyValidator.Json)]
    [InlineData("""{"name":"Ann","name":"Bob"}""", JsonReplyValidator.Json)]
    [InlineData("""{"age":3}""", JsonReplyValidator.Mismatch)]
    [InlineData("""{"name":"Ann","age":-1}""", JsonReplyValidator.Mismatch)]
    [InlineData("""{"name":"Ann","town":"Rome"}""", JsonReplyValidator.Mismatch)]
    [InlineData("[]", JsonReplyValidator.Mismatch)]
    public void A_reply_follows_its_schema_or_is_found(string text, string? rule)
        => Assert.Equal(rule, Find(text, new ValidationContext { ResponseFormat = Person }));

    // Test data of a theory is written as UTF-8 on its way, which half of a surrogate pair does not survive.
    [Fact]
    public void Half_of_a_surrogate_pair_is_no_json()
        => Assert.Equal(JsonReplyValidator.Json, Find("\"\ud800\"", new ValidationContext { ResponseFormat = Person }));

    [Fact]
    public void Without_a_schema_any_json_will_do()
    {
        var context = new ValidationContext { ResponseFormat = ChatResponseFormat.Json };
        Assert.Null(Find("[1]", context));
        Assert.Equal(JsonReplyValidator.Json, Find("yes", context));
    }

    [Fact]
    public void Nothing_is_said_where_no_json_was_asked_for()
    {
        Assert.Null(Find("yes", new ValidationContext()));
        Assert.Null(Find("yes", new ValidationContext { ResponseFormat = ChatResponseFormat.Text }));
        Assert.Null(Find("yes", new ValidationContext { ResponseFormat = Person, Role = TextRole.User }));
    }

    [Fact]
    public void A_schema_that_cannot_be_used_fails_closed()
    {
        var format = ChatResponseFormat.ForJsonSchema(JsonElement.Parse("""{"$ref":"#/nowhere"}"""));
        Assert.Equal(JsonReplyValidator.Invalid, Find("{}", new ValidationContext { ResponseFormat = format }));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task The_requests_format_reaches_it_and_nothing_of_a_bad_reply_is_shown(bool streamed)
    {
        var options = Pipelines.Options(Pipelines.On(RuleCategories.Schema, ValidationAction.Block));
        var pipeline = Pipelines.Make(options, [new JsonReplyValidator()]);
        async Task<ChatResponse> AskAsync(string text, ChatResponseFormat? format)
        {
            using var client = new OutputValidationChatClient(ScriptedClient.Saying(text[..3], text[3..]), pipeline);
            var asked = new ChatOptions { ResponseFormat = format };
            return streamed ? await client.GetStreamingResponseAsync("hi", asked).ToChatResponseAsync() : await client.GetResponseAsync("hi", asked);
        }

        Assert.Equal("""{"name":"Ann"}""", (await AskAsync("""{"name":"Ann"}""", Person)).Text);
        Assert.Equal("plain words", (await AskAsync("plain words", null)).Text);
        var blocked = await AskAsync("""{"name":5}""", Person);
        Assert.Empty(blocked.Text);
        Assert.Equal(JsonReplyValidator.Mismatch, blocked.Messages[0].Contents.OfType<ErrorContent>().Single().Details);
    }

    [Fact]
    public async Task Thoughts_are_not_the_reply_and_other_replies_are_not_held_back()
    {
        var options = Pipelines.Options(Pipelines.On(RuleCategories.Schema, ValidationAction.Block));
        var pipeline = Pipelines.Make(options, [new JsonReplyValidator()]);
        ChatResponseUpdate[] script =
        [
            new(ChatRole.Assistant, [new TextReasoningContent("I think")]) { MessageId = "m" }, ScriptedClient.Text("""{"name":"Ann"}"""),
        ];
        using var client = new OutputValidationChatClient(new ScriptedClient(script), pipeline);
        Assert.Equal("""{"name":"Ann"}""", (await client.GetResponseAsync("hi", new ChatOptions { ResponseFormat = Person })).Text);

        var session = pipeline.StartSession(new ValidationContext());
        Assert.Equal("one", (await session.AppendAsync("one two "))[..3]);
        session = pipeline.StartSession(new ValidationContext { ResponseFormat = Person });
        Assert.Empty(await session.AppendAsync("one two "));
    }

    private static string? Find(string text, ValidationContext context)
    {
        var findings = new List<Finding>();
        new JsonReplyValidator().Find(text, context, findings);
        Assert.All(findings, finding => Assert.Equal((0, text.Length), (finding.Start, finding.End)));
        return findings.Select(finding => finding.Rule).SingleOrDefault();
    }
}
