using Hymba.Inference.Text;

namespace Hymba.Training.Data;

/// <summary>One piece of training or evaluation data: a conversation or a plain text, never both. Immutable.</summary>
/// <param name="Kind">What the last assistant turn shows (for plain text: the kind of text), for evaluation by kind.</param>
/// <param name="Conversation">A whole conversation that ends with an assistant turn; null for plain text.</param>
/// <param name="Text">A plain text; null for a conversation.</param>
internal sealed record Example(string Kind, ChatPrompt? Conversation, string? Text)
{
    /// <summary>A conversation, rendered without the header of a further reply.</summary>
    public static Example OfConversation(string kind, ChatPrompt conversation)
        => new(kind, conversation with { AddGenerationPrompt = false }, null);

    /// <summary>A plain text.</summary>
    public static Example OfText(string kind, string text) => new(kind, null, text);
}
