using Hymba.Inference.Generation;
using Microsoft.Extensions.Logging;

namespace Hymba.SemanticKernel.Chat;

/// <summary>What the chat client logs. Text of prompts and replies at trace level only.</summary>
internal static partial class ChatLog
{
    [LoggerMessage(1, LogLevel.Debug, "Request of {PromptTokens} prompt tokens, priority {Priority}.")]
    public static partial void RequestStarted(ILogger logger, int promptTokens, RequestPriority priority);

    [LoggerMessage(2, LogLevel.Debug, "Reply of {CompletionTokens} tokens, {CachedTokens} prompt tokens from the cache, ended by {FinishReason}.")]
    public static partial void RequestCompleted(ILogger logger, int completionTokens, int cachedTokens, FinishReason finishReason);

    [LoggerMessage(3, LogLevel.Warning, "The option {Option} has no effect; each request tells which options it ignored. This is logged once per option.")]
    public static partial void OptionIgnored(ILogger logger, string option);

    [LoggerMessage(4, LogLevel.Warning, "The option {Option} is told to the model, but nothing enforces it. This is logged once per option.")]
    public static partial void OptionNotEnforced(ILogger logger, string option);

    [LoggerMessage(5, LogLevel.Warning, "A tool call stayed text: {Problem}.")]
    public static partial void ToolCallMalformed(ILogger logger, string problem);

    [LoggerMessage(6, LogLevel.Warning, "A tool call was required and none that fits came.")]
    public static partial void RequiredToolCallMissing(ILogger logger);

    [LoggerMessage(7, LogLevel.Trace, "Prompt: {Prompt}")]
    public static partial void Prompt(ILogger logger, string prompt);

    [LoggerMessage(8, LogLevel.Trace, "Reply: {Reply}")]
    public static partial void Reply(ILogger logger, string reply);
}
