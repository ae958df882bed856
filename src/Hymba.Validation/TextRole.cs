namespace Hymba.Validation;

/// <summary>Where a text comes from.</summary>
public enum TextRole
{
    /// <summary>The model's reply.</summary>
    Assistant,

    /// <summary>The user's message.</summary>
    User,

    /// <summary>The result of a tool.</summary>
    Tool,

    /// <summary>A retrieved document.</summary>
    Document,
}
