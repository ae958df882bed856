namespace Hymba.SemanticKernel;

/// <summary>A message holds content that the model cannot read: it takes text, tool calls and tool results, no images, audio or files.</summary>
public sealed class UnsupportedContentException : NotSupportedException
{
    /// <summary>Creates the exception.</summary>
    /// <param name="messageIndex">Index of the message in the conversation.</param>
    /// <param name="contentType">The content's class.</param>
    /// <param name="mediaType">Its media type, where it has one.</param>
    public UnsupportedContentException(int messageIndex, Type contentType, string? mediaType)
        : base($"Message {messageIndex} holds {contentType?.Name}{(mediaType is null ? "" : $" of media type '{mediaType}'")}; "
            + "Hymba reads text, tool calls and tool results only.")
    {
        ArgumentNullException.ThrowIfNull(contentType);
        MessageIndex = messageIndex;
        ContentType = contentType;
        MediaType = mediaType;
    }

    /// <summary>Index of the message in the conversation.</summary>
    public int MessageIndex { get; }

    /// <summary>The content's class.</summary>
    public Type ContentType { get; }

    /// <summary>The content's media type; null where it has none.</summary>
    public string? MediaType { get; }
}
