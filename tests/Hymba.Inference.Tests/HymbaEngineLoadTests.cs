using Hymba.Inference.Generation;
using Hymba.Inference.Tests.Generation;

namespace Hymba.Inference.Tests;

public sealed class HymbaEngineLoadTests
{
    private static readonly HymbaEngineOptions Tiny = new()
    {
        ModelPath = RepositoryFiles.Fixture("golden/tiny-a"),
        DataType = HymbaDataType.Float32,
        Threads = 2,
    };

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Reports_loading_up_to_the_end()
    {
        var reports = new List<LoadProgress>();
        await using HymbaEngine engine = await HymbaEngine.LoadAsync(Tiny, new Reporter(reports.Add), cancellationToken: Token);
        Assert.True(reports.Count > 50);
        Assert.All(reports.Zip(reports.Skip(1)), pair => Assert.True(pair.First.BytesRead < pair.Second.BytesRead));
        Assert.Equal(reports[^1].TotalBytes, reports[^1].BytesRead);
        Assert.Equal(320, engine.Config.VocabularySize);
    }

    [Fact]
    public async Task Loading_stops_where_it_is_cancelled()
    {
        using var stop = new CancellationTokenSource();
        int reports = 0;
        var progress = new Reporter(_ =>
        {
            if (++reports == 5)
            {
                stop.Cancel();
            }
        });
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => HymbaEngine.LoadAsync(Tiny, progress, cancellationToken: stop.Token));
        Assert.Equal(5, reports);
    }

    [Fact]
    public async Task What_a_progress_report_throws_ends_loading()
        => await Assert.ThrowsAsync<InvalidDataException>(
            () => HymbaEngine.LoadAsync(Tiny, new Reporter(_ => throw new InvalidDataException()), cancellationToken: Token));

    [Fact]
    public async Task Wrong_options_are_listed()
    {
        HymbaEngineOptions options = Tiny with { ModelPath = " ", Device = "gpu", Threads = 0, PrefixCacheBytes = -1, PrefillChunkTokens = 0 };
        var error = await Assert.ThrowsAsync<InvalidOptionsException>(() => HymbaEngine.LoadAsync(options, cancellationToken: Token));
        Assert.Equal(5, error.Errors.Count);
    }

    [Fact]
    public async Task A_device_that_is_not_there_is_a_typed_error()
    {
        Assert.SkipWhen(TorchSharp.torch.cuda.is_available(), "This machine has a GPU.");
        await Assert.ThrowsAsync<NativeLibraryException>(() => HymbaEngine.LoadAsync(Tiny with { Device = "cuda:7" }, cancellationToken: Token));
    }

    [Fact]
    public async Task Requests_of_many_threads_give_what_they_give_alone()
    {
        await using HymbaEngine engine = await HymbaEngine.LoadAsync(Tiny, cancellationToken: Token);
        await using HymbaEngine other = await HymbaEngine.LoadAsync(Tiny, cancellationToken: Token);
        GenerationRequest[] requests = [.. Enumerable.Range(0, 12).Select(i => Requests.Random(i, 1 + (i * 7), 10, 320, 1 + (i * 7)))];
        var alone = new List<IReadOnlyList<int>>();
        foreach (GenerationRequest request in requests)
        {
            alone.Add((await engine.GenerateAsync(request, Token)).TokenIds);
        }

        await Parallel.ForAsync(0, 2 * requests.Length, Token, async (i, cancel) =>
        {
            GenerationResult result = await (i % 2 == 0 ? engine : other).GenerateAsync(requests[i / 2], cancel);
            Assert.Equal(alone[i / 2], result.TokenIds);
        });
    }

    [Fact]
    public async Task What_callbacks_throw_ends_their_request_alone()
    {
        await using HymbaEngine engine = await HymbaEngine.LoadAsync(Tiny, cancellationToken: Token);
        GenerationRequest request = Requests.Random(1, 5, 8, 320);
        IReadOnlyList<int> expected = (await engine.GenerateAsync(request, Token)).TokenIds;
        await Assert.ThrowsAsync<InvalidDataException>(() => engine.GenerateAsync(request, _ => throw new InvalidDataException(), Token));
        await Assert.ThrowsAsync<InvalidDataException>(
            () => engine.GenerateAsync(request with { Constraint = (_, _) => throw new InvalidDataException() }, Token));
        await Assert.ThrowsAsync<InvalidLogitsException>(
            () => engine.GenerateAsync(request with { Constraint = (_, logits) => logits.Fill(float.NegativeInfinity) }, Token));
        await Assert.ThrowsAnyAsync<OperationCanceledException>(
            () => engine.GenerateAsync(request with { Constraint = (_, _) => throw new OperationCanceledException() }, Token));
        Assert.Equal(expected, (await engine.GenerateAsync(request, Token)).TokenIds);
    }

    [Fact]
    public async Task Works_with_odd_numbers_of_threads_and_refuses_absurd_ones()
    {
        foreach (int threads in new[] { 1, 3 })
        {
            HymbaEngineOptions options = Tiny with { Threads = threads, DataType = HymbaDataType.BFloat16 };
            await using HymbaEngine engine = await HymbaEngine.LoadAsync(options, cancellationToken: Token);
            Assert.Equal(4, (await engine.GenerateAsync(Requests.Random(1, 300, 4, 320), Token)).Usage.CompletionTokens);
        }

        HymbaEngineOptions tooMany = Tiny with { Threads = HymbaEngineOptions.MaxThreads + 1 };
        var error = await Assert.ThrowsAsync<InvalidOptionsException>(() => HymbaEngine.LoadAsync(tooMany, cancellationToken: Token));
        Assert.Contains("1 to 256", error.Message, StringComparison.Ordinal);
    }

    private sealed class Reporter(Action<LoadProgress> report) : IProgress<LoadProgress>
    {
        public void Report(LoadProgress value) => report(value);
    }
}
