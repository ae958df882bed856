using Hymba.Validation.Audit;
using Hymba.Validation.Policies;
using Hymba.Validation.Tests.Fakes;
using Microsoft.Extensions.AI;
using Microsoft.Extensions.Time.Testing;

namespace Hymba.Validation.Tests.Pipeline;

/// <summary>What judges throws, hangs or is cancelled, failing closed and open, for replies that are streamed and whole.</summary>
public sealed class FaultMatrixTests : IDisposable
{
    private const string Failed = "pipeline.validator-failed";

    private readonly RecordingSink _sink = new();
    private readonly LogRecorder _logs = new();
    private readonly FakeTimeProvider _time = new();

    public static MatrixTheoryData<Fault, FailureMode, bool> Cells => new(Enum.GetValues<Fault>(), Enum.GetValues<FailureMode>(), [false, true]);

    [Theory]
    [MemberData(nameof(Cells))]
    public Task A_validator_of_growing_texts_blocks_or_is_left_out(Fault fault, FailureMode mode, bool streamed)
        => CheckTextAsync(new FaultyValidator("pii.faulty", fault, "trap"), fault, mode, streamed);

    [Theory]
    [MemberData(nameof(Cells))]
    public Task One_that_fails_where_it_looks_for_findings_blocks_or_is_left_out(Fault fault, FailureMode mode, bool streamed)
        => CheckTextAsync(new FaultyValidator("pii.faulty", fault, "trap") { FailsInFindOnly = true }, fault, mode, streamed);

    [Theory]
    [MemberData(nameof(Cells))]
    public Task A_validator_of_whole_texts_blocks_or_is_left_out(Fault fault, FailureMode mode, bool streamed)
        => CheckTextAsync(new FaultyValidator("pii.faulty", fault, "trap") { Streaming = StreamingBehaviour.WholeText }, fault, mode, streamed);

    [Theory]
    [MemberData(nameof(Cells))]
    public async Task A_model_that_judges_blocks_or_is_left_out(Fault fault, FailureMode mode, bool streamed)
    {
        var model = new FaultyClient(fault);
        var options = Options(mode);
        options.Judges.Add(new Judge(model, "banned.trap", "Is it a trap?", TimeSpan.FromSeconds(2)));
        var response = await AskAsync(streamed, Make(options), fault, model.Entered, ["good ", "trap ", "secret ", "end"]);
        Assert.Equal(mode == FailureMode.Open ? "good trap <WORD> end" : string.Empty, response.Text);
        CheckReport(response, fault, mode, "banned.trap");
    }

    [Theory]
    [MemberData(nameof(Cells))]
    public async Task A_validator_of_tool_calls_holds_the_call_back_or_is_left_out(Fault fault, FailureMode mode, bool streamed)
    {
        using var faulty = new FaultyToolValidator("tools.faulty", fault, failsAtCalls: true);
        var call = new FunctionCallContent("1", "run", new Dictionary<string, object?> { ["what"] = "trap" });
        var client = new ScriptedClient([new ChatResponseUpdate(ChatRole.Assistant, [new TextContent("good "), call]) { MessageId = "m" }]);
        var response = await AskAsync(streamed, Make(Options(mode), faulty), fault, faulty.Entered, client);
        Assert.Equal("good", response.Text.Trim());
        Assert.Equal(mode == FailureMode.Open ? 1 : 0, response.Messages.SelectMany(message => message.Contents).OfType<FunctionCallContent>().Count());
        CheckReport(response, fault, mode, "tools.faulty");
    }

    [Theory]
    [MemberData(nameof(Cells))]
    public async Task A_validator_of_tool_results_keeps_the_result_from_the_model_or_is_left_out(Fault fault, FailureMode mode, bool streamed)
    {
        using var faulty = new FaultyToolValidator("tools.faulty", fault, failsAtCalls: false);
        var client = ScriptedClient.Saying("well");
        var response = await AskAsync(
            streamed, Make(Options(mode), faulty), fault, faulty.Entered, client, new ChatMessage(ChatRole.User, "go"),
            new ChatMessage(ChatRole.Assistant, [new FunctionCallContent("1", "run")]), new ChatMessage(ChatRole.Tool, [new FunctionResultContent("1", "trap")]));
        var sent = Assert.IsType<FunctionResultContent>(Assert.Single(Assert.Single(client.Requests)[^1].Contents)).Result!.ToString()!;
        Assert.Equal(mode == FailureMode.Open, sent.Contains("trap", StringComparison.Ordinal));
        Assert.Equal("well", response.Text);
        CheckRecords(fault, "tools.faulty");
    }

    [Theory]
    [MemberData(nameof(Cells))]
    public async Task A_failure_on_a_request_keeps_it_from_being_sent_or_is_left_out(Fault fault, FailureMode mode, bool streamed)
    {
        using var faulty = new FaultyValidator("pii.faulty", fault, "trap");
        var client = ScriptedClient.Saying("well");
        var response = await AskAsync(streamed, Make(Options(mode), faulty), fault, faulty.Entered, client, new ChatMessage(ChatRole.User, "a trap"));
        Assert.Equal(mode == FailureMode.Open ? 1 : 0, client.Requests.Count);
        CheckReport(response, fault, mode, "pii.faulty");
    }

