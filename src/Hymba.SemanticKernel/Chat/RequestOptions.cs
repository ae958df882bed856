using Hymba.Inference.Generation;
using Hymba.SemanticKernel.Tools;
using Microsoft.Extensions.AI;

namespace Hymba.SemanticKernel.Chat;

/// <summary>Everything a request asks for besides its messages, in the engine's terms.</summary>
internal sealed record RequestOptions
{
    /// <summary>The caller's options, a copy.</summary>
    public required ChatOptions Source { get; init; }

    /// <summary>The engine's request, but for the prompt and the constraint that the client adds.</summary>
    public required GenerationRequest Generation { get; init; }

    /// <summary>Whether the messages are the prompt as it is.</summary>
    public bool RawPrompt { get; init; }

    /// <summary>The first system message; null for none.</summary>
    public string? Instructions { get; init; }

    public IReadOnlyList<HymbaDocument> Documents { get; init; } = [];

    /// <summary>The functions on offer; null where none may be called.</summary>
    public ToolOffer? Tools { get; init; }

    /// <summary>Set where the reply is to be JSON.</summary>
    public ChatResponseFormatJson? Json { get; init; }

    /// <summary>Names of options without effect.</summary>
    public IReadOnlyList<string> Ignored { get; init; } = [];

    /// <summary>Names of options that the model is told of and not held to, where no constraint does that.</summary>
    public IEnumerable<string> Told
    {
        get
        {
            if (Json is not null)
            {
                yield return nameof(ChatOptions.ResponseFormat);
            }

            if (Tools is { Mode: RequiredChatToolMode })
            {
                yield return nameof(ChatOptions.ToolMode);
            }
        }
    }
}
