using Microsoft.Extensions.AI;

namespace Hymba.Validation;

/// <summary>What a validator may know besides the text. Immutable; shared by all validators of a request.</summary>
public sealed record ValidationContext
{
    /// <summary>Where the text comes from. Default: the model.</summary>
    public TextRole Role { get; init; }

    /// <summary>The request's messages. Default: none.</summary>
    public IReadOnlyList<ChatMessage> Messages { get; init; } = [];

    /// <summary>The system prompt, which a reply must not give away; null for none.</summary>
    public string? SystemPrompt { get; init; }

    /// <summary>Texts that a reply should be grounded in. Default: none.</summary>
    public IReadOnlyList<string> Documents { get; init; } = [];

    /// <summary>Tools offered to the model. Default: none.</summary>
    public IReadOnlyList<AITool> Tools { get; init; } = [];

    /// <summary>Tool calls that the reply holds so far, in order. Default: none.</summary>
    public IReadOnlyList<FunctionCallContent> Calls { get; init; } = [];

    /// <summary>The form that the request asks the reply to have. Default null: text.</summary>
    public ChatResponseFormat? ResponseFormat { get; init; }

    /// <summary>Whether the model's service keeps messages of the conversation that are not in <see cref="Messages"/>. Default false.</summary>
    public bool IsContinued { get; init; }

    /// <summary>A random word that was put into the system prompt of this request only; null for none. A reply that holds it leaks the prompt.</summary>
    public string? Canary { get; init; }
}
