using System.Diagnostics.Metrics;
using Hymba.Inference.Generation;
using Hymba.Inference.Queueing;

namespace Hymba.Inference.Tests.Queueing;

/// <summary>What an engine's failure means for those who were not in it.</summary>
public sealed class EngineFaultTests
{
    private static readonly CancellationToken Test = TestContext.Current.CancellationToken;

    [Fact]
    public async Task Requests_that_never_began_outlive_a_poisonous_one()
    {
        using var submitted = new ManualResetEventSlim();
        using var fixture = new LaneFixture(new() { SliceSteps = 1 }, (request, _) =>
        {
            submitted.Wait();
            if (request.MaxNewTokens == 7)
            {
                throw new InvalidOperationException("poison");
            }
        });
        QueuedRequest poison = await fixture.SubmitAsync(7, Urgent);
        QueuedRequest waiting = await fixture.SubmitAsync(3);
        submitted.Set();
        await Assert.ThrowsAsync<EngineFaultException>(() => LaneFixture.TextAsync(poison));
        Assert.Equal("1 2 3 ", await LaneFixture.TextAsync(waiting));
        Assert.Equal(0, waiting.Retries);
    }

    [Fact]
    public async Task A_checkpoint_that_has_gone_is_an_engine_fault_with_the_reason_inside()
    {
        int loads = 0;
        using var fixture = new LaneFixture(
            new(),
            (_, _) => throw new InvalidOperationException("broken"),
            _ =>
            {
                if (loads++ > 0)
                {
                    throw new ModelLoadException("gone", ["the directory is not there."]);
                }
            });
        var error = await Assert.ThrowsAsync<EngineFaultException>(async () => await LaneFixture.TextAsync(await fixture.SubmitAsync(1)));
        Assert.IsType<ModelLoadException>(error.InnerException);
        Assert.Contains("not there", fixture.Lane.Fault, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_failed_engine_is_loaded_anew_without_waiting_for_a_request()
    {
        using var reloaded = new ManualResetEventSlim();
        using var fixture = new LaneFixture(
            new(),
            (_, step) =>
            {
                if (step == 1)
                {
                    throw new InvalidOperationException("broken");
                }
            },
            loads =>
            {
                if (loads == 1)
                {
                    reloaded.Set();
                }
            });
        await Assert.ThrowsAsync<EngineFaultException>(async () => await LaneFixture.TextAsync(await fixture.SubmitAsync(5)));
        Assert.True(reloaded.Wait(TimeSpan.FromMinutes(1), Test));
        await fixture.Lane.RunAsync(_ => true, Test);
        Assert.Null(fixture.Lane.Fault);
        Assert.Equal(2, fixture.Replicas.Count);
    }

    [Fact]
    public async Task A_listener_that_throws_does_not_harm_the_engine()
    {
        using var listener = new MeterListener
        {
            InstrumentPublished = (instrument, self) =>
            {
                if (instrument.Meter.Name == EngineMetrics.MeterName)
                {
                    self.EnableMeasurementEvents(instrument);
                }
            },
        };
        int heard = 0;
        listener.SetMeasurementEventCallback<double>((_, _, _, _) => Hear());
        listener.SetMeasurementEventCallback<long>((_, _, _, _) => Hear());
        listener.Start();
        using var fixture = new LaneFixture(new());
        Assert.Equal("1 2 ", await LaneFixture.TextAsync(await fixture.SubmitAsync(2)));
        Assert.True(heard > 0);
        Assert.Equal(0, fixture.Lane.Restarts);

        void Hear()
        {
            heard++;
            throw new InvalidOperationException("a listener's own");
        }
    }

    [Theory]
    [InlineData(0)]
    [InlineData(8)]
    public async Task A_waiting_request_learns_of_its_deadline_while_another_one_runs(int sliceSteps)
    {
        var time = new ManualTime();
        using var submitted = new ManualResetEventSlim();
        using var seen = new ManualResetEventSlim();
        using var fixture = new LaneFixture(
            new() { SliceSteps = sliceSteps },
            (request, step) =>
            {
                submitted.Wait();
                time.Advance(TimeSpan.FromSeconds(1));
                if (step == 30)
                {
                    seen.Wait(TimeSpan.FromMinutes(1));
                }
            },
            time: time);
        QueuedRequest running = await fixture.SubmitAsync(40, Urgent);
        QueuedRequest waiting = await fixture.SubmitAsync(1, request => request with
        {
            MaxQueueWait = TimeSpan.FromSeconds(3),
            Priority = RequestPriority.Background,
        });
        submitted.Set();
        await Assert.ThrowsAsync<QueueTimeoutException>(() => LaneFixture.TextAsync(waiting));
        Assert.False(running.Done);
        seen.Set();
        Assert.EndsWith("40 ", await LaneFixture.TextAsync(running), StringComparison.Ordinal);
    }

    private static GenerationRequest Urgent(GenerationRequest request) => request with { Priority = RequestPriority.Interactive };
}
