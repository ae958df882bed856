using Microsoft.Extensions.AI;

namespace Hymba.Validation.Tools;

/// <summary>What a request tells about its tools and the calls so far.</summary>
internal static class ToolHistory
{
    /// <summary>The call in a content, also one that waits for approval; null for none.</summary>
    public static FunctionCallContent? Call(AIContent content) => content switch
    {
        FunctionCallContent call => call,
        ToolApprovalRequestContent { ToolCall: FunctionCallContent call } => call,
        _ => null,
    };

    /// <summary>The calls since the user last said something, and those of the reply.</summary>
    public static IEnumerable<FunctionCallContent> CallsOfTurn(ValidationContext context)
    {
        var first = context.Messages.Count;
        while (first > 0 && !IsSaid(context.Messages[first - 1]))
        {
            first--;
        }

        return context.Messages.Skip(first).SelectMany(message => message.Contents).Select(Call).OfType<FunctionCallContent>().Concat(context.Calls);
    }

    /// <summary>The offered tools of a name.</summary>
    public static IEnumerable<AITool> Offered(ValidationContext context, string name)
        => context.Tools.Where(tool => string.Equals(tool.Name, name, StringComparison.Ordinal));

    // An answer to a request for approval comes from the user as well.
    private static bool IsSaid(ChatMessage message)
        => message.Role == ChatRole.User && message.Contents.Any(content => content is not ToolApprovalResponseContent);
}
