using Hymba.Inference.Generation;
using Hymba.Inference.Sampling;
using Hymba.Inference.Text;
using Hymba.Training.Data;

namespace Hymba.Training.Evaluation;

/// <summary>Cuts conversations before their last reply and renders them as the chat client does. Thread-safe.</summary>
/// <param name="tokenizer">The model's tokenizer.</param>
/// <param name="template">The chat template.</param>
/// <param name="maxNewTokens">The most tokens of a reply.</param>
internal sealed class CaseBuilder(HymbaTokenizer tokenizer, ChatTemplate template, int maxNewTokens)
{
    // A model that goes on after its reply begins a turn of its user.
    private static readonly string[] Stops = ["<extra_id_1>"];

    /// <summary>Makes a case of a conversation, whose last turn is the model's.</summary>
    /// <exception cref="TrainingDataException">The tokenizer joins the prompt's end with the reply's beginning.</exception>
    public EvaluationCase Build(Example example)
    {
        ChatPrompt conversation = example.Conversation
            ?? throw new ArgumentException($"An example of the kind '{example.Kind}' is no conversation.", nameof(example));
        RenderedPrompt rendered = template.Render(conversation with { Turns = [.. conversation.Turns.SkipLast(1)], AddGenerationPrompt = true });
        string whole = template.Render(conversation with { AddGenerationPrompt = false }).Text[..^1];
        EncodedText encoded = tokenizer.EncodeSegments(rendered.Text, rendered.SnapshotOffsets, addBos: false);
        int[] tokens = tokenizer.Encode(whole, addBos: false);
        if (!tokens.AsSpan().StartsWith(encoded.Ids.ToArray()))
        {
            throw new TrainingDataException("The reply's beginning falls inside a token of this tokenizer; replies cannot be compared.");
        }

        var request = new GenerationRequest
        {
            PromptTokens = encoded.Ids,
            SnapshotPositions = encoded.Positions,
            MaxNewTokens = maxNewTokens,
            Sampling = new SamplingOptions { Temperature = 0 },
            StopSequences = Stops,
        };
        return new EvaluationCase(rendered.Text, whole[rendered.Text.Length..], request, [.. tokens[encoded.Ids.Count..], tokenizer.EosId]);
    }
}
