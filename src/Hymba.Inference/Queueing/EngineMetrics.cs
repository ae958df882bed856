using System.Diagnostics.Metrics;
using Hymba.Inference.Generation;

namespace Hymba.Inference.Queueing;

/// <summary>The engine's own instruments, meter <c>Hymba.Inference</c>. Thread-safe; nobody listening costs next to nothing. Listeners that throw are no concern of the engine's.</summary>
internal sealed class EngineMetrics : IDisposable
{
    /// <summary>The meter's name.</summary>
    public const string MeterName = "Hymba.Inference";

    private readonly Meter _meter = new(MeterName);
    private readonly Counter<long> _rejected;
    private readonly Counter<long> _cancelled;
    private readonly Counter<long> _generated;
    private readonly Counter<long> _prompt;
    private readonly Counter<long> _cached;
    private readonly Counter<long> _drafted;
    private readonly Counter<long> _accepted;
    private readonly Histogram<double> _wait;
    private readonly Histogram<double> _firstToken;
    private readonly Histogram<double> _speed;

    /// <param name="queueLength">Reads the number of requests that wait or run.</param>
    public EngineMetrics(Func<int> queueLength)
    {
        _meter.CreateObservableUpDownCounter("hymba.queue.length", queueLength, "{request}", "Requests that wait or run.");
        _rejected = _meter.CreateCounter<long>("hymba.queue.rejected", "{request}", "Requests refused because the queue was full.");
        _cancelled = _meter.CreateCounter<long>("hymba.queue.cancelled", "{request}", "Requests cancelled or abandoned before their end.");
        _generated = _meter.CreateCounter<long>("hymba.tokens.generated", "{token}", "Tokens generated.");
        _prompt = _meter.CreateCounter<long>("hymba.tokens.prompt", "{token}", "Tokens of prompts.");
        _cached = _meter.CreateCounter<long>("hymba.tokens.cached", "{token}", "Prompt tokens found in the prefix cache.");
        _drafted = _meter.CreateCounter<long>("hymba.tokens.drafted", "{token}", "Tokens copied from earlier text and computed on trial.");
        _accepted = _meter.CreateCounter<long>("hymba.tokens.accepted", "{token}", "Drafted tokens that the model chose as well.");
        _wait = _meter.CreateHistogram<double>("hymba.queue.wait", "s", "From submission to the first forward pass.");
        _firstToken = _meter.CreateHistogram<double>("hymba.time_to_first_token", "s", "From submission to the first token.");
        _speed = _meter.CreateHistogram<double>("hymba.decode.speed", "{token}/s", "Tokens per second of decoding, without waiting.");
    }

    public void Rejected() => Watchers.Tell(() => _rejected.Add(1));

    public void Cancelled() => Watchers.Tell(() => _cancelled.Add(1));

    public void FirstToken(TimeSpan sinceSubmission) => Watchers.Tell(() => _firstToken.Record(sinceSubmission.TotalSeconds));

    public void Finished(GenerationResult result)
    {
        Watchers.Tell(() => _prompt.Add(result.Usage.PromptTokens));
        Watchers.Tell(() => _cached.Add(result.Usage.CachedTokens));
        Watchers.Tell(() => _generated.Add(result.Usage.CompletionTokens));
        if (result.Speculation is SpeculationUsage speculation)
        {
            Watchers.Tell(() => _drafted.Add(speculation.DraftedTokens));
            Watchers.Tell(() => _accepted.Add(speculation.AcceptedTokens));
        }

        Watchers.Tell(() => _wait.Record(result.Timings.QueueWait.TotalSeconds));
        if (result.Usage.CompletionTokens > 1 && result.Timings.Decode > TimeSpan.Zero)
        {
            Watchers.Tell(() => _speed.Record((result.Usage.CompletionTokens - 1) / result.Timings.Decode.TotalSeconds));
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _meter.Dispose();
}
