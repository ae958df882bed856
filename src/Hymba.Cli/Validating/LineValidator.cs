using System.Text.Json;
using Hymba.Validation;
using Hymba.Validation.Injection;
using Microsoft.Extensions.AI;

namespace Hymba.Cli.Validating;

/// <summary>Answers lines. Not thread-safe.</summary>
/// <param name="pipelineFor">Gives the pipeline for a line's settings.</param>
/// <param name="pieceLength">How many UTF-16 units are fed at a time; null: all.</param>
/// <param name="normalizes">Whether answers hold the text as detectors see it.</param>
/// <param name="asksForJson">Whether lines without a schema ask for JSON too.</param>
internal sealed class LineValidator(
    Func<LineSettings, ValidationPipeline> pipelineFor, int? pieceLength, bool normalizes, bool asksForJson)
{
    /// <summary>Answers one line.</summary>
    /// <exception cref="ToolException">The line has another form.</exception>
    public async ValueTask<ValidationReport> AnswerAsync(JsonElement element, CancellationToken cancellationToken)
    {
        ValidationLine line = ValidationLine.Read(element, asksForJson);
        ValidationPipeline pipeline = pipelineFor(line.Settings);
        IReadOnlyList<string>? pieces = pieceLength is { } length && line.Text is { } whole ? Cut(whole, length) : line.Pieces;
        List<string>? emitted = pieces is null ? null : [];
        var findings = new List<FindingReport>();
        (ValidationDecision decision, string shown) = (ValidationDecision.Allow, string.Empty);
        if (line.Text is { } text)
        {
            ValidationResult result = await FeedAsync(pipeline.StartSession(line.Context), pieces ?? [text], emitted, cancellationToken).ConfigureAwait(false);
            (decision, shown) = (result.Decision, result.Text);
            findings.AddRange(result.Findings.Select(FindingReport.Of));
        }

        foreach (ValidationDecision other in await JudgeCallsAsync(pipeline, line, findings, cancellationToken).ConfigureAwait(false))
        {
            decision = other > decision ? other : decision;
        }

        foreach (ValidationDecision other in await JudgeResultsAsync(pipeline, line, findings, cancellationToken).ConfigureAwait(false))
        {
            decision = other > decision ? other : decision;
        }

        return new ValidationReport(FindingReport.Name(decision), shown, findings)
        {
            Emitted = emitted,
            Normalized = normalizes && line.Text is not null ? string.Join('\n', InjectionViews.Texts(line.Text)) : null,
            Ignored = line.Settings.Ignored.Count > 0 ? line.Settings.Ignored : null,
        };
    }

    private static string[] Cut(string text, int length)
        => [.. Enumerable.Range(0, (text.Length + length - 1) / length).Select(i => text.Substring(i * length, Math.Min(length, text.Length - (i * length))))];

    private static async Task<ValidationResult> FeedAsync(
        ValidationSession session, IReadOnlyList<string> pieces, List<string>? emitted, CancellationToken cancellationToken)
    {
        foreach (string piece in pieces)
        {
            string shown = await session.AppendAsync(piece, cancellationToken).ConfigureAwait(false);
            emitted?.Add(shown);
            if (session.IsStopped)
            {
                return session.Result;
            }
        }

        string rest = await session.CompleteAsync(cancellationToken).ConfigureAwait(false);
        emitted?.Add(rest);
        return session.Result;
    }

    private static async Task<List<ValidationDecision>> JudgeCallsAsync(
        ValidationPipeline pipeline, ValidationLine line, List<FindingReport> findings, CancellationToken cancellationToken)
    {
        var decisions = new List<ValidationDecision>();
        for (int i = 0; i < line.Calls.Count; i++)
        {
            ToolCallVerdict verdict = await pipeline
                .ValidateCallAsync(line.Calls[i], line.Context with { Calls = [.. line.Calls.Take(i)] }, cancellationToken).ConfigureAwait(false);
            decisions.Add(verdict.Decision);
            findings.AddRange(verdict.Findings.Select(finding => FindingReport.Of(finding) with { Call = i }));
        }

        return decisions;
    }

    private static async Task<List<ValidationDecision>> JudgeResultsAsync(
        ValidationPipeline pipeline, ValidationLine line, List<FindingReport> findings, CancellationToken cancellationToken)
    {
        var decisions = new List<ValidationDecision>();
        List<ChatMessage> messages = [.. line.Context.Messages];
        for (int i = 0; i < line.Results.Count; i++)
        {
            FunctionResultContent result = line.Results[i];
            messages.Add(new ChatMessage(ChatRole.Tool, [result]));
            ValidationContext context = line.Context with { Role = TextRole.Tool, Messages = [.. messages] };
            ValidationResult link = await pipeline.ValidateResultAsync(result, context, cancellationToken).ConfigureAwait(false);
            ValidationResult content = await pipeline.ValidateAsync(TextOf(result), context, cancellationToken).ConfigureAwait(false);
            decisions.AddRange([link.Decision, content.Decision]);
            findings.AddRange(link.Findings.Concat(content.Findings).Select(finding => FindingReport.Of(finding) with { Result = i }));
        }

        return decisions;
    }

    private static string TextOf(FunctionResultContent result) => result.Result switch
    {
        string text => text,
        IEnumerable<AIContent> parts => string.Concat(parts.OfType<TextContent>().Select(part => part.Text)),
        _ => string.Empty,
    };
}
