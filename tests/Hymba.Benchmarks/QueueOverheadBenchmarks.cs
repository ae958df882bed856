using BenchmarkDotNet.Attributes;
using Hymba.Inference;
using Hymba.Inference.Generation;

namespace Hymba.Benchmarks;

/// <summary>What the queue costs per request: the same generation driven directly on the model's thread, and sent through queue and channel.</summary>
public class QueueOverheadBenchmarks
{
    private HymbaEngine? _engine;
    private GenerationRequest? _request;

    [Params(1, 64)]
    public int NewTokens { get; set; }

    [GlobalSetup]
    public async Task Setup()
    {
        _engine = await BenchmarkModel.LoadAsync(new());
        _request = BenchmarkModel.Request(16, NewTokens);
    }

    [GlobalCleanup]
    public void Cleanup() => _engine!.Dispose();

    [Benchmark(Baseline = true)]
    public Task<GenerationResult> Direct() => _engine!.RunUnqueuedAsync(_request!);

    [Benchmark]
    public Task<GenerationResult> Queued() => _engine!.GenerateAsync(_request!);
}
