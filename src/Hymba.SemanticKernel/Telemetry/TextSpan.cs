using System.Diagnostics;
using Microsoft.Extensions.AI;

namespace Hymba.SemanticKernel.Telemetry;

/// <summary>The span of one text generation, after the semantic conventions for generative AI. Carries no text.</summary>
internal sealed class TextSpan : IDisposable
{
    private const string Operation = "text_completion";

    private static readonly ActivitySource Source = new(HymbaTelemetry.ActivitySourceName);

    private readonly Activity? _activity;

    public TextSpan(string modelId)
    {
        // A streamed reply is read over many calls: the span must not become the current one of whoever reads it.
        Activity? current = Activity.Current;
        _activity = Source.StartActivity($"{Operation} {modelId}", ActivityKind.Client);
        Activity.Current = current;
        _activity?.SetTag("gen_ai.operation.name", Operation)
            .SetTag("gen_ai.provider.name", HymbaTelemetry.ProviderName)
            .SetTag("gen_ai.request.model", modelId);
    }

    public void Completed(string? responseId, ChatFinishReason? finishReason, UsageDetails? usage) => _activity?
        .SetTag("gen_ai.response.id", responseId)
        .SetTag("gen_ai.response.finish_reasons", finishReason is { } reason ? new[] { reason.Value } : null)
        .SetTag("gen_ai.usage.input_tokens", usage?.InputTokenCount)
        .SetTag("gen_ai.usage.output_tokens", usage?.OutputTokenCount);

    public void Failed(Exception error) => _activity?
        .SetTag("error.type", error.GetType().FullName)
        .SetStatus(ActivityStatusCode.Error, error.Message);

    public void Dispose() => _activity?.Dispose();
}
