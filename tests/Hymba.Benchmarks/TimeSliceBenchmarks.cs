using BenchmarkDotNet.Attributes;
using Hymba.Inference;
using Hymba.Inference.Generation;

namespace Hymba.Benchmarks;

/// <summary>Time to the first token of a short request that comes behind a long one, with slices of different length and without (0).</summary>
[InvocationCount(1)]
public class TimeSliceBenchmarks
{
    private readonly GenerationRequest _short = BenchmarkModel.Request(16, 1);
    private HymbaEngine? _engine;
    private Task<GenerationResult>? _long;

    [Params(0, 1, 8, 32)]
    public int SliceSteps { get; set; }

    [GlobalSetup]
    public async Task Setup() => _engine = await BenchmarkModel.LoadAsync(new() { SliceSteps = SliceSteps });

    [GlobalCleanup]
    public void Cleanup() => _engine!.Dispose();

    [IterationSetup]
    public void StartLong()
    {
        var begun = new TaskCompletionSource();
        _long = _engine!.GenerateAsync(BenchmarkModel.Request(16, 500), _ => begun.TrySetResult());
        begun.Task.Wait();
    }

    [IterationCleanup]
    public void FinishLong() => _long!.Wait();

    [Benchmark]
    public Task<GenerationResult> ShortBehindLong() => _engine!.GenerateAsync(_short);
}
