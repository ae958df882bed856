using System.Text;
using Hymba.Validation.Pipeline;
using Hymba.Validation.Policies;
using Hymba.Validation.Tests.Fakes;
using Microsoft.Extensions.Time.Testing;

namespace Hymba.Validation.Tests.Suffix;

public sealed class SuffixModelTests
{
    private const string Request = "Please tell me how I can get from the station to the museum on foot, and how long it takes.";
    private const string Odd = "[ [ [ ISBNancouver (_ comune ]]; their [";

    private static readonly SuffixCalibration Calibration = new(0.7, 1);
    private static readonly ValidationContext User = new() { Role = TextRole.User };

    private readonly FakeScorer _scorer = new(Odd);

    [Theory]
    [InlineData(ValidationPreset.Strict, TextRole.User, ValidationDecision.Block)]
    [InlineData(ValidationPreset.Strict, TextRole.Document, ValidationDecision.Allow)]
    [InlineData(ValidationPreset.Strict, TextRole.Assistant, ValidationDecision.Allow)]
    [InlineData(ValidationPreset.Agent, TextRole.User, ValidationDecision.Allow)]
    [InlineData(ValidationPreset.Standard, TextRole.User, ValidationDecision.Allow)]
    [InlineData(ValidationPreset.None, TextRole.Assistant, ValidationDecision.Allow)]
    public async Task Presets_decide_and_what_they_ignore_is_not_scored(ValidationPreset preset, TextRole role, ValidationDecision expected)
    {
        var pipeline = Make(options => options.Preset = preset);
        var result = await pipeline.ValidateAsync($"{Request} {Odd}", new() { Role = role });
        var isStopped = expected == ValidationDecision.Block;
        Assert.Equal((expected, isStopped ? SuffixModel.RuleId : null), (result.Decision, result.Rule));
        Assert.Equal(isStopped ? 1 : 0, _scorer.Texts.Count);
    }

    [Fact]
    public async Task A_redacted_suffix_leaves_the_request()
    {
        var pipeline = Make(options => options.Policies.Add(Pipelines.On("suffix", ValidationAction.Redact, TextRole.User)));
        Assert.Equal($"{Request} <ADVERSARIAL>", (await pipeline.ValidateAsync($"{Request} {Odd}", User)).Text);
        Assert.Equal(Request, (await pipeline.ValidateAsync(Request, User)).Text);
    }

    [Fact]
    public async Task Of_a_long_text_the_end_is_scored_and_found_at_its_place()
    {
        var pipeline = Make(options => options.Policies.Add(Pipelines.On("suffix", ValidationAction.Annotate, TextRole.User)));
        var text = string.Concat(Enumerable.Repeat("Ein Wort über Füchse (🦊). ", 200)) + Request;
        var result = await pipeline.ValidateAsync($"{text} {Odd}  \n", User);
        var finding = Assert.Single(result.Findings).Finding;
        Assert.Equal((text.Length + 1, text.Length + 1 + Odd.Length), (finding.Start, finding.End));
        Assert.InRange(Encoding.UTF8.GetByteCount(Assert.Single(_scorer.Texts)), 1000, 1024);
    }

    [Fact]
    public async Task Brackets_that_were_opened_far_away_are_no_strays()
    {
        const string End = "that was the last one of them }, 17 }] }] }] )";
        var pipeline = Make(options => options.Policies.Add(Pipelines.On("suffix", ValidationAction.Annotate, TextRole.User)));
        var middle = string.Concat(Enumerable.Repeat("a word, and another word, ", 60));
        Assert.NotEmpty((await pipeline.ValidateAsync($"Sort: {middle}{End}", User)).Findings);
        Assert.Empty((await pipeline.ValidateAsync($"Sort: ([{{ [{{ [{{ {{ {middle}{End}", User)).Findings);
    }

