namespace Hymba.SemanticKernel.Telemetry;

/// <summary>Names of what this package measures and traces, for <c>AddMeter</c> and <c>AddSource</c>.</summary>
public static class HymbaTelemetry
{
    /// <summary>
    /// Name of the meter, which sees requests as clients do. Its instruments are listed in <see cref="Instruments"/>. The length of the queue
    /// and the waits in it are the engine's to measure, by the meter <c>Hymba.Inference</c>.
    /// </summary>
    public const string MeterName = "Hymba.SemanticKernel";

    /// <summary>Name of the activity source of the text generation service's spans.</summary>
    public const string ActivitySourceName = "Hymba.SemanticKernel";

    /// <summary>The provider's name in <c>gen_ai.provider.name</c> and in the clients' metadata.</summary>
    public const string ProviderName = "hymba";

    /// <summary>Names of all instruments.</summary>
    public static IReadOnlyList<string> Instruments { get; } =
    [
        RequestMetrics.Requests, RequestMetrics.Active, RequestMetrics.Rejected, RequestMetrics.Cancelled, RequestMetrics.TimeToFirstToken,
        RequestMetrics.TokensPerSecond, RequestMetrics.PromptTokens, RequestMetrics.CachedTokens, RequestMetrics.CompletionTokens,
    ];
}
