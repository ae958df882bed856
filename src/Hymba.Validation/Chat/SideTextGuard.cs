using Hymba.Validation.Audit;
using Hymba.Validation.Pipeline;
using Hymba.Validation.Policies;
using Microsoft.Extensions.AI;

namespace Hymba.Validation.Chat;

/// <summary>
/// Validates the texts of a reply that stand beside its text: files of text, messages of errors, titles, snippets and addresses of citations. Each is judged by itself,
/// by the validators that follow growing texts. For one content.
/// </summary>
internal sealed class SideTextGuard(CompiledPipeline pipeline, ValidationContext context)
{
    private readonly ValidationContext _context = context with { Role = TextRole.Assistant, ResponseFormat = null };

    /// <summary>Whether a content has such texts.</summary>
    public static bool Concerns(AIContent content)
        => content.Annotations is { Count: > 0 } || content is ErrorContent || (content is DataContent data && DataText.IsText(data));

    /// <summary>Why the reply ends here; null where it does not.</summary>
    public ReplyStop? Stop { get; private set; }

    /// <summary>The content as it may be shown: itself where nothing was found, a copy with replaced texts elsewhere.</summary>
    public async ValueTask<AIContent> CheckAsync(AIContent content, CancellationToken cancellationToken)
    {
        var checkedContent = content switch
        {
            ErrorContent error => await CheckAsync(error, cancellationToken).ConfigureAwait(false),
            DataContent data when DataText.IsText(data) => await CheckAsync(data, cancellationToken).ConfigureAwait(false),
            _ => content,
        };
        if (content.Annotations is not { Count: > 0 } annotations || Stop is not null)
        {
            return checkedContent;
        }

        var shown = new List<AIAnnotation>(annotations.Count);
        foreach (var annotation in annotations)
        {
            shown.Add(annotation is CitationAnnotation citation ? await CheckAsync(citation, cancellationToken).ConfigureAwait(false) : annotation);
        }

        if (shown.SequenceEqual(annotations))
        {
            return checkedContent;
        }

        if (ReferenceEquals(checkedContent, content))
        {
            checkedContent = Copy(content);
        }

        checkedContent?.Annotations = shown;
        return checkedContent ?? content;
    }

    private async ValueTask<AIContent> CheckAsync(ErrorContent error, CancellationToken cancellationToken)
    {
        var message = await CheckAsync(error.Message, cancellationToken).ConfigureAwait(false);
        var details = await CheckAsync(error.Details, cancellationToken).ConfigureAwait(false);
        return ReferenceEquals(message, error.Message) && ReferenceEquals(details, error.Details)
            ? error
            : new ErrorContent(message)
            {
                ErrorCode = error.ErrorCode,
                Details = details,
                Annotations = error.Annotations,
                AdditionalProperties = SafeProperties.Of(error.AdditionalProperties),
            };
    }

    private async ValueTask<AIContent> CheckAsync(DataContent data, CancellationToken cancellationToken)
    {
        if (DataText.Read(data) is not { } read)
        {
            // What cannot be read cannot be judged.
            if (pipeline.OnFailure == FailureMode.Closed && pipeline.MayChange(_context.Role))
            {
                Block();
            }

            return data;
        }

        var shown = await CheckAsync(read.Text, cancellationToken).ConfigureAwait(false);
        var name = await CheckAsync(data.Name, cancellationToken).ConfigureAwait(false);
        return ReferenceEquals(shown, read.Text) && ReferenceEquals(name, data.Name)
            ? data
            : new DataContent(read.Encoding.GetBytes(shown!), data.MediaType)
            {
                Name = name,
                Annotations = data.Annotations,
                AdditionalProperties = SafeProperties.Of(data.AdditionalProperties),
            };
    }

    private async ValueTask<CitationAnnotation> CheckAsync(CitationAnnotation citation, CancellationToken cancellationToken)
    {
        var title = await CheckAsync(citation.Title, cancellationToken).ConfigureAwait(false);
        var snippet = await CheckAsync(citation.Snippet, cancellationToken).ConfigureAwait(false);
        var address = citation.Url?.OriginalString;
        var isAddressShown = ReferenceEquals(await CheckAsync(address, cancellationToken).ConfigureAwait(false), address);
        return ReferenceEquals(title, citation.Title) && ReferenceEquals(snippet, citation.Snippet) && isAddressShown
            ? citation
            : new CitationAnnotation
            {
                Title = title,
                Snippet = snippet,
                Url = isAddressShown ? citation.Url : null,
                FileId = citation.FileId,
                ToolName = citation.ToolName,
                AnnotatedRegions = citation.AnnotatedRegions,
                AdditionalProperties = SafeProperties.Of(citation.AdditionalProperties),
            };
    }

    /// <summary>The text as it may be shown; itself where nothing changes it or the reply ends.</summary>
    private async ValueTask<string?> CheckAsync(string? text, CancellationToken cancellationToken)
    {
        if (string.IsNullOrEmpty(text) || Stop is not null)
        {
            return text;
        }

        var session = new ValidationSession(pipeline, _context, StreamingMode.Guarded, isWhole: false);
        await session.AppendAsync(text, cancellationToken).ConfigureAwait(false);
        await session.CompleteAsync(cancellationToken).ConfigureAwait(false);
        if (session.IsStopped)
        {
            Stop = new ReplyStop(session.Result.Decision, session.Result.Rule);
            return text;
        }

        return session.Ledger.HasReplaced ? session.Result.Text : text;
    }

    // A kind of content that is not known here cannot be copied without what its snippets held.
    private AIContent? Copy(AIContent content)
    {
        switch (content)
        {
            case TextContent text:
                return new TextContent(text.Text) { AdditionalProperties = SafeProperties.Of(text.AdditionalProperties) };
            case TextReasoningContent reasoning:
                return new TextReasoningContent(reasoning.Text) { AdditionalProperties = SafeProperties.Of(reasoning.AdditionalProperties) };
            case DataContent data:
                return new DataContent(data.Data, data.MediaType) { Name = data.Name, AdditionalProperties = SafeProperties.Of(data.AdditionalProperties) };
            case ErrorContent error:
                return new ErrorContent(error.Message)
                {
                    ErrorCode = error.ErrorCode,
                    Details = error.Details,
                    AdditionalProperties = SafeProperties.Of(error.AdditionalProperties),
                };
            default:
                Block();
                return null;
        }
    }

    private void Block()
    {
        var unread = PipelineRules.At(PipelineRules.Failed, 0, 0);
        pipeline.Auditor.Found(Auditor.NewId(), _context.Role, unread, ValidationAction.Block, default);
        Stop = new ReplyStop(ValidationDecision.Block, PipelineRules.Failed);
    }
}
