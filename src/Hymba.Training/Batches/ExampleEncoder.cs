using Hymba.Inference.Text;
using Hymba.Training.Data;

namespace Hymba.Training.Batches;

/// <summary>
/// Turns examples into tokens, labels and weights. Replies weigh 1 and end with the token that ends a text, as they do when the model
/// answers; the rest of a conversation weighs <paramref name="promptWeight"/>. Thread-safe.
/// </summary>
/// <param name="tokenizer">The model's tokenizer.</param>
/// <param name="template">The chat template.</param>
/// <param name="promptWeight">Weight of what is no reply, from 0 (only replies are learned) to 1.</param>
internal sealed class ExampleEncoder(HymbaTokenizer tokenizer, ChatTemplate template, float promptWeight)
{
    /// <summary>Encodes an example.</summary>
    public EncodedExample Encode(Example example)
        => example.Conversation is ChatPrompt conversation ? EncodeConversation(conversation) : EncodeText(example.Text!);

    private EncodedExample EncodeText(string text)
    {
        int[] tokens = tokenizer.Encode(text, addBos: true, parseSpecialTokens: false);
        int[] labels = [.. tokens[1..], tokenizer.EosId];
        return new EncodedExample(tokens, labels, [.. labels.Select(_ => 1f)]);
    }

    private EncodedExample EncodeConversation(ChatPrompt conversation)
    {
        string text = template.Render(conversation).Text;
        List<int> borders = ReplyBorders(conversation);
        EncodedText encoded = tokenizer.EncodeSegments(text, borders, addBos: false, parseSpecialTokens: false);
        if (encoded.Positions.Count != borders.Count)
        {
            throw new TrainingDataException(
                $"A reply's border falls inside a token of this tokenizer: {borders.Count} borders, {encoded.Positions.Count} between tokens.");
        }

        int[] tokens = [.. encoded.Ids];
        int[] labels = [.. tokens[1..], EncodedExample.Ignored];
        float[] weights = [.. labels.Select(label => label == EncodedExample.Ignored ? 0f : promptWeight)];
        for (int reply = 0; reply < borders.Count; reply += 2)
        {
            (int start, int end) = (encoded.Positions[reply], encoded.Positions[reply + 1]);
            weights.AsSpan(start - 1, end - start + 1).Fill(1f);
            labels[end - 1] = tokenizer.EosId;
        }

        return new EncodedExample(tokens, labels, weights);
    }

    // Start and end of each reply's text: behind its header, and before the line feed that the template ends it with.
    private List<int> ReplyBorders(ChatPrompt conversation)
    {
        List<int> borders = [];
        for (int turn = 0; turn < conversation.Turns.Count; turn++)
        {
            if (conversation.Turns[turn].Role is ChatTurnRole.Assistant)
            {
                ChatPrompt before = conversation with { Turns = [.. conversation.Turns.Take(turn)], AddGenerationPrompt = true };
                ChatPrompt through = conversation with { Turns = [.. conversation.Turns.Take(turn + 1)] };
                borders.Add(SystemLength(conversation, before));
                borders.Add(SystemLength(conversation, through) - 1);
            }
        }

        return borders;
    }

    // System turns all stand in front, wherever they come in the conversation: keep those behind the cut.
    private int SystemLength(ChatPrompt conversation, ChatPrompt cut)
    {
        IEnumerable<ChatTurn> later = conversation.Turns.Skip(cut.Turns.Count).Where(turn => turn.Role is ChatTurnRole.System);
        return template.Render(cut with { Turns = [.. cut.Turns, .. later] }).Text.Length;
    }
}
