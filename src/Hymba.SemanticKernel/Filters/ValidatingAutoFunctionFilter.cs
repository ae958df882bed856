using Hymba.Validation;
using Microsoft.Extensions.AI;
using Microsoft.SemanticKernel;
using FunctionCallContent = Microsoft.Extensions.AI.FunctionCallContent;

namespace Hymba.SemanticKernel.Filters;

/// <summary>
/// Validates the calls that a model asks for, and their results, streamed or not. Where the model's own client does that, nothing is left to do.
/// </summary>
internal sealed class ValidatingAutoFunctionFilter(ValidationPipeline pipeline, FunctionGuard guard, ValidatedServices services)
    : IAutoFunctionInvocationFilter
{
    /// <inheritdoc/>
    public async Task OnAutoFunctionInvocationAsync(AutoFunctionInvocationContext context, Func<AutoFunctionInvocationContext, Task> next)
    {
        AIFunction function = ((Microsoft.Extensions.AI.FunctionInvocationContext)context).Function;
        guard.Enter(function);
        if (services.Cover(context.Kernel, pipeline))
        {
            await next(context).ConfigureAwait(false);
            return;
        }

        FunctionCallContent call = FunctionGuard.Call(function, context.Arguments, context.ToolCallId);
        ToolCallVerdict verdict = await guard
            .CheckCallAsync(call, function, context.Arguments, ChatHistoryReader.Read(context.ChatHistory, call.CallId), context.CancellationToken)
            .ConfigureAwait(false);
        if (verdict.Decision > ValidationDecision.Redact)
        {
            context.Result = new FunctionResult(context.Result, FunctionGuard.Withheld("call", verdict.Rule));

            // Nobody is here to approve, and a model that is told of a block tries its way around it.
            context.Terminate = verdict.Decision != ValidationDecision.Retry;
            return;
        }

        await next(context).ConfigureAwait(false);
        object? given = context.Result.GetValue<object>();
        object? left = await guard.CheckResultAsync(call, given, context.CancellationToken).ConfigureAwait(false);
        if (!ReferenceEquals(left, given))
        {
            context.Result = new FunctionResult(context.Result, left);
        }
    }
}