    [Fact]
    public async Task One_that_may_only_annotate_cannot_hold_a_reply()
    {
        using var faulty = new FaultyValidator("pii.faulty", Fault.Throw);
        var (emitted, result) = await Pipelines.StreamAsync(Pipelines.Make(Pipelines.Options(), [faulty], sink: _sink), ["a b"]);
        Assert.Equal("a b", string.Concat(emitted));
        Assert.Equal(ValidationDecision.Allow, result.Decision);
        Assert.Contains(_sink.Records, record => record.Failure == "Threw");
    }

    [Fact]
    public async Task Cancelling_the_request_ends_the_wait_for_a_hanging_validator()
    {
        using var faulty = new FaultyValidator("pii.faulty", Fault.Hang);
        using var request = new CancellationTokenSource();
        var running = Make(Options(FailureMode.Open), faulty).ValidateAsync("x", Pipelines.Reply, request.Token).AsTask();
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
        Assert.Equal(Failed, result.Rule);
    }

    public void Dispose() => _logs.Dispose();

    private static OutputValidationOptions Options(FailureMode mode)
    {
        TextRole[] roles = [TextRole.Assistant, TextRole.User, TextRole.Tool];
        var options = Pipelines.Options(
            Pipelines.On("pii", ValidationAction.Redact, roles), Pipelines.On("secrets", ValidationAction.Redact, roles),
            Pipelines.On("tools", ValidationAction.Block, roles), Pipelines.On("banned", ValidationAction.Block));
        options.ValidatorTimeout = TimeSpan.FromSeconds(2);
        options.OnFailure = mode;
        return options;
    }

    private async Task CheckTextAsync(FaultyValidator faulty, Fault fault, FailureMode mode, bool streamed)
    {
        using (faulty)
        {
            var response = await AskAsync(streamed, Make(Options(mode), faulty), fault, faulty.Entered, ["good ", "trap ", "secret ", "end"]);
            if (mode == FailureMode.Open)
            {
                Assert.Equal("good trap <WORD> end", response.Text);
            }
            else
            {
                Assert.StartsWith(response.Text, "good ", StringComparison.Ordinal);
            }

            CheckReport(response, fault, mode, "pii.faulty");
        }
    }

    private void CheckReport(ChatResponse response, Fault fault, FailureMode mode, string rule)
    {
        var error = response.Messages.SelectMany(message => message.Contents).OfType<ErrorContent>().SingleOrDefault();
        Assert.Equal(mode == FailureMode.Open ? (null, null) : (Failed, ChatFinishReason.ContentFilter), (error?.Details, response.FinishReason));
        CheckRecords(fault, rule);
    }

    private void CheckRecords(Fault fault, string rule)
    {
        Assert.Contains(_sink.Records, record => record.Kind == AuditKind.Failure && record.Failure == Failing.Name(fault) && record.Rule == rule);
        Assert.Contains(_logs.Lines, line => line.StartsWith("Warning", StringComparison.Ordinal) && line.Contains(rule, StringComparison.Ordinal));
        Assert.DoesNotContain(_logs.Lines, line => line.Contains(" trap", StringComparison.Ordinal));
    }

    private ValidationPipeline Make(OutputValidationOptions options, params ITextValidator[] validators)
        => Pipelines.Make(options, [.. validators, new LiteralFinder("secrets.word", "secret")], sink: _sink, time: _time, loggers: _logs);

    private ValidationPipeline Make(OutputValidationOptions options, IToolCallValidator validator)
        => Pipelines.Make(options, [new LiteralFinder("secrets.word", "secret")], [validator], _sink, _time, _logs);

    private Task<ChatResponse> AskAsync(bool streamed, ValidationPipeline pipeline, Fault fault, Task entered, string[] pieces)
        => AskAsync(streamed, pipeline, fault, entered, ScriptedClient.Saying(pieces), new ChatMessage(ChatRole.User, "go"));

    private async Task<ChatResponse> AskAsync(
        bool streamed, ValidationPipeline pipeline, Fault fault, Task entered, IChatClient client, params ChatMessage[] messages)
    {
        using var guarded = new OutputValidationChatClient(client, pipeline);
        var running = streamed ? guarded.GetStreamingResponseAsync(messages).ToChatResponseAsync() : guarded.GetResponseAsync(messages);
        if (fault == Fault.Hang)
        {
            await Task.WhenAny(running, entered);
            while (!running.IsCompleted && !_sink.Records.Any(record => record.Failure is not null))
            {
                _time.Advance(TimeSpan.FromSeconds(2));
                await Task.Yield();
            }
        }

        return await running;
    }
}
