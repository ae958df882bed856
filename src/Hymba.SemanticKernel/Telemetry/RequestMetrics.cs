using System.Diagnostics.Metrics;

namespace Hymba.SemanticKernel.Telemetry;

/// <summary>The instruments of the meter.</summary>
internal sealed class RequestMetrics
{
    public const string Requests = "hymba.client.requests";
    public const string Active = "hymba.client.requests.active";
    public const string Rejected = "hymba.client.requests.rejected";
    public const string Cancelled = "hymba.client.requests.cancelled";
    public const string TimeToFirstToken = "hymba.client.time_to_first_token";
    public const string TokensPerSecond = "hymba.client.tokens_per_second";
    public const string PromptTokens = "hymba.client.tokens.prompt";
    public const string CachedTokens = "hymba.client.tokens.cached";
    public const string CompletionTokens = "hymba.client.tokens.completion";

    /// <summary>For clients that are made without a meter factory.</summary>
    public static RequestMetrics Shared { get; } = new(new Meter(HymbaTelemetry.MeterName));

    public RequestMetrics(Meter meter)
    {
        Request = meter.CreateCounter<long>(Requests, "{request}", "Requests that have ended, by outcome.");
        ActiveRequests = meter.CreateUpDownCounter<long>(Active, "{request}", "Requests that wait or run.");
        RejectedRequests = meter.CreateCounter<long>(Rejected, "{request}", "Requests that a full queue or a deadline turned away.");
        CancelledRequests = meter.CreateCounter<long>(Cancelled, "{request}", "Requests that were cancelled or abandoned.");
        FirstToken = meter.CreateHistogram<double>(TimeToFirstToken, "s", "Time from the request to its first token, waiting included.");
        DecodeSpeed = meter.CreateHistogram<double>(TokensPerSecond, "{token}/s", "Tokens per second of computing after the first token.");
        Prompt = meter.CreateCounter<long>(PromptTokens, "{token}", "Prompt tokens, cached ones included.");
        Cached = meter.CreateCounter<long>(CachedTokens, "{token}", "Prompt tokens taken from the prefix cache.");
        Completion = meter.CreateCounter<long>(CompletionTokens, "{token}", "Tokens generated.");
    }

    public Counter<long> Request { get; }

    public UpDownCounter<long> ActiveRequests { get; }

    public Counter<long> RejectedRequests { get; }

    public Counter<long> CancelledRequests { get; }

    public Histogram<double> FirstToken { get; }

    public Histogram<double> DecodeSpeed { get; }

    public Counter<long> Prompt { get; }

    public Counter<long> Cached { get; }

    public Counter<long> Completion { get; }
}
