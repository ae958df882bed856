using Microsoft.Extensions.AI;

namespace Hymba.Validation.Chat;

/// <summary>A whole response after validation.</summary>
/// <param name="Response">What may be shown.</param>
/// <param name="Stop">Why it ends early; null where it does not.</param>
/// <param name="Length">How much text came in, in UTF-16 units.</param>
internal sealed record CheckedResponse(ChatResponse Response, ReplyStop? Stop, int Length);
