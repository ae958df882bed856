using System.Security.Cryptography;
using System.Text.Json;
using Hymba.Validation.Pipeline;
using Microsoft.Extensions.AI;

namespace Hymba.Validation.Chat;

/// <summary>
/// Validates what goes to the model: user messages, results of tools, documents. System messages are the application's own, and replies in the
/// history were validated when they were made. For one request.
/// </summary>
internal sealed class InputGuard(CompiledPipeline pipeline)
{
    private static readonly ChatRole Developer = new("developer");

    private readonly PoisonFence _fence = new();
    private string? _rule;

    /// <summary>Whether a message is part of the system prompt; newer services call its role developer.</summary>
    public static bool IsSystem(ChatMessage message) => message.Role == ChatRole.System || message.Role == Developer;

    /// <summary>Validates a request. The given messages and options stay as they are.</summary>
    public async ValueTask<CheckedInput> CheckAsync(IReadOnlyList<ChatMessage> messages, ChatOptions? options, CancellationToken cancellationToken)
    {
        ChatMessage[] all = [.. messages];
        var context = new ValidationContext
        {
            Messages = messages,
            SystemPrompt = SystemPrompt(messages, options),
            Documents = options is null ? [] : pipeline.Documents.Read(options),
            Tools = options?.Tools is { } tools ? [.. tools] : [],
            ResponseFormat = options?.ResponseFormat,
            IsContinued = !string.IsNullOrEmpty(options?.ConversationId),
        };
        var allowed = new List<ChatMessage>(messages.Count);
        for (var i = 0; i < all.Length; i++)
        {
            var known = context with { Messages = new ArraySegment<ChatMessage>(all, 0, i + 1) };
            allowed.Add(_rule is null ? await CheckAsync(all[i], known, cancellationToken).ConfigureAwait(false) : all[i]);
        }

        if (_rule is null && context.Documents.Count > 0 && pipeline.Sees(TextRole.Document))
        {
            (options, context) = await CheckDocumentsAsync(options!, context, cancellationToken).ConfigureAwait(false);
        }

        context = context with { Role = TextRole.Assistant, Messages = allowed };
        return pipeline.UseCanary && context.SystemPrompt is not null
            ? Canary.Plant(new CheckedInput(allowed, options, context, _rule), RandomNumberGenerator.GetHexString(16, lowercase: true))
            : new CheckedInput(allowed, options, context, _rule);
    }

    private async ValueTask<ChatMessage> CheckAsync(ChatMessage message, ValidationContext context, CancellationToken cancellationToken)
    {
        if (message.Role == ChatRole.User && pipeline.Sees(TextRole.User))
        {
            message = await CheckUserAsync(message, context with { Role = TextRole.User }, cancellationToken).ConfigureAwait(false);
        }

        // Some services want results in messages of the user, and some give them as plain text.
        var known = context with { Role = TextRole.Tool };
        var contents = new List<AIContent>(message.Contents.Count);
        foreach (var content in message.Contents)
        {
            contents.Add(content switch
            {
                FunctionResultContent result => await CheckToolAsync(result, known, cancellationToken).ConfigureAwait(false),
                TextContent text when message.Role == ChatRole.Tool && await CheckToolTextAsync(text.Text, known, cancellationToken).ConfigureAwait(false) is { } left
                    => new TextContent(left),
                _ => content,
            });
        }

        return contents.SequenceEqual(message.Contents) ? message : With(message, contents);
    }

    private async ValueTask<ChatMessage> CheckUserAsync(ChatMessage message, ValidationContext context, CancellationToken cancellationToken)
    {
        // Parts of a message are read as one text.
        var session = new ValidationSession(pipeline, context, StreamingMode.Guarded);
        foreach (var text in message.Contents.OfType<TextContent>())
        {
            await session.AppendAsync(text.Text, cancellationToken).ConfigureAwait(false);
        }

        await session.CompleteAsync(cancellationToken).ConfigureAwait(false);
        if (session.IsStopped)
        {
            _rule = session.Result.Rule;
            return message;
        }

        if (!session.Ledger.HasReplaced)
        {
            return message;
        }

        var start = 0;
        var contents = new List<AIContent>(message.Contents.Count);
        foreach (var content in message.Contents)
        {
            if (content is TextContent text)
            {
                contents.Add(new TextContent(session.Ledger.Render(start, start + text.Text.Length)));
                start += text.Text.Length;
            }
            else
            {
                contents.Add(content);
            }
        }

        return With(message, contents);
    }

