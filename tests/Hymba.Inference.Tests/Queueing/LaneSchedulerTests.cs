using Hymba.Inference.Generation;
using Hymba.Inference.Queueing;

namespace Hymba.Inference.Tests.Queueing;

public sealed class LaneSchedulerTests
{
    private static readonly TimeSpan Turn = TimeSpan.FromMilliseconds(10);
    private readonly ManualTime _time = new();

    [Fact]
    public void Equal_requests_take_turns()
    {
        LaneScheduler scheduler = Scheduler(new());
        QueuedRequest[] requests = [Add(scheduler), Add(scheduler), Add(scheduler)];
        Assert.Equal([0, 1, 2, 0, 1, 2, 0], Turns(scheduler, requests, 7));
    }

    [Fact]
    public void A_newcomer_waits_for_one_round_at_most()
    {
        LaneScheduler scheduler = Scheduler(new());
        QueuedRequest first = Add(scheduler);
        Turns(scheduler, [first], 50);
        QueuedRequest second = Add(scheduler);
        Assert.Contains(1, Turns(scheduler, [first, second], 2));
    }

    [Fact]
    public void More_urgent_requests_go_first_but_ageing_lets_none_starve()
    {
        LaneScheduler scheduler = Scheduler(new() { AgeingInterval = TimeSpan.FromSeconds(1) });
        QueuedRequest background = Add(scheduler, RequestPriority.Background);
        QueuedRequest interactive = Add(scheduler, RequestPriority.Interactive);
        int[] turns = [.. Turns(scheduler, [background, interactive], 1000)];
        int first = Array.IndexOf(turns, 0);

        // Two ranks apart: the background request is level after two seconds, that is after 200 turns of 10 ms.
        Assert.InRange(first, 195, 205);
        Assert.InRange(turns.Count(turn => turn == 0), 4, 6);
    }

    [Fact]
    public void Callers_share_evenly_whatever_they_send()
    {
        LaneScheduler scheduler = Scheduler(new());
        QueuedRequest[] requests = [Add(scheduler, key: "a"), Add(scheduler, key: "a"), Add(scheduler, key: "a"), Add(scheduler, key: "b")];
        int[] turns = [.. Turns(scheduler, requests, 120)];
        Assert.InRange(turns.Count(turn => turn == 3), 58, 62);
        Assert.All([0, 1, 2], index => Assert.InRange(turns.Count(turn => turn == index), 18, 22));
    }

    [Fact]
    public void Absence_earns_no_claim()
    {
        LaneScheduler scheduler = Scheduler(new());
        QueuedRequest first = Add(scheduler, key: "a");
        Turns(scheduler, [first], 500);
        QueuedRequest second = Add(scheduler, key: "b");
        Assert.InRange(Turns(scheduler, [first, second], 20).Count(turn => turn == 1), 9, 11);
    }

    [Fact]
    public void Without_slices_a_request_runs_to_its_end()
    {
        LaneScheduler scheduler = Scheduler(new() { SliceSteps = 0 });
        QueuedRequest first = Add(scheduler), second = Add(scheduler, RequestPriority.Interactive);
        QueuedRequest running = scheduler.Next(null)!;
        Assert.Same(second, running);
        Assert.Same(second, scheduler.Next(running));
        running.End(null);
        scheduler.Remove(running);
        Assert.Same(first, scheduler.Next(running));
    }

    [Fact]
    public void A_state_that_does_not_fit_waits_and_nobody_slips_in_before_it()
    {
        LaneScheduler scheduler = Scheduler(new() { MaxStateBytes = 100 });
        QueuedRequest inside = Add(scheduler, bytes: 60);
        inside.Session = new FakeSession(new FakeReplica(), 5);
        QueuedRequest large = Add(scheduler, bytes: 90), small = Add(scheduler, bytes: 10);
        _time.Advance(Turn);
        scheduler.Charge(inside, Turn);
        Assert.Same(inside, scheduler.Next(inside));
        inside.End(null);
        scheduler.Remove(inside);
        Assert.Same(large, scheduler.Next(null));
        large.Session = new FakeSession(new FakeReplica(), 5);
        _time.Advance(Turn);
        scheduler.Charge(large, Turn);
        Assert.Same(small, scheduler.Next(large));
    }

    [Fact]
    public void One_state_is_let_in_whatever_its_size()
    {
        LaneScheduler scheduler = Scheduler(new() { MaxStateBytes = 1 });
        QueuedRequest huge = Add(scheduler, bytes: 1 << 30);
        Assert.Same(huge, scheduler.Next(null));
    }

    [Fact]
    public void Nothing_to_do_is_null() => Assert.Null(Scheduler(new()).Next(null));

    private LaneScheduler Scheduler(HymbaQueueOptions options) => new(options, _time);

    private QueuedRequest Add(LaneScheduler scheduler, RequestPriority priority = RequestPriority.Normal, string? key = null, long bytes = 1)
    {
        _time.Advance(TimeSpan.FromTicks(1));
        var request = new QueuedRequest(
            new GenerationRequest { PromptTokens = [1], Priority = priority, FairShareKey = key }, bytes, _time.GetTimestamp(), null, null, _ => { });
        scheduler.Add(request);
        return request;
    }

    private List<int> Turns(LaneScheduler scheduler, QueuedRequest[] requests, int count)
    {
        var order = new List<int>();
        QueuedRequest? running = null;
        for (int i = 0; i < count; i++)
        {
            running = scheduler.Next(running)!;
            _time.Advance(Turn);
            scheduler.Charge(running, Turn);
            order.Add(Array.IndexOf(requests, running));
        }

        return order;
    }
}
