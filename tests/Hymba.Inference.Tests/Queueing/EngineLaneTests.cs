using Hymba.Inference.Generation;
using Hymba.Inference.Queueing;

namespace Hymba.Inference.Tests.Queueing;

public sealed class EngineLaneTests
{
    [Fact]
    public async Task Requests_are_answered_in_slices()
    {
        var order = new List<(int Request, int Step)>();
        using var gate = new ManualResetEventSlim();
        using var fixture = new LaneFixture(new() { SliceSteps = 2 }, (request, step) =>
        {
            gate.Wait();
            order.Add((request.MaxNewTokens!.Value, step));
        });
        QueuedRequest[] requests = [await fixture.SubmitAsync(5), await fixture.SubmitAsync(3)];
        gate.Set();
        Assert.Equal("1 2 3 4 5 ", await LaneFixture.TextAsync(requests[0]));
        Assert.Equal("1 2 3 ", await LaneFixture.TextAsync(requests[1]));
        Assert.Equal([(5, 0), (5, 1), (3, 0), (3, 1), (5, 2), (5, 3), (3, 2), (5, 4)], order);
        Assert.Equal(0, fixture.Queue.Requests);
    }

    [Fact]
    public async Task A_prompt_chunk_is_a_turn_of_its_own()
    {
        var order = new List<(int Request, int Step)>();
        using var gate = new ManualResetEventSlim();
        using var fixture = new LaneFixture(new() { SliceSteps = 8 }, (request, step) =>
        {
            gate.Wait();
            order.Add((request.MaxNewTokens!.Value, step));
        });
        QueuedRequest longPrompt = await fixture.SubmitAsync(1, request => request with { PromptTokens = [1, 1, 1, 1] });
        QueuedRequest shortPrompt = await fixture.SubmitAsync(2);
        gate.Set();
        await LaneFixture.TextAsync(longPrompt);
        await LaneFixture.TextAsync(shortPrompt);
        Assert.Equal([(1, -3), (2, 0), (2, 1), (1, -2), (1, -1), (1, 0)], order);
    }

    [Fact]
    public async Task A_failure_restarts_the_engine_and_repeats_what_nobody_has_seen()
    {
        using var submitted = new ManualResetEventSlim();
        int failures = 0;
        using var fixture = new LaneFixture(new() { SliceSteps = 1 }, (request, step) =>
        {
            submitted.Wait();
            if (request.MaxNewTokens == 4 && step == 2 && Interlocked.Exchange(ref failures, 1) == 0)
            {
                throw new InvalidOperationException("broken");
            }
        });
        QueuedRequest begun = await fixture.SubmitAsync(4);
        QueuedRequest unseen = await fixture.SubmitAsync(3, request => request with { Priority = Hymba.Inference.Generation.RequestPriority.Background });
        submitted.Set();
        var error = await Assert.ThrowsAsync<EngineFaultException>(() => LaneFixture.TextAsync(begun));
        Assert.Equal("broken", error.InnerException!.Message);
        Assert.Equal("1 2 3 ", await LaneFixture.TextAsync(unseen));
        Assert.Equal((1, 2), (fixture.Lane.Restarts, fixture.Replicas.Count));
        Assert.True(fixture.Replicas[0].Disposed);
        Assert.Null(fixture.Lane.Fault);
        Assert.Equal(0, fixture.Queue.Requests);
    }

    [Fact]
    public async Task A_request_that_always_fails_is_given_up()
    {
        using var fixture = new LaneFixture(new(), (request, _) =>
        {
            if (request.MaxNewTokens == 7)
            {
                throw new InvalidOperationException("poison");
            }
        });
        QueuedRequest poison = await fixture.SubmitAsync(7);
        await Assert.ThrowsAsync<EngineFaultException>(() => LaneFixture.TextAsync(poison));
        Assert.Equal("1 2 ", await LaneFixture.TextAsync(await fixture.SubmitAsync(2)));
        Assert.Equal(3, fixture.Lane.Restarts);
    }

    [Fact]
    public async Task An_engine_that_cannot_load_fails_its_requests_and_recovers_later()
    {
        bool broken = true;
        using var fixture = new LaneFixture(new(), beforeLoad: _ =>
        {
            if (broken)
            {
                throw new InvalidOperationException("no weights");
            }
        });
        await Assert.ThrowsAsync<EngineFaultException>(async () => await LaneFixture.TextAsync(await fixture.SubmitAsync(1)));
        Assert.Equal("no weights", fixture.Lane.Fault);
        broken = false;
        Assert.Equal("1 ", await LaneFixture.TextAsync(await fixture.SubmitAsync(1)));
        Assert.Null(fixture.Lane.Fault);
    }

    [Fact]
    public async Task What_a_request_s_own_code_throws_is_its_own()
    {
        using var fixture = new LaneFixture(new(), (request, _) =>
        {
            if (request.MaxNewTokens == 7)
            {
                throw new RequestCodeException(new FormatException("mine"));
            }
        });
        QueuedRequest bad = await fixture.SubmitAsync(7), good = await fixture.SubmitAsync(2);
        Assert.Equal("mine", (await Assert.ThrowsAsync<FormatException>(() => LaneFixture.TextAsync(bad))).Message);
        Assert.Equal("1 2 ", await LaneFixture.TextAsync(good));
        Assert.Equal(0, fixture.Lane.Restarts);
    }

