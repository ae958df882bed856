using System.Runtime.CompilerServices;
using Microsoft.SemanticKernel;
using FunctionCallContent = Microsoft.Extensions.AI.FunctionCallContent;
using FunctionInvocationContext = Microsoft.SemanticKernel.FunctionInvocationContext;

namespace Hymba.SemanticKernel.Filters;

/// <summary>
/// Validates the functions that templates and code call. Prompts are functions too; what goes in and comes out of those is for the prompt filter
/// and the chat client. Calls that a model asked for have been validated where it asked.
/// </summary>
internal sealed class ValidatingFunctionFilter(FunctionGuard guard) : IFunctionInvocationFilter
{
    /// <inheritdoc/>
    /// <exception cref="KernelException">Policy does not allow the call.</exception>
    public async Task OnFunctionInvocationAsync(FunctionInvocationContext context, Func<FunctionInvocationContext, Task> next)
    {
        if (guard.TryLeave(context.Function) || context.Function.UnderlyingMethod is null)
        {
            await next(context).ConfigureAwait(false);
            return;
        }

        FunctionCallContent call = FunctionGuard.Call(context.Function, context.Arguments, null);
        var verdict = await guard.CheckCallAsync(call, context.Function, context.Arguments, [], context.CancellationToken).ConfigureAwait(false);
        if (verdict.Decision > Hymba.Validation.ValidationDecision.Redact)
        {
            throw new KernelException(FunctionGuard.Withheld($"call of {call.Name}", verdict.Rule));
        }

        await next(context).ConfigureAwait(false);
        object? given = context.Result.GetValue<object>();
        object? left = given switch
        {
            IAsyncEnumerable<string> texts => CheckAsync(texts, call),
            IAsyncEnumerable<StreamingKernelContent> contents => CheckAsync(contents, call),
            _ => await guard.CheckResultAsync(call, given, context.CancellationToken).ConfigureAwait(false),
        };
        if (!ReferenceEquals(left, given))
        {
            context.Result = new FunctionResult(context.Result, left);
        }
    }

    // A function gives all of its result at once, also where it is asked to stream.
    private async IAsyncEnumerable<string> CheckAsync(
        IAsyncEnumerable<string> texts, FunctionCallContent call, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        await foreach (string text in texts.WithCancellation(cancellationToken).ConfigureAwait(false))
        {
            yield return $"{await guard.CheckResultAsync(call, text, cancellationToken).ConfigureAwait(false)}";
        }
    }

    private async IAsyncEnumerable<StreamingKernelContent> CheckAsync(
        IAsyncEnumerable<StreamingKernelContent> contents, FunctionCallContent call, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        await foreach (StreamingKernelContent content in contents.WithCancellation(cancellationToken).ConfigureAwait(false))
        {
            string text = content.ToString();
            object? left = await guard.CheckResultAsync(call, text, cancellationToken).ConfigureAwait(false);
            yield return text.Equals(left) || text.Length == 0 ? content : new StreamingMethodContent($"{left}");
        }
    }
}
