using Hymba.Inference.Generation;
using Hymba.Inference.Queueing;
using Hymba.Inference.Sampling;
using Hymba.Inference.Tests.Generation;
using Hymba.Inference.Tests.Golden;
using Microsoft.Extensions.Logging.Abstractions;

namespace Hymba.Inference.Tests.Queueing;

/// <summary>Runs alone: it counts the process's tensors and pages.</summary>
[Collection(nameof(MemoryTests))]
public sealed class LoadTests
{
    private const int Callers = 64;
    private const int RequestsTotal = 1000;
    private const int Kinds = 40;

    [Fact]
    public async Task A_thousand_mixed_requests_all_end_well_or_with_a_documented_exception()
    {
        GoldenModel golden = GoldenModel.Get("tiny-a");
        GenerationRequest[] kinds = [.. Enumerable.Range(0, Kinds).Select(Kind)];
        int[][] expected;
        using (LoadedModel serial = golden.LoadModel(chunkTokens: 16, prefixCacheBytes: 0))
        {
            expected = [.. kinds.Select(kind => Sessions.Run(serial, kind).TokenIds.ToArray())];
        }

        long tensors = Collected();
        var options = new HymbaQueueOptions
        {
            Capacity = 24,
            WhenFull = QueueFullMode.Wait,
            SliceSteps = 3,
            MaxStateBytes = 12 * 60_000,
            AgeingInterval = TimeSpan.FromMilliseconds(200),
        };
        var failures = new Random(3);
        using var metrics = new EngineMetrics(() => 0);
        using var queue = new RequestQueue(options, metrics, TimeProvider.System);
        var lane = new EngineLane<FlakyReplica>(
            () => new FlakyReplica(golden.LoadModel(chunkTokens: 16), failures, failuresPerStep: 0.001), options, metrics, TimeProvider.System, NullLogger.Instance);
        var outcomes = new System.Collections.Concurrent.ConcurrentDictionary<string, int>();
        int next = 0;
        await Task.WhenAll(Enumerable.Range(0, Callers).Select(_ => Task.Run(CallerAsync)));

        Assert.Equal(RequestsTotal, outcomes.Values.Sum());
        Assert.Subset(new HashSet<string> { "finished", "cancelled", "abandoned", nameof(EngineFaultException) }, outcomes.Keys.ToHashSet());
        Assert.InRange(outcomes["finished"], 500, 950);
        Assert.True(outcomes["cancelled"] > 0 && outcomes["abandoned"] > 0);
        Assert.True(lane.Restarts > 0, "No failure was injected.");
        Assert.Equal(0, queue.Requests);
        Assert.Equal(0, await lane.RunAsync(_ => lane.Active, CancellationToken.None));
        lane.Dispose();
        Assert.Equal(tensors, Collected());

        async Task CallerAsync()
        {
            for (int i = Interlocked.Increment(ref next) - 1; i < RequestsTotal; i = Interlocked.Increment(ref next) - 1)
            {
                string outcome = await OneAsync(i);
                outcomes.AddOrUpdate(outcome, 1, (_, count) => count + 1);
            }
        }

        async Task<string> OneAsync(int i)
        {
            var random = new Random(i);
            int kind = random.Next(Kinds), fate = random.Next(10), readsBeforeLeaving = random.Next(4);
            GenerationRequest request = kinds[kind] with
            {
                Priority = (RequestPriority)random.Next(3),
                FairShareKey = random.Next(3) == 0 ? null : $"caller {random.Next(5)}",
            };
            QueuedRequest queued = await queue.EnterAsync(request, 60_000, CancellationToken.None);
            lane.Submit(queued);
            try
            {
                int reads = 0;
                await foreach (GenerationUpdate update in queued.Updates.ReadAllAsync())
                {
                    if (update.Result is GenerationResult result)
                    {
                        Assert.Equal(expected[kind], result.TokenIds);
                        return "finished";
                    }

                    if (fate <= 1 && reads++ >= readsBeforeLeaving)
                    {
                        return queued.End(new OperationCanceledException()) ? fate == 0 ? "abandoned" : "cancelled" : "finished";
                    }
                }

                return "ended without a result";
            }
            catch (EngineFaultException)
            {
                return nameof(EngineFaultException);
            }
            finally
            {
                queued.End(new OperationCanceledException());
                lane.Wake();
            }
        }
    }

    [Fact]
    public async Task Ten_thousand_short_requests_leave_memory_flat()
    {
        await using HymbaEngine engine = await HymbaEngine.LoadAsync(
            new() { ModelPath = RepositoryFiles.Fixture("golden/tiny-a"), DataType = HymbaDataType.Float32, PrefixCacheBytes = 1 << 20 },
            cancellationToken: TestContext.Current.CancellationToken);
        await RunAsync(0, 2000);
        long tensors = Collected(), resident = MemoryTests.ResidentBytes();
        await RunAsync(2000, 10_000);
        Assert.InRange(Collected() - tensors, -300, 300);
        Assert.True(MemoryTests.ResidentBytes() - resident < 24 << 20, $"{resident} bytes before, {MemoryTests.ResidentBytes()} after");
        Assert.Equal(new EngineStatus(true, null, 0, 0, 0, 64), engine.Status);

        Task RunAsync(int from, int to) => Parallel.ForAsync(from, to, new ParallelOptions { MaxDegreeOfParallelism = 16 }, async (i, cancellation) =>
        {
            GenerationResult result = await engine.GenerateAsync(Requests.Random(i % 50, 1 + (i % 7), 1 + (i % 2), 320, 1), cancellation);
            Assert.Equal(1 + (i % 2), result.TokenIds.Count);
        });
    }

    private static GenerationRequest Kind(int seed)
    {
        int prompt = 1 + (seed * 7 % 50);
        return Requests.Random(seed, prompt, 1 + (seed * 5 % 14), 320, prompt) with
        {
            Sampling = seed % 2 == 0 ? new SamplingOptions() : new SamplingOptions { Temperature = 1, Seed = seed },
        };
    }

    private static long Collected()
    {
        GC.Collect();
        GC.WaitForPendingFinalizers();
        GC.Collect();
        return MemoryTests.TensorsAndBlocks();
    }
}
