using Hymba.Validation.Policies;
using Hymba.Validation.Tests.Fakes;
using Microsoft.Extensions.Time.Testing;

namespace Hymba.Validation.Tests.Pipeline;

/// <summary>A validator that throws, hangs or is cancelled, failing closed and open.</summary>
public sealed class FaultMatrixTests
{
    public static TheoryData<Fault, FailureMode, StreamingBehaviour> Matrix()
    {
        var matrix = new TheoryData<Fault, FailureMode, StreamingBehaviour>();
        foreach (var fault in Enum.GetValues<Fault>())
        {
            foreach (var mode in Enum.GetValues<FailureMode>())
            {
                matrix.Add(fault, mode, StreamingBehaviour.Incremental);
                matrix.Add(fault, mode, StreamingBehaviour.WholeText);
            }
        }

        return matrix;
    }

    [Theory]
    [MemberData(nameof(Matrix))]
    public async Task A_failing_validator_blocks_or_is_left_out_and_is_always_reported(Fault fault, FailureMode mode, StreamingBehaviour behaviour)
    {
        using var faulty = new FaultyValidator("pii.faulty", fault, "trap") { Streaming = behaviour };
        var sink = new RecordingSink();
        var logs = new LogRecorder();
        var time = new FakeTimeProvider();
        var options = Pipelines.Options(Pipelines.On("pii", ValidationAction.Redact), Pipelines.On("secrets", ValidationAction.Redact));
        options.ValidatorTimeout = TimeSpan.FromSeconds(2);
        options.OnFailure = mode;
        var pipeline = Pipelines.Make(options, [faulty, new LiteralFinder("secrets.word", "secret")], sink: sink, time: time, loggers: logs);

        var running = Pipelines.StreamAsync(pipeline, ["good ", "trap ", "secret ", "end"]);
        if (fault == Fault.Hang)
        {
            await PassTimeAsync(time, running, faulty, sink);
        }

        var (emitted, result) = await running;

        if (mode == FailureMode.Open)
        {
            Assert.Equal("good trap <WORD> end", string.Concat(emitted));
            Assert.Equal(ValidationDecision.Redact, result.Decision);
        }
        else
        {
            Assert.Equal((ValidationDecision.Block, "pipeline.validator-failed"), (result.Decision, result.Rule));
            Assert.DoesNotContain("trap", string.Concat(emitted), StringComparison.Ordinal);
        }

        var kind = fault switch { Fault.Throw => "Threw", Fault.Hang => "Hung", _ => "Cancelled" };
        Assert.Contains(sink.Records, record => record.Failure == kind && record.Rule == "pii.faulty");
        Assert.Contains(logs.Lines, line => line.Contains("pii.faulty", StringComparison.Ordinal));
        Assert.DoesNotContain(logs.Lines, line => line.Contains("trap", StringComparison.Ordinal));
    }

    [Fact]
    public async Task One_that_may_only_annotate_cannot_hold_a_reply()
    {
        using var faulty = new FaultyValidator("pii.faulty", Fault.Throw);
        var sink = new RecordingSink();
        var (emitted, result) = await Pipelines.StreamAsync(Pipelines.Make(Pipelines.Options(), [faulty], sink: sink), ["a b"]);
        Assert.Equal("a b", string.Concat(emitted));
        Assert.Equal(ValidationDecision.Allow, result.Decision);
        Assert.Contains(sink.Records, record => record.Failure == "Threw");
    }

    [Fact]
    public async Task Cancelling_the_request_ends_the_wait_for_a_hanging_validator()
    {
        using var faulty = new FaultyValidator("pii.faulty", Fault.Hang);
        using var request = new CancellationTokenSource();
        var options = Pipelines.Options(Pipelines.On("pii", ValidationAction.Redact));
        options.ValidatorTimeout = TimeSpan.FromSeconds(2);
        var running = Pipelines.Make(options, [faulty], time: new FakeTimeProvider()).ValidateAsync("x", Pipelines.Reply, request.Token).AsTask();
        await faulty.Entered;
        await request.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => running);
    }

    [Fact]
    public async Task What_breaks_the_contract_counts_as_failed()
    {
        var validator = TextValidator.Create("pii.far", 10, (_, _) => [new Range(0, 1)]);
        var options = Pipelines.Options(Pipelines.On("pii", ValidationAction.Redact));
        var result = await Pipelines.Make(options, [validator]).ValidateAsync(string.Empty, Pipelines.Reply);
        Assert.Equal("pipeline.validator-failed", result.Rule);
    }

    private static async Task PassTimeAsync(FakeTimeProvider time, Task running, FaultyValidator faulty, RecordingSink sink)
    {
        await Task.WhenAny(running, faulty.Entered);
        while (!running.IsCompleted && !sink.Records.Any(record => record.Failure is not null))
        {
            time.Advance(TimeSpan.FromSeconds(2));
            await Task.Yield();
        }
    }
}
