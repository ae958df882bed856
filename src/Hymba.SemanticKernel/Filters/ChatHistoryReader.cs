using Microsoft.Extensions.AI;
using Microsoft.SemanticKernel;
using Microsoft.SemanticKernel.ChatCompletion;
using FunctionCallContent = Microsoft.Extensions.AI.FunctionCallContent;
using FunctionResultContent = Microsoft.Extensions.AI.FunctionResultContent;
using KernelCall = Microsoft.SemanticKernel.FunctionCallContent;
using KernelResult = Microsoft.SemanticKernel.FunctionResultContent;

namespace Hymba.SemanticKernel.Filters;

/// <summary>Reads a kernel's conversation as validators know it: texts, calls and results.</summary>
internal static class ChatHistoryReader
{
    /// <summary>The conversation without one call, which is being judged.</summary>
    public static IReadOnlyList<ChatMessage> Read(ChatHistory history, string callId)
        => [.. history.Select(message => new ChatMessage(new ChatRole(message.Role.Label), [.. Contents(message, callId)]))];

    private static IEnumerable<AIContent> Contents(ChatMessageContent message, string callId)
    {
        foreach (KernelContent item in message.Items)
        {
            switch (item)
            {
                case Microsoft.SemanticKernel.TextContent { Text: { } text }:
                    yield return new Microsoft.Extensions.AI.TextContent(text);
                    break;
                case KernelCall call when call.Id != callId:
                    yield return new FunctionCallContent(call.Id ?? string.Empty, Name(call.PluginName, call.FunctionName), call.Arguments);
                    break;
                case KernelResult result:
                    yield return new FunctionResultContent(result.CallId ?? string.Empty, result.Result);
                    break;
            }
        }
    }

    private static string Name(string? plugin, string function) => string.IsNullOrEmpty(plugin) ? function : $"{plugin}_{function}";
}
