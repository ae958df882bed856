using System.Text.Json;

namespace Hymba.Inference.Text;

/// <summary>A conversation to be rendered as the text of a prompt. Immutable.</summary>
/// <param name="Turns">The turns, oldest first.</param>
public sealed record ChatPrompt(IReadOnlyList<ChatTurn> Turns)
{
    /// <summary>The tools that the model may call, each any JSON; rendered in this order, keys in theirs. Default: none.</summary>
    public IReadOnlyList<JsonElement> Tools { get; init; } = [];

    /// <summary>Documents to answer from, in this order. White space at both ends is not rendered. Default: none.</summary>
    public IReadOnlyList<string> Contexts { get; init; } = [];

    /// <summary>Whether the text ends with the header of a reply, for the model to write it. Default: true.</summary>
    public bool AddGenerationPrompt { get; init; } = true;

    /// <summary>Which texts are neutralised. Default: <see cref="PromptNeutralization.Untrusted"/>.</summary>
    public PromptNeutralization Neutralization { get; init; }
}
