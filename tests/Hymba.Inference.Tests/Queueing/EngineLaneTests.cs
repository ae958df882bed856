using Hymba.Inference.Queueing;

namespace Hymba.Inference.Tests.Queueing;

public sealed class EngineLaneTests
{
    [Fact]
    public async Task Does_the_work_in_order_on_one_thread()
    {
        using var lane = new EngineLane("test");
        var order = new List<int>();
        Task<int>[] tasks = [.. Enumerable.Range(0, 50).Select(i => lane.RunAsync(
            () =>
            {
                order.Add(i);
                return Environment.CurrentManagedThreadId;
            },
            CancellationToken.None))];
        int[] threads = await Task.WhenAll(tasks);
        Assert.Single(threads.Distinct());
        Assert.Equal(Enumerable.Range(0, 50), order);
    }

    [Fact]
    public async Task Work_that_waits_is_cancelled_at_once()
    {
        using var lane = new EngineLane("test");
        using var gate = new ManualResetEventSlim();
        using var giveUp = new CancellationTokenSource();
        Task<bool> running = lane.RunAsync(() => gate.Wait(TimeSpan.FromMinutes(1)), CancellationToken.None);
        bool ran = false;
        Task<bool> waiting = lane.RunAsync(() => ran = true, giveUp.Token);
        await giveUp.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => waiting);
        Assert.False(running.IsCompleted);
        gate.Set();
        Assert.True(await running);
        Assert.True(await lane.RunAsync(() => !ran, CancellationToken.None));
    }

    [Fact]
    public async Task What_is_cancelled_already_gives_a_cancelled_task()
    {
        using var lane = new EngineLane("test");
        Task<int> task = lane.RunAsync(() => 1, new CancellationToken(canceled: true));
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => task);
    }

    [Fact]
    public async Task Failing_work_fails_its_caller_and_nobody_else()
    {
        using var lane = new EngineLane("test");
        Task<int> failing = lane.RunAsync<int>(() => throw new InvalidDataException("mine"), CancellationToken.None);
        Assert.Equal(2, await lane.RunAsync(() => 2, CancellationToken.None));
        Assert.Equal("mine", (await Assert.ThrowsAsync<InvalidDataException>(() => failing)).Message);
    }

    [Fact]
    public async Task Closing_finishes_what_was_accepted_then_does_the_last_thing()
    {
        var lane = new EngineLane("test");
        var events = new List<string>();
        Task<int> first = lane.RunAsync(() => { events.Add("work"); return 1; }, CancellationToken.None);
        lane.Close(() => events.Add("last"));

        Assert.Equal(["work", "last"], events);
        Assert.Equal(1, await first);
        await Assert.ThrowsAsync<ObjectDisposedException>(() => lane.RunAsync(() => 1, CancellationToken.None));
    }

    [Fact]
    public async Task Work_may_close_its_own_lane()
    {
        var lane = new EngineLane("test");
        var last = new TaskCompletionSource<bool>();
        bool finished = false;
        Task<bool> closing = lane.RunAsync(
            () =>
            {
                lane.Close(() => last.SetResult(finished));
                return finished = true;
            },
            CancellationToken.None);
        Assert.True(await closing);
        Assert.True(await last.Task);
    }
}
