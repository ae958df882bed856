using System.Text.Json;
using Hymba.Inference.Text;
using Hymba.Training.Batches;
using Hymba.Training.Data;

namespace Hymba.Training.Tests.Batches;

public sealed class ExampleEncoderTests
{
    private const float PromptWeight = 0.25f;

    private static readonly HymbaTokenizer Tokenizer = NanoText.Tokenizer;
    private static readonly ExampleEncoder Encoder = new(Tokenizer, NanoText.Template, PromptWeight);

    [Theory]
    [MemberData(nameof(NanoText.Kinds), MemberType = typeof(NanoText))]
    public void Replies_and_their_end_weigh_1_and_all_else_less(string kind)
    {
        for (int index = 0; index < 60; index++)
        {
            Example example = NanoData.CreateEvaluation(8, kind, index);
            if (example.Conversation is ChatPrompt prompt)
            {
                RequireReplies(Encoder.Encode(example), prompt);
            }
        }
    }

    [Fact]
    public void Several_replies_with_calls_and_a_late_system_turn_are_found()
    {
        JsonElement call = JsonDocument.Parse("""{"name":"f","arguments":{"x":"a b"}}""").RootElement;
        var prompt = new ChatPrompt(
        [
            new ChatTurn(ChatTurnRole.User, "Hi"),
            new ChatTurn(ChatTurnRole.Assistant, "  Hello! "),
            new ChatTurn(ChatTurnRole.System, "Be brief."),
            new ChatTurn(ChatTurnRole.User, "Call it twice."),
            new ChatTurn(ChatTurnRole.Assistant, "I call.") { ToolCalls = [call, call] },
            new ChatTurn(ChatTurnRole.Tool, "5"),
            new ChatTurn(ChatTurnRole.Assistant, "It is 5.\nReally."),
        ])
        { Contexts = ["One."] };
        EncodedExample encoded = Encoder.Encode(Example.OfConversation("x", prompt));
        RequireReplies(encoded, prompt);
        Assert.Equal(NanoText.Render(Example.OfConversation("x", prompt)), Tokenizer.Decode(encoded.Tokens));
    }

    [Fact]
    public void A_text_starts_with_its_token_and_is_learned_to_its_end()
    {
        EncodedExample encoded = Encoder.Encode(Example.OfText("text", "The </s> lamp."));
        Assert.Equal(Tokenizer.Encode("The </s> lamp.", parseSpecialTokens: false), encoded.Tokens);
        Assert.Equal(Tokenizer.BosId, encoded.Tokens[0]);
        Assert.Equal([.. encoded.Tokens[1..], Tokenizer.EosId], encoded.Labels);
        Assert.All(encoded.Weights, weight => Assert.Equal(1f, weight));
    }

    [Fact]
    public void A_weight_of_0_leaves_replies_alone()
    {
        var encoder = new ExampleEncoder(Tokenizer, NanoText.Template, promptWeight: 0);
        EncodedExample encoded = encoder.Encode(NanoData.CreateEvaluation(8, "follow-up", 1));
        Assert.Equal([0f, 1f], encoded.Weights.Distinct().Order());
    }

    [Fact]
    public void A_reply_without_text_is_an_error()
    {
        var prompt = new ChatPrompt([new ChatTurn(ChatTurnRole.User, "a"), new ChatTurn(ChatTurnRole.Assistant, " ")]);
        TrainingDataException error = Assert.Throws<TrainingDataException>(() => Encoder.Encode(Example.OfConversation("x", prompt)));
        Assert.Contains("border", error.Message, StringComparison.Ordinal);
    }

    private static void RequireReplies(EncodedExample encoded, ChatPrompt prompt)
    {
        Assert.Equal(encoded.Tokens.Length, encoded.Labels.Length);
        Assert.Equal(encoded.Tokens.Length, encoded.Weights.Length);
        Assert.NotEqual(Tokenizer.BosId, encoded.Tokens[0]);
        Assert.Equal((EncodedExample.Ignored, 0f), (encoded.Labels[^1], encoded.Weights[^1]));
        List<string> replies = [];
        for (int start = 0; start < encoded.Tokens.Length - 1; start++)
        {
            if (encoded.Weights[start] != 1f)
            {
                Assert.Equal((PromptWeight, encoded.Tokens[start + 1]), (encoded.Weights[start], encoded.Labels[start]));
                continue;
            }

            int end = start;
            while (encoded.Weights[end + 1] == 1f)
            {
                end++;
            }

            Assert.Equal(Tokenizer.EosId, encoded.Labels[end]);
            Assert.Equal(encoded.Tokens[(start + 1)..(end + 1)], encoded.Labels[start..end]);
            replies.Add(Tokenizer.Decode(encoded.Labels.AsSpan(start, end - start)));
            start = end;
        }

        Assert.Equal(prompt.Turns.Where(turn => turn.Role is ChatTurnRole.Assistant).Select(Reply), replies);
    }

    // What the template writes for a reply, by way of a conversation that has nothing else.
    private static string Reply(ChatTurn turn)
    {
        const string Header = "<extra_id_1>Assistant\n";
        string text = NanoText.Template.Render(new ChatPrompt([turn]) { AddGenerationPrompt = false }).Text;
        return text[(text.IndexOf(Header, StringComparison.Ordinal) + Header.Length)..^1];
    }
}