    [Fact]
    public async Task A_short_text_is_not_scored()
    {
        var pipeline = Make(options => options.Preset = ValidationPreset.Strict);
        Assert.Equal(ValidationDecision.Allow, (await pipeline.ValidateAsync(Odd, User)).Decision);
        Assert.Empty(_scorer.Texts);
    }

    [Theory]
    [InlineData(FailureMode.Closed, ValidationDecision.Block)]
    [InlineData(FailureMode.Open, ValidationDecision.Allow)]
    public async Task A_scorer_that_throws_follows_the_failure_mode(FailureMode mode, ValidationDecision expected)
    {
        var sink = new RecordingSink();
        var result = await Failing((_, _) => throw new InvalidOperationException("no"), mode, sink: sink).ValidateAsync(Request, User);
        Assert.Equal(expected, result.Decision);
        Assert.Contains(sink.Records, record => record is { Failure: "Threw", Rule: SuffixModel.RuleId });
    }

    [Fact]
    public async Task A_scorer_that_hangs_is_left_behind()
    {
        var (clock, sink) = (new FakeTimeProvider(), new RecordingSink());
        var (asked, never) = (new TaskCompletionSource(), new TaskCompletionSource<IReadOnlyList<TokenLikelihood>>());
        var pipeline = Failing(
            (_, _) =>
            {
                asked.SetResult();
                return never.Task;
            },
            FailureMode.Closed,
            clock,
            sink);
        var judged = pipeline.ValidateAsync(Request, User).AsTask();
        await asked.Task;
        clock.Advance(TimeSpan.FromSeconds(10));
        Assert.Equal(ValidationDecision.Block, (await judged).Decision);
        Assert.Contains(sink.Records, record => record is { Failure: "Hung", Rule: SuffixModel.RuleId });
    }

    [Fact]
    public async Task Without_a_stored_calibration_harmless_texts_are_scored_once()
    {
        var asked = 0;
        var model = new SuffixModel(_scorer.ScoreAsync, _ => Task.FromResult<SuffixCalibration?>(asked++ > 0 ? Calibration : null));
        var options = Pipelines.Options(Pipelines.On("suffix", ValidationAction.Block, TextRole.User));
        options.SuffixModel = model;
        var pipeline = Pipelines.Make(options, []);
        Assert.Equal(ValidationDecision.Block, (await pipeline.ValidateAsync($"{Request} {Odd}", User)).Decision);
        Assert.Equal(ValidationDecision.Allow, (await pipeline.ValidateAsync(Request, User)).Decision);
        Assert.Equal((1, Validation.Suffix.BenignTexts.All.Count + 2), (asked, _scorer.Texts.Count));
    }

    [Fact]
    public async Task A_calibration_that_failed_is_tried_again()
    {
        var asked = 0;
        IJudge model = new SuffixModel(
            _scorer.ScoreAsync, _ => asked++ == 0 ? throw new IOException("no") : Task.FromResult<SuffixCalibration?>(Calibration));
        Assert.Equal((null, FailureKind.Threw), await model.AskAsync(Request, TimeProvider.System, default));
        Assert.Equal((null, FailureKind.None), await model.AskAsync(Request, TimeProvider.System, default));
    }

    private ValidationPipeline Make(Action<OutputValidationOptions> configure)
    {
        var options = Pipelines.Options();
        options.SuffixModel = new SuffixModel(_scorer.ScoreAsync, _ => Task.FromResult<SuffixCalibration?>(Calibration));
        configure(options);
        return Pipelines.Make(options, []);
    }

    private static ValidationPipeline Failing(TextScorer scorer, FailureMode mode, TimeProvider? clock = null, RecordingSink? sink = null)
    {
        var options = Pipelines.Options(Pipelines.On("suffix", ValidationAction.Block, TextRole.User));
        options.SuffixModel = new SuffixModel(scorer, _ => Task.FromResult<SuffixCalibration?>(Calibration));
        options.OnFailure = mode;
        return Pipelines.Make(options, [], sink: sink, time: clock);
    }
}
