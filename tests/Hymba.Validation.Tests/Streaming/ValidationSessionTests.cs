using Hymba.Validation.Policies;
using Hymba.Validation.Tests.Fakes;

namespace Hymba.Validation.Tests.Streaming;

public sealed class ValidationSessionTests
{
    [Fact]
    public async Task Text_comes_out_as_soon_as_nothing_can_take_it_back()
    {
        var session = Pipelines.Simple().StartSession(Pipelines.Reply);
        Assert.Equal("a ", await session.AppendAsync("a sec"));
        Assert.Equal(string.Empty, await session.AppendAsync("ret"));
        Assert.Equal("<WORD> ", await session.AppendAsync(" and"));
        Assert.Equal("and", await session.CompleteAsync());
        Assert.Equal((ValidationDecision.Redact, "a <WORD> and"), (session.Result.Decision, session.Result.Text));
        Assert.Equal((2, 8), (session.Result.Findings[0].Finding.Start, session.Result.Findings[0].Finding.End));
    }

    [Fact]
    public async Task What_is_found_ends_a_reply_before_itself()
    {
        var session = Pipelines.Simple().StartSession(Pipelines.Reply);
        Assert.Equal("the ", await session.AppendAsync("the BOO"));
        Assert.Equal(string.Empty, await session.AppendAsync("M that follows"));
        Assert.True(session.IsStopped);
        Assert.Equal(string.Empty, await session.AppendAsync(" more"));
        Assert.Equal(string.Empty, await session.CompleteAsync());
        Assert.Equal((ValidationDecision.Block, "the ", "banned.word"), (session.Result.Decision, session.Result.Text, session.Result.Rule));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(100)]
    [InlineData(100_000)]
    public async Task An_open_match_without_an_end_is_capped_and_blocks(int size)
    {
        var pipeline = Pipelines.Make(
            Pipelines.Options(Pipelines.On("pii", ValidationAction.Redact)), [new BraceFinder("pii.braces")]);
        var text = "before {{" + new string('x', 20_000);
        var (emitted, result) = await Pipelines.StreamAsync(pipeline, text.Chunk(size).Select(piece => new string(piece)));
        Assert.Equal("before ", string.Concat(emitted));
        Assert.Equal((ValidationDecision.Block, "pipeline.open-match"), (result.Decision, result.Rule));
    }

    [Fact]
    public async Task A_whole_text_rule_that_may_change_a_reply_buffers_it_and_says_so()
    {
        var logs = new LogRecorder();
        var validator = TextValidator.Create("language.other", (text, _) => text.Contains("nein", StringComparison.Ordinal) ? [Range.All] : []);
        var pipeline = Pipelines.Make(Pipelines.Options(Pipelines.On("language", ValidationAction.Block)), [validator], loggers: logs);
        Assert.Contains(logs.Lines, line => line.Contains("language.other", StringComparison.Ordinal) && line.StartsWith("Warning", StringComparison.Ordinal));
        var (emitted, result) = await Pipelines.StreamAsync(pipeline, ["ja ja ", "und nein"]);
        Assert.Equal(string.Empty, string.Concat(emitted));
        Assert.Equal(ValidationDecision.Block, result.Decision);
        (emitted, _) = await Pipelines.StreamAsync(pipeline, ["ja ja ", "und ja"]);
        Assert.Equal([string.Empty, string.Empty, "ja ja und ja"], emitted);
    }

    [Fact]
    public async Task A_whole_text_rule_that_only_annotates_does_not_buffer()
    {
        var validator = TextValidator.Create("language.other", (_, _) => [Range.All]);
        var (emitted, result) = await Pipelines.StreamAsync(Pipelines.Make(Pipelines.Options(), [validator]), ["ja ja ", "und nein"]);
        Assert.Equal("ja ja", emitted[0]);
        Assert.Equal((ValidationDecision.Allow, 1), (result.Decision, result.Findings.Count));
    }

    [Fact]
    public async Task The_cost_of_a_character_is_bounded()
    {
        var validator = new CountingFinder();
        var pipeline = Pipelines.Make(Pipelines.Options(Pipelines.On("pii", ValidationAction.Redact)), [validator]);
        async Task<long> CostAsync(int length)
        {
            validator.Scanned = 0;
            await Pipelines.StreamAsync(pipeline, Enumerable.Repeat("x", length));
            return validator.Scanned;
        }

        // With the whole text as left context: a constant number of scans for each character, however long the text is.
        Assert.InRange(await CostAsync(40_000), 0, 12 * await CostAsync(4000));
    }

    [Fact]
    public async Task Redacting_again_changes_nothing()
    {
        foreach (var style in Enum.GetValues<RedactionStyle>())
        {
            var line = Pipelines.On("pii", ValidationAction.Redact);
            line.Style = style;
            var pipeline = Pipelines.Make(Pipelines.Options(line), [new NumberFinder("pii.number"), new BraceFinder("pii.braces")]);
            for (var seed = 0; seed < 50; seed++)
            {
                var once = await pipeline.ValidateAsync(Texts.Make(new Random(seed), 40, mayBlock: false), Pipelines.Reply);
                Assert.Equal(once.Text, (await pipeline.ValidateAsync(once.Text, Pipelines.Reply)).Text);
            }
        }
    }

    [Fact]
    public async Task The_order_of_validators_does_not_show()
    {
        ITextValidator[] validators = [new LiteralFinder("pii.a", "ab"), new LiteralFinder("pii.b", "bc"), new LiteralFinder("pii.c", "abc")];
        var options = Pipelines.Options(Pipelines.On("pii", ValidationAction.Redact));
        var forward = await Pipelines.Make(options, validators).ValidateAsync("xabc abcab bc", Pipelines.Reply);
        var backward = await Pipelines.Make(options, [.. validators.Reverse()]).ValidateAsync("xabc abcab bc", Pipelines.Reply);
        Assert.Equal(forward.Text, backward.Text);
        Assert.Equal(forward.Findings, backward.Findings);
    }

    [Fact]
    public async Task A_session_takes_one_text()
    {
        var session = Pipelines.Simple().StartSession(Pipelines.Reply);
        await session.CompleteAsync();
        await Assert.ThrowsAsync<InvalidOperationException>(async () => await session.AppendAsync("x"));
    }

    private sealed class CountingFinder : ITextValidator
    {
        public IReadOnlyList<string> Rules { get; } = ["pii.none"];

        public StreamingBehaviour Streaming => StreamingBehaviour.Incremental;

        public long Scanned { get; set; }

        public void Find(string text, ValidationContext context, ICollection<Finding> findings) => Scanned += text.Length;

        public int FindOpenStart(string text, ValidationContext context)
        {
            Scanned += text.Length;
            return text.Length;
        }
    }
}
