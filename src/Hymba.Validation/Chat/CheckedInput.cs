using Microsoft.Extensions.AI;

namespace Hymba.Validation.Chat;

/// <summary>A request as the model may see it.</summary>
/// <param name="Messages">The messages, redacted.</param>
/// <param name="Options">The options, with the documents that are left.</param>
/// <param name="Context">What the validators of the reply know.</param>
/// <param name="Rule">Id of the rule that forbids to send it; null for none.</param>
internal sealed record CheckedInput(IReadOnlyList<ChatMessage> Messages, ChatOptions? Options, ValidationContext Context, string? Rule);
