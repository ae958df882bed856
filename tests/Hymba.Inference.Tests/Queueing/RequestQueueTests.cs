using Hymba.Inference.Generation;
using Hymba.Inference.Queueing;

namespace Hymba.Inference.Tests.Queueing;

public sealed class RequestQueueTests : IDisposable
{
    private static readonly GenerationRequest Request = new() { PromptTokens = [1] };
    private readonly EngineMetrics _metrics = new(() => 0);
    private readonly ManualTime _time = new();

    [Fact]
    public async Task A_full_queue_fails_fast_with_length_limit_and_estimate()
    {
        using RequestQueue queue = Queue(new() { Capacity = 2 });
        QueuedRequest first = await EnterAsync(queue), second = await EnterAsync(queue);
        var full = await Assert.ThrowsAsync<QueueFullException>(() => EnterAsync(queue));
        Assert.Equal((2, 2, 1.0), (full.QueueLength, full.Limit, full.RetryAfter.TotalSeconds));

        for (int i = 0; i < 30; i++)
        {
            _time.Advance(TimeSpan.FromSeconds(4));
            second.End(null);
            second = await EnterAsync(queue);
        }

        full = await Assert.ThrowsAsync<QueueFullException>(() => EnterAsync(queue));
        Assert.Equal(4, full.RetryAfter.TotalSeconds, 0.1);
        Assert.Contains("2 requests", full.Message, StringComparison.Ordinal);
        first.End(null);
        first.End(null);
        Assert.Equal(1, queue.Requests);
    }

    [Fact]
    public async Task A_waiting_queue_lets_the_next_one_in()
    {
        using RequestQueue queue = Queue(new() { Capacity = 1, WhenFull = QueueFullMode.Wait });
        QueuedRequest first = await EnterAsync(queue);
        Task<QueuedRequest> second = EnterAsync(queue);
        Assert.False(second.IsCompleted);
        first.End(null);
        Assert.NotSame(first, await second);
    }

    [Fact]
    public async Task Waiting_ends_by_deadline_cancellation_and_closing()
    {
        RequestQueue queue = new(new() { Capacity = 1, WhenFull = QueueFullMode.Wait }, _metrics, TimeProvider.System);
        await EnterAsync(queue);
        var late = await Assert.ThrowsAsync<QueueTimeoutException>(
            () => EnterAsync(queue, Request with { MaxQueueWait = TimeSpan.FromMilliseconds(20), MaxTotalTime = TimeSpan.FromHours(1) }));
        Assert.False(late.Started);
        using var source = new CancellationTokenSource();
        Task<QueuedRequest> cancelled = queue.EnterAsync(Request, 1, source.Token), closed = EnterAsync(queue);
        await source.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => cancelled);
        queue.Dispose();
        await Assert.ThrowsAsync<ObjectDisposedException>(() => closed);
        Assert.Equal(1, queue.Requests);
    }

    [Fact]
    public async Task Draining_waits_for_the_last_request()
    {
        using RequestQueue queue = Queue(new() { Capacity = 3 });
        QueuedRequest first = await EnterAsync(queue), second = await EnterAsync(queue);
        Task drained = queue.DrainAsync(CancellationToken.None);
        first.End(null);
        Assert.False(drained.IsCompleted);
        second.End(null);
        await drained;
        await EnterAsync(queue);
    }

    [Fact]
    public async Task Draining_takes_no_place_whoever_waits_or_gives_up()
    {
        using RequestQueue queue = Queue(new() { Capacity = 2 });
        QueuedRequest first = await EnterAsync(queue);
        using var source = new CancellationTokenSource();
        Task given = queue.DrainAsync(source.Token), one = queue.DrainAsync(CancellationToken.None), two = queue.DrainAsync(CancellationToken.None);
        await source.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => given);
        QueuedRequest second = await EnterAsync(queue);
        first.End(null);
        Assert.False(one.IsCompleted);
        second.End(null);
        await Task.WhenAll(one, two).WaitAsync(TimeSpan.FromMinutes(1), TestContext.Current.CancellationToken);
    }

    [Fact]
    public async Task Draining_waits_for_those_who_wait_for_a_place()
    {
        using RequestQueue queue = Queue(new() { Capacity = 1, WhenFull = QueueFullMode.Wait });
        QueuedRequest first = await EnterAsync(queue);
        Task<QueuedRequest> second = EnterAsync(queue);
        Task drained = queue.DrainAsync(CancellationToken.None);
        first.End(null);
        QueuedRequest entered = await second;
        Assert.False(drained.IsCompleted);
        entered.End(null);
        await drained;
    }

    [Fact]
    public async Task A_quiet_night_does_not_count_as_slow()
    {
        using RequestQueue queue = Queue(new() { Capacity = 1 });
        _time.Advance(TimeSpan.FromHours(8));
        QueuedRequest first = await EnterAsync(queue);
        _time.Advance(TimeSpan.FromSeconds(1));
        first.End(null);
        await EnterAsync(queue);
        var full = await Assert.ThrowsAsync<QueueFullException>(() => EnterAsync(queue));
        Assert.Equal(1, full.RetryAfter.TotalSeconds, 0.1);
    }

    [Fact]
    public void Wrong_options_are_reported_together()
    {
        IReadOnlyList<string> errors = new HymbaQueueOptions
        {
            Capacity = 0,
            SliceSteps = -1,
            MaxStateBytes = 0,
            AgeingInterval = TimeSpan.Zero,
            MaxQueueWait = TimeSpan.Zero,
            MaxTotalTime = -TimeSpan.FromSeconds(1),
            WhenFull = (QueueFullMode)9,
        }.Validate();
        Assert.Equal(7, errors.Count);
        Assert.Contains("Queue.Capacity is 0; it must be at least 1.", errors);
        Assert.Empty(new HymbaQueueOptions().Validate());
    }

    public void Dispose() => _metrics.Dispose();

    private static Task<QueuedRequest> EnterAsync(RequestQueue queue, GenerationRequest? request = null)
        => queue.EnterAsync(request ?? Request, 1, CancellationToken.None);

    private RequestQueue Queue(HymbaQueueOptions options) => new(options, _metrics, _time);
}