    [Fact]
    public async Task An_ended_request_frees_its_session_and_its_place()
    {
        using var inside = new ManualResetEventSlim();
        using var go = new ManualResetEventSlim();
        using var fixture = new LaneFixture(new() { Capacity = 1 }, (_, step) =>
        {
            if (step == 3)
            {
                inside.Set();
                go.Wait();
            }
        });
        QueuedRequest long1 = await fixture.SubmitAsync(1000);
        inside.Wait(TestContext.Current.CancellationToken);
        long1.End(new OperationCanceledException());
        fixture.Lane.Wake();
        Assert.Equal(0, fixture.Queue.Requests);
        go.Set();
        Assert.Equal("1 ", await LaneFixture.TextAsync(await fixture.SubmitAsync(1)));
        await Assert.ThrowsAsync<OperationCanceledException>(() => LaneFixture.TextAsync(long1));
        Assert.Equal(0, await fixture.Lane.RunAsync(replica => replica.OpenSessions, CancellationToken.None));
    }

    [Fact]
    public async Task Deadlines_end_what_waits_and_what_runs()
    {
        var time = new ManualTime();
        using var fixture = new LaneFixture(
            new() { SliceSteps = 0 },
            (request, step) =>
            {
                if (request.MaxNewTokens == 50)
                {
                    time.Advance(TimeSpan.FromSeconds(1));
                }
            },
            time: time);
        QueuedRequest running = await fixture.SubmitAsync(50, request => request with { MaxTotalTime = TimeSpan.FromSeconds(10.5) });
        QueuedRequest waiting = await fixture.SubmitAsync(1, request => request with
        {
            MaxQueueWait = TimeSpan.FromSeconds(3),
            Priority = Hymba.Inference.Generation.RequestPriority.Background,
        });
        var late = await Assert.ThrowsAsync<QueueTimeoutException>(() => LaneFixture.TextAsync(running));
        Assert.True(late.Started);
        Assert.Equal(TimeSpan.FromSeconds(11), late.Waited);
        var never = await Assert.ThrowsAsync<QueueTimeoutException>(() => LaneFixture.TextAsync(waiting));
        Assert.False(never.Started);
    }

    [Fact]
    public async Task Closing_ends_everything_and_frees_the_model()
    {
        var fixture = new LaneFixture(new());
        QueuedRequest endless = await fixture.SubmitAsync(int.MaxValue);
        await endless.Updates.WaitToReadAsync(TestContext.Current.CancellationToken);
        fixture.Dispose();
        await Assert.ThrowsAsync<ObjectDisposedException>(() => LaneFixture.TextAsync(endless));
        Assert.True(fixture.Replicas[0].Disposed);
        Assert.Equal(0, fixture.Replicas[0].OpenSessions);
        await Assert.ThrowsAsync<ObjectDisposedException>(() => fixture.Lane.RunAsync(_ => 1, CancellationToken.None));
        QueuedRequest after = await fixture.SubmitAsync(1);
        await Assert.ThrowsAsync<ObjectDisposedException>(() => LaneFixture.TextAsync(after));
    }

    [Fact]
    public async Task A_request_for_the_last_update_alone_gets_no_other()
    {
        using var fixture = new LaneFixture(new());
        QueuedRequest queued = await fixture.Queue.EnterAsync(new GenerationRequest { PromptTokens = [1], MaxNewTokens = 5 }, 1, CancellationToken.None);
        queued.HandsOutLastOnly = true;

        fixture.Lane.Submit(queued);
        List<GenerationUpdate> updates = await queued.Updates.ReadAllAsync(TestContext.Current.CancellationToken).ToListAsync(TestContext.Current.CancellationToken);

        GenerationResult result = Assert.Single(updates).Result!;
        Assert.Equal(5, result.Usage.CompletionTokens);
    }

    [Fact]
    public async Task Other_work_runs_between_turns()
    {
        using var fixture = new LaneFixture(new());
        QueuedRequest request = await fixture.SubmitAsync(100_000);
        await request.Updates.WaitToReadAsync(TestContext.Current.CancellationToken);
        Assert.Equal(1, await fixture.Lane.RunAsync(replica => replica.OpenSessions, CancellationToken.None));
        await Assert.ThrowsAsync<FormatException>(() => fixture.Lane.RunAsync<int>(_ => throw new FormatException(), CancellationToken.None));
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => fixture.Lane.RunAsync(_ => 1, new CancellationToken(canceled: true)));
        request.End(new OperationCanceledException());
        fixture.Lane.Wake();
    }

    [Fact]
    public async Task Work_that_waits_is_cancelled_at_once()
    {
        using var gate = new ManualResetEventSlim();
        using var fixture = new LaneFixture(new());
        using var giveUp = new CancellationTokenSource();
        Task<bool> running = fixture.Lane.RunAsync(_ => gate.Wait(TimeSpan.FromMinutes(1)), CancellationToken.None);
        bool ran = false;
        Task<bool> waiting = fixture.Lane.RunAsync(_ => ran = true, giveUp.Token);
        await giveUp.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => waiting);
        Assert.False(running.IsCompleted);
        gate.Set();
        Assert.True(await running);
        Assert.True(await fixture.Lane.RunAsync(_ => !ran, CancellationToken.None));
    }

    [Fact]
    public async Task Work_may_close_its_own_lane()
    {
        using var fixture = new LaneFixture(new());
        Assert.True(await fixture.Lane.RunAsync(
            _ =>
            {
                fixture.Lane.Dispose();
                return true;
            },
            CancellationToken.None));
        fixture.Lane.Dispose();
        Assert.True(Assert.Single(fixture.Replicas).Disposed);
    }
}
