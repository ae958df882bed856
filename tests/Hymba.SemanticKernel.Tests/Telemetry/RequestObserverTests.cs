using System.Diagnostics.Metrics;
using Hymba.Inference;
using Hymba.Inference.Generation;
using Hymba.SemanticKernel.Telemetry;
using Microsoft.Extensions.Time.Testing;

namespace Hymba.SemanticKernel.Tests.Telemetry;

public sealed class RequestObserverTests : IDisposable
{
    private readonly Meter _meter = new("test");
    private readonly MeterListener _listener = new();
    private readonly FakeTimeProvider _time = new();
    private readonly List<(string Name, double Value, string? Outcome)> _measured = [];
    private readonly RequestObserver _observer;

    public RequestObserverTests()
    {
        _observer = new RequestObserver(new RequestMetrics(_meter), _time);
        _listener.InstrumentPublished = (instrument, listener) =>
        {
            if (instrument.Meter == _meter)
            {
                listener.EnableMeasurementEvents(instrument);
            }
        };
        _listener.SetMeasurementEventCallback<long>((instrument, value, tags, _) => Add(instrument.Name, value, tags));
        _listener.SetMeasurementEventCallback<double>((instrument, value, tags, _) => Add(instrument.Name, value, tags));
        _listener.Start();
    }

    public void Dispose()
    {
        _listener.Dispose();
        _meter.Dispose();
    }

    [Fact]
    public void A_completed_request_is_measured()
    {
        using (ObservedRequest request = _observer.Begin("m"))
        {
            _time.Advance(TimeSpan.FromSeconds(2));
            request.Token();
            _time.Advance(TimeSpan.FromSeconds(1));
            request.Token();
            request.Completed(new GenerationResult(
                "", [], FinishReason.Length, null, new GenerationUsage(10, 4, 21), new GenerationTimings(TimeSpan.Zero, TimeSpan.FromSeconds(2)), null));
            Assert.Equal(1, _observer.Active);
        }

        Assert.Equal(2, Value(RequestMetrics.TimeToFirstToken));
        Assert.Equal(10, Value(RequestMetrics.TokensPerSecond));
        Assert.Equal((10, 4, 21), (Value(RequestMetrics.PromptTokens), Value(RequestMetrics.CachedTokens), Value(RequestMetrics.CompletionTokens)));
        Assert.Equal("completed", Assert.Single(_measured, m => m.Name == RequestMetrics.Requests).Outcome);
        Assert.Equal(0, _measured.Where(m => m.Name == RequestMetrics.Active).Sum(m => m.Value));
        Assert.Equal(0, _observer.Active);
    }

    [Fact]
    public void Other_ends_are_told_apart()
    {
        Fail(new QueueFullException(1, 1, TimeSpan.Zero));
        Fail(new QueueTimeoutException(TimeSpan.Zero, TimeSpan.Zero, false));
        Fail(new OperationCanceledException());
        Fail(new EngineFaultException("x", null));
        _observer.Begin("abandoned").Dispose();
        Assert.Equal(["rejected", "rejected", "cancelled", "failed", "cancelled"], _measured.Where(m => m.Name == RequestMetrics.Requests).Select(m => m.Outcome));
        Assert.Equal((2, 2), (Value(RequestMetrics.Rejected), Value(RequestMetrics.Cancelled)));
    }

    [Fact]
    public async Task Idle_comes_with_the_end_of_the_last_request()
    {
        await _observer.WhenIdleAsync();
        ObservedRequest first = _observer.Begin("m"), second = _observer.Begin("m");
        Task idle = _observer.WhenIdleAsync();
        first.Dispose();
        Assert.False(idle.IsCompleted);
        _observer.Close();
        Assert.Throws<ObjectDisposedException>(() => _observer.Begin("m"));
        second.Dispose();
        await idle;
    }

    [Fact]
    public async Task A_listener_that_throws_harms_no_request()
    {
        _listener.SetMeasurementEventCallback<long>((_, _, _, _) => throw new InvalidOperationException("a listener's own"));
        _listener.SetMeasurementEventCallback<double>((_, _, _, _) => throw new InvalidOperationException("a listener's own"));
        using (ObservedRequest request = _observer.Begin("m"))
        {
            request.Token();
        }

        Assert.Equal(0, _observer.Active);
        await _observer.WhenIdleAsync();
    }

    [Fact]
    public void Every_instrument_is_listed()
    {
        List<string> names = [];
        using var listener = new MeterListener { InstrumentPublished = (instrument, _) => { if (instrument.Meter == _meter) { names.Add(instrument.Name); } } };
        listener.Start();
        Assert.Equal(HymbaTelemetry.Instruments.Order(), names.Order());
    }

    private void Fail(Exception error)
    {
        using ObservedRequest request = _observer.Begin("m");
        request.Failed(error);
    }

    private double Value(string name) => _measured.Where(measured => measured.Name == name).Sum(measured => measured.Value);

    private void Add(string name, double value, ReadOnlySpan<KeyValuePair<string, object?>> tags)
    {
        string? outcome = null;
        foreach (KeyValuePair<string, object?> tag in tags)
        {
            outcome = tag.Key == "outcome" ? (string?)tag.Value : outcome;
        }

        _measured.Add((name, value, outcome));
    }
}
