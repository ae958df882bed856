using System.Diagnostics;
using Hymba.Inference;
using Hymba.Inference.Generation;

namespace Hymba.SemanticKernel.Telemetry;

/// <summary>One request under observation. Without a word on how it ended it counts as cancelled: its reader left.</summary>
internal sealed class ObservedRequest : IDisposable
{
    private readonly RequestMetrics _metrics;
    private readonly TimeProvider _time;
    private readonly KeyValuePair<string, object?> _model;
    private readonly Action _ended;
    private readonly long _started;
    private bool _hasToken;
    private string _outcome = "cancelled";

    public ObservedRequest(RequestMetrics metrics, TimeProvider time, string modelId, Action ended)
    {
        _metrics = metrics;
        _time = time;
        _model = new KeyValuePair<string, object?>("gen_ai.request.model", modelId);
        _ended = ended;
        _started = time.GetTimestamp();
        Tell(() => metrics.ActiveRequests.Add(1, _model));
    }

    /// <summary>A token has come.</summary>
    public void Token()
    {
        if (!_hasToken)
        {
            _hasToken = true;
            Tell(() => _metrics.FirstToken.Record(_time.GetElapsedTime(_started).TotalSeconds, _model));
        }
    }

    /// <summary>The reply is complete.</summary>
    public void Completed(GenerationResult result)
    {
        _outcome = "completed";
        Tell(() => _metrics.Prompt.Add(result.Usage.PromptTokens, _model));
        Tell(() => _metrics.Cached.Add(result.Usage.CachedTokens, _model));
        Tell(() => _metrics.Completion.Add(result.Usage.CompletionTokens, _model));
        if (result.Usage.CompletionTokens > 1 && result.Timings.Decode > TimeSpan.Zero)
        {
            Tell(() => _metrics.DecodeSpeed.Record((result.Usage.CompletionTokens - 1) / result.Timings.Decode.TotalSeconds, _model));
        }
    }

    /// <summary>The request has failed.</summary>
    public void Failed(Exception error) => _outcome = error switch
    {
        OperationCanceledException => "cancelled",
        QueueFullException or QueueTimeoutException => "rejected",
        _ => "failed",
    };

    /// <inheritdoc/>
    public void Dispose()
    {
        Tell(() => _metrics.ActiveRequests.Add(-1, _model));
        Tell(() => _metrics.Request.Add(1, new TagList { _model, new("outcome", _outcome) }));
        if (_outcome == "cancelled")
        {
            Tell(() => _metrics.CancelledRequests.Add(1, _model));
        }
        else if (_outcome == "rejected")
        {
            Tell(() => _metrics.RejectedRequests.Add(1, _model));
        }

        _ended();
    }

    // What a listener throws must neither fail the request nor keep it among those under way.
    private static void Tell(Action measure)
    {
        try
        {
            measure();
        }
#pragma warning disable CA1031 // Code of the application, of any kind.
        catch (Exception)
#pragma warning restore CA1031
        {
        }
    }
}
