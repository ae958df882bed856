using Hymba.Validation.Policies;
using Hymba.Validation.Tests.Fakes;
using Microsoft.Extensions.AI;

namespace Hymba.Validation.Tests.Chat;

public sealed class StreamedReplyTests
{
    [Fact]
    public async Task A_reply_without_findings_passes_update_by_update_as_it_is()
    {
        var script = new[]
        {
            new ChatResponseUpdate(ChatRole.Assistant, "Hello ") { MessageId = "m", AdditionalProperties = new() { ["logprobs"] = "x" }, RawRepresentation = "raw" },
            new ChatResponseUpdate(ChatRole.Assistant, "world") { MessageId = "m" },
            new ChatResponseUpdate(ChatRole.Assistant, [new UsageContent(new UsageDetails { OutputTokenCount = 2 })]) { FinishReason = ChatFinishReason.Stop },
        };
        var updates = await StreamAsync(Pipelines.Simple(), new ScriptedClient(script));
        Assert.Equal(["Hello ", "world", string.Empty], updates.Select(update => update.Text));
        Assert.Equal("x", updates[0].AdditionalProperties!["logprobs"]);
        Assert.Equal("raw", updates[0].RawRepresentation);
        Assert.Equal((ChatFinishReason.Stop, 2), (updates[2].FinishReason, updates.ToChatResponse().Usage!.OutputTokenCount));
    }

    [Fact]
    public async Task A_redacted_value_leaves_no_trace_in_the_response()
    {
        var script = "my se,cr,et is,se,cret,.".Split(',')
            .Select(piece => new ChatResponseUpdate(ChatRole.Assistant, piece)
            {
                MessageId = "m",
                RawRepresentation = piece,
                AdditionalProperties = new() { ["token"] = piece, ["index"] = 1 },
            }).ToArray();
        var updates = await StreamAsync(Pipelines.Simple(), new ScriptedClient(script));
        var response = updates.ToChatResponse();
        Assert.Equal("my <WORD> is<WORD>.", response.Text);
        Assert.All(updates.Where(update => update.Text != "my "), update => Assert.False(update.RawRepresentation is "cr" or "cret"));
        Assert.DoesNotContain(updates, update => update.AdditionalProperties?.GetValueOrDefault("token") is "cr" or "et is" or "cret");
    }

    [Theory]
    [InlineData(null)]
    [InlineData("m2")]
    public async Task What_repeats_the_whole_reply_at_its_end_goes_where_something_was_replaced(string? messageId)
    {
        var end = new ChatResponseUpdate(ChatRole.Assistant, [new UsageContent(new UsageDetails { OutputTokenCount = 2 })])
        {
            MessageId = messageId,
            FinishReason = ChatFinishReason.Stop,
            RawRepresentation = "my secret is",
            AdditionalProperties = new() { ["logprobs"] = "my secret is", ["seed"] = 7L },
        };
        var updates = await StreamAsync(Pipelines.Simple(), new ScriptedClient([ScriptedClient.Text("my secret"), ScriptedClient.Text(" is"), end]));
        var last = updates[^1];
        Assert.Equal("my <WORD> is", string.Concat(updates.Select(update => update.Text)));
        Assert.Equal((ChatFinishReason.Stop, 7L), (last.FinishReason, last.AdditionalProperties!["seed"]));
        Assert.DoesNotContain(updates, update => update.RawRepresentation is string raw && raw.Contains("secret", StringComparison.Ordinal));
        Assert.DoesNotContain(updates, update => update.AdditionalProperties?.ContainsKey("logprobs") == true);
        Assert.Equal(2, updates.ToChatResponse().Usage!.OutputTokenCount);
    }

    [Fact]
    public async Task A_block_cancels_the_inner_client_before_anything_more_is_given_out()
    {
        var client = ScriptedClient.Saying("all ", "well ", "BOOM ", "never ", "asked ", "for");
        using var guarded = new OutputValidationChatClient(client, Pipelines.Simple());
        var text = string.Empty;
        ChatResponseUpdate? last = null;
        await foreach (var update in guarded.GetStreamingResponseAsync("hi"))
        {
            text += update.Text;
            last = update;
            if (update.FinishReason is not null)
            {
                Assert.Equal((1, 1), (client.Ended, client.Cancelled));
            }
        }

        Assert.Equal("all well ", text);
        Assert.Equal((3, ChatFinishReason.ContentFilter), (client.Sent, last!.FinishReason));
        var error = Assert.IsType<ErrorContent>(Assert.Single(last.Contents));
        Assert.Equal(("content_filter", "banned.word", "m"), (error.ErrorCode, error.Details, last.MessageId));
    }

