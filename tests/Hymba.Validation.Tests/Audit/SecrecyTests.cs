using System.Diagnostics;
using Hymba.Validation.Audit;
using Hymba.Validation.Policies;
using Hymba.Validation.Tests.Fakes;
using Microsoft.Extensions.AI;

namespace Hymba.Validation.Tests.Audit;

/// <summary>No log line, metric tag, activity, audit record or error holds a value that was found.</summary>
public sealed class SecrecyTests
{
    private static readonly string[] Values = ["s3cret", "BOOM", "1234-5678", "tr4p"];

    [Fact]
    public async Task Nothing_found_is_told_anywhere()
    {
        var sink = new RecordingSink();
        var logs = new LogRecorder();
        var measured = new List<string>();
        using var listener = TagRecorder.Listen(measured);
        using var activity = new Activity("request").Start();
        using var faulty = new FaultyValidator("pii.faulty", Fault.Throw, "tr4p");
        var options = Pipelines.Options(
            Pipelines.On("secrets", ValidationAction.Redact), Pipelines.On("banned", ValidationAction.Block),
            Pipelines.On("banned", ValidationAction.Block, TextRole.User));
        options.OnFailure = FailureMode.Open;
        var pipeline = Pipelines.Make(
            options,
            [new LiteralFinder("secrets.word", "s3cret"), new LiteralFinder("banned.word", "BOOM"), new NumberFinder("pii.number"), faulty],
            sink: sink, loggers: logs);
        using var guarded = new OutputValidationChatClient(ScriptedClient.Saying("a s3cret 1234-5678 tr4p ", "BOOM"), pipeline);
        var blocked = await guarded.GetStreamingResponseAsync("hi").ToChatResponseAsync();
        var refused = await guarded.GetResponseAsync("BOOM");

        // Other tests count in the same meter.
        listener.Dispose();
        List<string> said;
        lock (measured)
        {
            said = [.. measured];
        }

        said.AddRange(logs.Lines);
        said.AddRange(sink.Records.Select(record => record.ToString()));
        said.AddRange(activity.Events.SelectMany(item => item.Tags).Select(tag => $"{tag.Key}={tag.Value}"));
        said.AddRange(blocked.Messages.Concat(refused.Messages).SelectMany(message => message.Contents).OfType<ErrorContent>()
            .Select(error => $"{error.Message} {error.Details} {error.ErrorCode}"));
        Assert.True(said.Count > 20);
        Assert.All(said, line => Assert.DoesNotContain(Values, value => line.Contains(value, StringComparison.Ordinal)));
    }

    [Fact]
    public async Task Every_finding_and_decision_is_recorded_with_a_keyed_hash()
    {
        var sink = new RecordingSink();
        using var activity = new Activity("request").Start();
        var result = await Pipelines.Simple(sink: sink).ValidateAsync("a secret and secret, BOOM", Pipelines.Reply);
        Assert.Equal(ValidationDecision.Block, result.Decision);
        var found = sink.Records.Where(record => record.Kind == AuditKind.Finding).OrderBy(record => record.Start).ToList();
        Assert.Equal([(2, 8), (13, 19), (21, 25)], found.Select(record => (record.Start, record.End)));
        Assert.Equal([ValidationAction.Redact, ValidationAction.Redact, ValidationAction.Block], found.Select(record => record.Action));
        Assert.Equal(found[0].ValueHash, found[1].ValueHash);
        Assert.NotEqual(found[0].ValueHash, found[2].ValueHash);
        Assert.Equal("LLM02:2025", found[0].Owasp);
        var decided = Assert.Single(sink.Records, record => record.Kind == AuditKind.Decision);
        Assert.Equal((ValidationDecision.Block, "banned.word", found[0].ValidationId), (decided.Decision, decided.Rule, decided.ValidationId));
        Assert.Equal(
            [ValidationTelemetry.DecisionEvent, .. Enumerable.Repeat(ValidationTelemetry.FindingEvent, 3)],
            activity.Events.Select(item => item.Name).Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task A_sink_that_throws_harms_nobody()
    {
        var logs = new LogRecorder();
        var result = await Pipelines.Simple(sink: new ThrowingSink(), loggers: logs).ValidateAsync("a secret", Pipelines.Reply);
        Assert.Equal("a <WORD>", result.Text);
        Assert.Contains(logs.Lines, line => line.Contains("sink", StringComparison.Ordinal));
    }

    private sealed class ThrowingSink : IAuditSink
    {
        public void Write(AuditRecord record) => throw new FormatException();
    }
}
