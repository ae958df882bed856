using BenchmarkDotNet.Attributes;
using Hymba.Inference.Generation;
using Hymba.Inference.Queueing;
using Microsoft.Extensions.Logging.Abstractions;

namespace Hymba.Benchmarks;

/// <summary>
/// The queue's own time: a request of one token is the cost per request, the slope between the lengths the cost per token. To be held against a decode step
/// of <see cref="QueueOverheadBenchmarks"/>.
/// </summary>
public class LaneOverheadBenchmarks
{
    private EngineMetrics? _metrics;
    private RequestQueue? _queue;
    private EngineLane<EmptyReplica>? _lane;
    private GenerationRequest? _request;

    [Params(1, 1000)]
    public int NewTokens { get; set; }

    [GlobalSetup]
    public void Setup()
    {
        _metrics = new EngineMetrics(() => 0);
        _queue = new RequestQueue(new(), _metrics, TimeProvider.System);
        _lane = new EngineLane<EmptyReplica>(() => new EmptyReplica(), new(), _metrics, TimeProvider.System, NullLogger.Instance);
        _request = BenchmarkModel.Request(16, NewTokens);
    }

    [GlobalCleanup]
    public void Cleanup()
    {
        _lane!.Dispose();
        _queue!.Dispose();
        _metrics!.Dispose();
    }

    [Benchmark]
    public async Task<int> Request()
    {
        QueuedRequest queued = await _queue!.EnterAsync(_request!, 1, CancellationToken.None);
        _lane!.Submit(queued);
        int updates = 0;
        await foreach (GenerationUpdate _ in queued.Updates.ReadAllAsync())
        {
            updates++;
        }

        return updates;
    }
}
