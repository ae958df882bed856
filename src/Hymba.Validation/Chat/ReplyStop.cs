namespace Hymba.Validation.Chat;

/// <summary>Why a reply ends early.</summary>
/// <param name="Decision">To be generated anew, or blocked.</param>
/// <param name="Rule">Id of the rule.</param>
internal sealed record ReplyStop(ValidationDecision Decision, string? Rule);
