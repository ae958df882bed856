using Hymba.Inference.Generation;
using Hymba.Inference.Tests.Generation;

namespace Hymba.Inference.Tests;

public sealed class HymbaEngineLifetimeTests
{
    private static readonly GenerationRequest Long = Requests.Random(1, 40, 400, 320);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_stream_gives_what_the_whole_reply_gives()
    {
        await using HymbaEngine engine = await LoadAsync();
        GenerationRequest request = Long with { MaxNewTokens = 20 };
        var streamed = new List<int>();
        await foreach (GenerationUpdate update in engine.StreamAsync(request, Token))
        {
            streamed.Add(update.Token!.Value.Id);
        }

        Assert.Equal((await engine.GenerateAsync(request, Token)).TokenIds, streamed);
    }

    [Fact]
    public async Task Leaving_a_stream_early_ends_the_generation()
    {
        await using HymbaEngine engine = await LoadAsync();
        int steps = 0;
        GenerationRequest request = Long with { Constraint = (_, _) => steps++ };
        await foreach (GenerationUpdate update in engine.StreamAsync(request, Token))
        {
            break;
        }

        await engine.GenerateAsync(Long with { MaxNewTokens = 1 }, Token);
        Assert.InRange(steps, 1, 399);
    }

    [Fact]
    public async Task Cancelling_at_any_step_leaves_the_engine_whole()
    {
        await using HymbaEngine engine = await LoadAsync();
        GenerationRequest request = Long with { MaxNewTokens = 6, SnapshotPositions = [20, 40] };
        IReadOnlyList<int> expected = (await engine.GenerateAsync(request, Token)).TokenIds;
        for (int at = 0; at < 6; at++)
        {
            using var stop = new CancellationTokenSource();
            GenerationRequest watched = request with
            {
                Constraint = (generated, _) =>
                {
                    if (generated.Length == at)
                    {
                        stop.Cancel();
                    }
                },
            };
            await Assert.ThrowsAnyAsync<OperationCanceledException>(() => engine.GenerateAsync(watched, stop.Token));
        }

        Assert.Equal(expected, (await engine.GenerateAsync(request, Token)).TokenIds);
    }

    [Fact]
    public async Task Disposing_ends_the_running_request_and_refuses_more()
    {
        HymbaEngine engine = await LoadAsync();
        var started = new TaskCompletionSource();
        Task<GenerationResult> running = engine.GenerateAsync(Long, _ => started.TrySetResult(), Token);
        await started.Task;
        await Task.WhenAll(engine.DisposeAsync().AsTask(), engine.DisposeAsync().AsTask());

        await Assert.ThrowsAsync<ObjectDisposedException>(() => running);
        await Assert.ThrowsAsync<ObjectDisposedException>(() => engine.GenerateAsync(Long, Token));
        await Assert.ThrowsAsync<ObjectDisposedException>(() => engine.ScoreAsync([1, 2], Token));
    }

    [Fact]
    public async Task Code_of_a_request_may_dispose_the_engine()
    {
        HymbaEngine engine = await LoadAsync();
        GenerationRequest request = Long with { Constraint = (_, _) => engine.Dispose() };
        await Assert.ThrowsAsync<ObjectDisposedException>(() => engine.GenerateAsync(request, Token));
    }

    private static Task<HymbaEngine> LoadAsync() => HymbaEngine.LoadAsync(
        new HymbaEngineOptions
        {
            ModelPath = RepositoryFiles.Fixture("golden/tiny-a"),
            DataType = HymbaDataType.Float32,
            PrefillChunkTokens = 16,
        },
        cancellationToken: Token);
}
