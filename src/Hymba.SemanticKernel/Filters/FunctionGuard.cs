using System.Text.Json;
using Hymba.Validation;
using Hymba.Validation.Chat;
using Microsoft.Extensions.AI;
using Microsoft.SemanticKernel;
using FunctionCallContent = Microsoft.Extensions.AI.FunctionCallContent;

namespace Hymba.SemanticKernel.Filters;

/// <summary>Validates calls of functions and what they give back, by the same pipeline as replies. Thread-safe.</summary>
internal sealed class FunctionGuard(ValidationPipeline pipeline)
{
    private readonly AsyncLocal<AIFunction?> _running = new();

    /// <summary>What stands in place of what was withheld.</summary>
    public static string Withheld(string what, string? rule) => $"The {what} was withheld by output validation: {rule}.";

    /// <summary>Makes the call of a function as a model would have made it.</summary>
    public static FunctionCallContent Call(AIFunction function, KernelArguments? arguments, string? callId)
        => new(callId ?? Guid.NewGuid().ToString("N"), function.Name, arguments?.ToDictionary(pair => pair.Key, pair => pair.Value));

    /// <summary>Says that the call of a function is taken care of where it was asked for.</summary>
    public void Enter(AIFunction function) => _running.Value = function;

    /// <summary>Whether that is so; holds for one call, and not for those that the function makes itself.</summary>
    public bool TryLeave(AIFunction function)
    {
        bool entered = _running.Value is { } running && running.Name == function.Name;
        _running.Value = null;
        return entered;
    }

    /// <summary>Validates a call. Texts that policy redacts are replaced in the arguments.</summary>
    /// <param name="call">The call.</param>
    /// <param name="function">The function.</param>
    /// <param name="arguments">The arguments to change; null for none.</param>
    /// <param name="history">The conversation so far.</param>
    /// <param name="cancellationToken">Cancels the wait.</param>
    public async ValueTask<ToolCallVerdict> CheckCallAsync(
        FunctionCallContent call, AIFunction function, KernelArguments? arguments, IReadOnlyList<ChatMessage> history, CancellationToken cancellationToken)
    {
        var context = new ValidationContext { Messages = history, Tools = [function] };
        ToolCallVerdict verdict = await pipeline.ValidateCallAsync(call, context, cancellationToken).ConfigureAwait(false);
        if (verdict.Decision == ValidationDecision.Redact && arguments is not null)
        {
            foreach ((string name, object? value) in verdict.Call.Arguments!)
            {
                arguments[name] = value;
            }
        }

        return verdict;
    }

    /// <summary>Validates what a function gave back; gives what may go on, which is the value itself where nothing was found.</summary>
    public async ValueTask<object?> CheckResultAsync(FunctionCallContent call, object? value, CancellationToken cancellationToken)
    {
        if (Text(value) is not { Length: > 0 } text)
        {
            return value;
        }

        ChatMessage[] messages =
        [
            new(ChatRole.Assistant, [call]), new(ChatRole.Tool, [new Microsoft.Extensions.AI.FunctionResultContent(call.CallId, text)]),
        ];
        CheckedInput input = await new InputGuard(pipeline.Current).CheckAsync(messages, null, cancellationToken).ConfigureAwait(false);
        if (input.Rule is not null)
        {
            return Withheld("result", input.Rule);
        }

        object? left = input.Messages[1].Contents.OfType<Microsoft.Extensions.AI.FunctionResultContent>().Single().Result;
        return text.Equals(left) ? value : left;
    }

    private static string? Text(object? value)
    {
        switch (value)
        {
            case null or Stream:
                return null;
            case string text:
                return text;
            case KernelContent or IFormattable:
                return value.ToString();
            default:
                try
                {
                    return JsonSerializer.Serialize(value, AIJsonUtilities.DefaultOptions);
                }
                catch (Exception error) when (error is NotSupportedException or JsonException or InvalidOperationException)
                {
                    return value.ToString();
                }
        }
    }
}
