using Hymba.Inference.Generation;
using Hymba.Inference.Text;
using Microsoft.Extensions.AI;

namespace Hymba.SemanticKernel.Chat;

/// <summary>Makes the engine's request: renders and encodes the prompt, and attaches the constraint.</summary>
internal static class RequestBuilder
{
    /// <summary>Builds a request.</summary>
    /// <param name="engine">The engine that will run it.</param>
    /// <param name="messages">The conversation.</param>
    /// <param name="options">What is asked for.</param>
    /// <param name="defaults">The client's options.</param>
    public static BuiltRequest Build(
        LoadedEngine engine, IReadOnlyList<ChatMessage> messages, RequestOptions options, HymbaChatClientOptions defaults)
    {
        var ignored = new HashSet<string>(options.Ignored, StringComparer.Ordinal);
        string prompt;
        GenerationRequest request;
        if (options.RawPrompt)
        {
            prompt = ConversationMapper.RawText(messages, ignored);
            request = options.Generation with
            {
                PromptTokens = engine.Tokenizer.Encode(prompt, addBos: true, defaults.ParseSpecialTokensInRawPrompts),
            };
        }
        else
        {
            RenderedPrompt rendered = engine.Template.Render(ConversationMapper.Map(messages, options, defaults.Neutralization, ignored));
            prompt = rendered.Text;
            EncodedText encoded = engine.Tokenizer.EncodeSegments(prompt, rendered.SnapshotOffsets, addBos: false);
            request = options.Generation with { PromptTokens = encoded.Ids, SnapshotPositions = encoded.Positions };
        }

        if (request.Speculate is true && !engine.Engine.CanSpeculate)
        {
            ignored.Add(HymbaRequestProperties.Speculate);
        }

        LogitsConstraint? made = defaults.ConstraintFactory?.Invoke(
            new ConstraintRequest(options.Source, engine.Tokenizer, [.. engine.Engine.Config.EosTokenIds], options.RawPrompt));
        return new BuiltRequest(
            request with { Constraint = request.Constraint + made },
            prompt,
            [.. ignored],
            made is null ? [.. options.Told] : []);
    }
}
