using Microsoft.Extensions.AI;

namespace Hymba.Validation.Chat;

/// <summary>A call that waits until its message has ended, because another call of it may need approval.</summary>
/// <param name="call">The call as it may be emitted.</param>
internal sealed class HeldCall(FunctionCallContent call)
{
    /// <summary>What is emitted; null while it waits.</summary>
    public AIContent? Content { get; private set; }

    /// <summary>Ends the wait.</summary>
    /// <param name="needsApproval">Whether any call of the message needs approval.</param>
    public void LetGo(bool needsApproval) => Content = needsApproval ? new ToolApprovalRequestContent($"hymba_{call.CallId}", call) : call;
}