    private async ValueTask<FunctionResultContent> CheckToolAsync(
        FunctionResultContent result, ValidationContext context, CancellationToken cancellationToken)
    {
        var link = await new ToolCallGuard(pipeline).CheckResultAsync(result, context, cancellationToken).ConfigureAwait(false);
        if (link.Decision > ValidationDecision.Redact)
        {
            return Replace(result, Poison(link.Rule, Text(result.Result), PoisonFence.Removed(link.Rule)));
        }

        return await CheckToolTextAsync(Text(result.Result), context, cancellationToken).ConfigureAwait(false) is { } left
            ? Replace(result, left) : result;
    }

    /// <summary>What stands in place of a tool's text; null where it may stay.</summary>
    private async ValueTask<string?> CheckToolTextAsync(string text, ValidationContext context, CancellationToken cancellationToken)
    {
        if (text.Length == 0 || !pipeline.Sees(TextRole.Tool))
        {
            return null;
        }

        var verdict = await ValidateAsync(text, context, cancellationToken).ConfigureAwait(false);
        return verdict.Decision switch
        {
            ValidationDecision.Allow => null,
            ValidationDecision.Redact => verdict.Text,
            _ => Poison(verdict.Rule, text, PoisonFence.Removed(verdict.Rule)),
        };
    }

    private async ValueTask<(ChatOptions Options, ValidationContext Context)> CheckDocumentsAsync(
        ChatOptions options, ValidationContext context, CancellationToken cancellationToken)
    {
        var texts = new List<string?>(context.Documents.Count);
        foreach (var document in context.Documents)
        {
            var verdict = await ValidateAsync(document, context with { Role = TextRole.Document }, cancellationToken).ConfigureAwait(false);
            texts.Add(verdict.Decision switch
            {
                ValidationDecision.Allow => document,
                ValidationDecision.Redact => verdict.Text,
                _ => Poison(verdict.Rule, document, null),
            });
        }

        return texts.SequenceEqual(context.Documents)
            ? (options, context)
            : (pipeline.Documents.Write(options, texts), context with { Documents = [.. texts.OfType<string>()] });
    }

    private string? Poison(string? rule, string text, string? dropped)
    {
        if (pipeline.Poisoned == PoisonedContent.Block)
        {
            _rule ??= rule;
        }

        return pipeline.Poisoned == PoisonedContent.Fence ? _fence.Around(text) : dropped;
    }

    private async ValueTask<ValidationResult> ValidateAsync(string text, ValidationContext context, CancellationToken cancellationToken)
    {
        var session = new ValidationSession(pipeline, context, StreamingMode.Guarded);
        await session.AppendAsync(text, cancellationToken).ConfigureAwait(false);
        await session.CompleteAsync(cancellationToken).ConfigureAwait(false);
        return session.Result;
    }

    private static string? SystemPrompt(IReadOnlyList<ChatMessage> messages, ChatOptions? options)
    {
        var parts = messages.Where(IsSystem).Select(message => message.Text)
            .Append(options?.Instructions ?? string.Empty).Where(part => part.Length > 0).ToList();
        return parts.Count == 0 ? null : string.Join('\n', parts);
    }

    private static string Text(object? result) => result switch
    {
        null or JsonElement { ValueKind: JsonValueKind.Undefined } => string.Empty,
        string text => text,
        JsonElement { ValueKind: JsonValueKind.String } element => element.GetString()!,
        JsonElement element => element.GetRawText(),
        AIContent content => Text(content),
        IEnumerable<AIContent> contents => string.Concat(contents.Select(Text)),
        _ => JsonSerializer.Serialize(result, AIJsonUtilities.DefaultOptions.GetTypeInfo(result.GetType())),
    };

    private static string Text(AIContent content) => content switch
    {
        TextContent text => text.Text,
        TextReasoningContent reasoning => reasoning.Text,
        ErrorContent error => $"{error.Message}\n{error.Details}\n",
        DataContent data when !DataText.IsText(data) => string.Empty,
        DataContent data when DataText.Read(data) is { } read => read.Text,
        _ => JsonSerializer.Serialize(content, AIJsonUtilities.DefaultOptions.GetTypeInfo(content.GetType())),
    };

    private static FunctionResultContent Replace(FunctionResultContent result, string? text) => new(result.CallId, text);

    private static ChatMessage With(ChatMessage message, List<AIContent> contents)
    {
        var changed = message.Clone();
        changed.Contents = contents;
        changed.RawRepresentation = null;
        return changed;
    }
}
