using Microsoft.Extensions.AI;

namespace Hymba.Validation.Chat;

/// <summary>What stands in place of what was blocked: never any part of it.</summary>
internal static class BlockedReply
{
    public const string ErrorCode = "content_filter";

    public static ErrorContent Content(string message, string? rule) => new(message) { ErrorCode = ErrorCode, Details = rule };

    public static ChatResponse Response(string message, string? rule)
        => new(new ChatMessage(ChatRole.Assistant, [Content(message, rule)])) { FinishReason = ChatFinishReason.ContentFilter };

    /// <param name="message">What the reader is told.</param>
    /// <param name="rule">The rule that blocked.</param>
    /// <param name="last">The last update of the blocked reply; null where there is none.</param>
    public static ChatResponseUpdate Update(string message, string? rule, ChatResponseUpdate? last) => new(ChatRole.Assistant, [Content(message, rule)])
    {
        FinishReason = ChatFinishReason.ContentFilter,
        ResponseId = last?.ResponseId,
        MessageId = last?.MessageId,
        ConversationId = last?.ConversationId,
        CreatedAt = last?.CreatedAt,
        ModelId = last?.ModelId,
    };
}
