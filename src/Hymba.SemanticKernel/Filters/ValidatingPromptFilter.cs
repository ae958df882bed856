using Hymba.Validation;
using Hymba.Validation.Chat;
using Microsoft.Extensions.AI;
using Microsoft.SemanticKernel;
using Microsoft.SemanticKernel.ChatCompletion;

namespace Hymba.SemanticKernel.Filters;

/// <summary>
/// Validates the documents among a prompt's arguments before it is rendered, and the rendered prompt as the user's text. Where the model's own
/// client does the latter, it is left to that.
/// </summary>
internal sealed class ValidatingPromptFilter(ValidationPipeline pipeline, ValidatedServices services) : IPromptRenderFilter
{
    /// <inheritdoc/>
    /// <exception cref="KernelException">Policy blocks the prompt and the kernel streams.</exception>
    public async Task OnPromptRenderAsync(PromptRenderContext context, Func<PromptRenderContext, Task> next)
    {
        Dictionary<string, object?> given = [];
        try
        {
            foreach ((string name, object? value) in context.Arguments.ToArray())
            {
                if (value is HymbaDocument or IEnumerable<HymbaDocument>)
                {
                    given[name] = value;
                    if (await CheckAsync(value, context.CancellationToken).ConfigureAwait(false) is not { } left)
                    {
                        context.Result = Blocked(context, null);
                        return;
                    }

                    context.Arguments[name] = left;
                }
            }

            await next(context).ConfigureAwait(false);
        }
        finally
        {
            // The arguments are the caller's.
            foreach ((string name, object? value) in given)
            {
                context.Arguments[name] = value;
            }
        }

        if (context.RenderedPrompt is { Length: > 0 } prompt && !services.Cover(context.Kernel, pipeline))
        {
            await CheckPromptAsync(context, prompt).ConfigureAwait(false);
        }
    }

    private async ValueTask CheckPromptAsync(PromptRenderContext context, string prompt)
    {
        var about = new ValidationContext { Role = TextRole.User, Messages = [new ChatMessage(ChatRole.User, prompt)] };
        ValidationResult result = await pipeline.ValidateAsync(prompt, about, context.CancellationToken).ConfigureAwait(false);
        if (result.Decision > ValidationDecision.Redact)
        {
            context.Result = Blocked(context, result.Rule);
        }
        else if (result.Decision == ValidationDecision.Redact)
        {
            context.RenderedPrompt = result.Text;
        }
    }

    /// <summary>Documents as the model may see them; null where there must be no request.</summary>
    private async ValueTask<object?> CheckAsync(object value, CancellationToken cancellationToken)
    {
        HymbaDocument[] documents = value is HymbaDocument one ? [one] : [.. (IEnumerable<HymbaDocument>)value];
        ChatOptions options = new ChatOptions().WithDocuments(documents);
        CheckedInput input = await new InputGuard(pipeline.Current).CheckAsync([], options, cancellationToken).ConfigureAwait(false);
        if (input.Rule is not null)
        {
            return null;
        }

        var left = (HymbaDocument[])input.Options!.AdditionalProperties![HymbaRequestProperties.Documents]!;
        return value is not HymbaDocument ? left : left.FirstOrDefault() ?? new HymbaDocument(string.Empty);
    }

    private FunctionResult Blocked(PromptRenderContext context, string? rule)
    {
        if (context.IsStreaming)
        {
            // A kernel that streams sends the prompt whatever the result says.
            throw new KernelException(FunctionGuard.Withheld("prompt", rule));
        }

        string message = pipeline.Current.BlockedMessage;
        var metadata = new Dictionary<string, object?> { ["FinishReason"] = ChatFinishReason.ContentFilter.Value, ["Rule"] = rule };
        return new FunctionResult(context.Function, new ChatMessageContent(AuthorRole.Assistant, message, metadata: metadata), metadata: metadata);
    }
}