    [Fact]
    public async Task Leaving_the_stream_ends_the_inner_one()
    {
        var client = ScriptedClient.Saying("a b c ", "d ", "e ");
        using var guarded = new OutputValidationChatClient(client, Pipelines.Simple());
        await foreach (var _ in guarded.GetStreamingResponseAsync("hi"))
        {
            break;
        }

        Assert.Equal((1, 1), (client.Ended, client.Cancelled));
    }

    [Fact]
    public async Task A_value_split_by_other_contents_is_still_found()
    {
        ChatResponseUpdate[] script =
        [
            ScriptedClient.Text("a sec"),
            new(ChatRole.Assistant, [new UsageContent(new UsageDetails())]) { MessageId = "m" },
            new(ChatRole.Assistant, [new TextReasoningContent("thinking of a secret ")]) { MessageId = "m" },
            ScriptedClient.Text("ret b"),
        ];
        var response = (await StreamAsync(Pipelines.Simple(), new ScriptedClient(script))).ToChatResponse();
        Assert.Equal("a <WORD> b", response.Text);
        var reasoning = string.Concat(response.Messages.SelectMany(message => message.Contents).OfType<TextReasoningContent>().Select(part => part.Text));
        Assert.Equal("thinking of a <WORD> ", reasoning);
    }

    [Fact]
    public async Task Structured_replies_are_buffered_where_something_may_block()
    {
        var client = ScriptedClient.Saying("{\"a\": ", "\"b\", ", "\"c\": 1}");
        using var guarded = new OutputValidationChatClient(client, Pipelines.Simple());
        await foreach (var update in guarded.GetStreamingResponseAsync("hi", new ChatOptions { ResponseFormat = ChatResponseFormat.Json }))
        {
            Assert.Equal(3, client.Sent);
        }
    }

    [Fact]
    public async Task A_retry_asks_again_with_the_rule_and_leaves_nothing_of_the_first_try()
    {
        var client = new ScriptedClient(
            [new(ChatRole.Assistant, []) { MessageId = "first" }, new(ChatRole.Assistant, "BOOM bang") { MessageId = "first" }],
            [new(ChatRole.Assistant, "all well") { MessageId = "second" }]);
        var pipeline = Pipelines.Simple(options => options.Policies.Add(Pipelines.On("banned", ValidationAction.Retry)));
        var updates = await StreamAsync(pipeline, client);
        Assert.Equal("all well", updates.ToChatResponse().Text);
        Assert.DoesNotContain(updates, update => update.MessageId == "first");
        var asked = client.Requests[1][^1].Text;
        Assert.Contains("banned.word", asked, StringComparison.Ordinal);
        Assert.DoesNotContain("BOOM", asked, StringComparison.Ordinal);
    }

    [Fact]
    public async Task There_is_no_retry_after_something_was_emitted_and_none_beyond_the_limit()
    {
        var pipeline = Pipelines.Simple(options =>
        {
            options.MaxRetries = 2;
            options.Policies.Add(Pipelines.On("banned", ValidationAction.Retry));
        });
        var late = ScriptedClient.Saying("well then ", "BOOM");
        Assert.Equal(ChatFinishReason.ContentFilter, (await StreamAsync(pipeline, late)).ToChatResponse().FinishReason);
        Assert.Single(late.Requests);

        var stubborn = ScriptedClient.Saying("BOOM ");
        Assert.Equal(ChatFinishReason.ContentFilter, (await StreamAsync(pipeline, stubborn)).ToChatResponse().FinishReason);
        Assert.Equal(3, stubborn.Requests.Count);

        var frugal = Pipelines.Simple(options =>
        {
            options.MaxRetryTokens = 1;
            options.Policies.Add(Pipelines.On("banned", ValidationAction.Retry));
        });
        var expensive = ScriptedClient.Saying("BOOM ");
        await StreamAsync(frugal, expensive);
        Assert.Single(expensive.Requests);
    }

    [Fact]
    public async Task Streamed_and_whole_responses_hold_the_same_text()
    {
        for (var seed = 0; seed < 100; seed++)
        {
            var pieces = Texts.Cut(new Random(seed), Texts.Make(new Random(seed), 30, mayBlock: true), 9).ToArray();
            using var guarded = new OutputValidationChatClient(ScriptedClient.Saying(pieces), Pipelines.Simple());
            var whole = await guarded.GetResponseAsync("hi");
            var streamed = await guarded.GetStreamingResponseAsync("hi").ToChatResponseAsync();
            Assert.Equal(whole.Text, streamed.Text);
            Assert.Equal(whole.FinishReason, streamed.FinishReason);
        }
    }

    private static async Task<List<ChatResponseUpdate>> StreamAsync(ValidationPipeline pipeline, ScriptedClient client)
    {
        using var guarded = new OutputValidationChatClient(client, pipeline);
        var updates = new List<ChatResponseUpdate>();
        await foreach (var update in guarded.GetStreamingResponseAsync("hi"))
        {
            updates.Add(update);
        }

        return updates;
    }
}
