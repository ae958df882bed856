using Hymba.Validation.Audit;
using Hymba.Validation.Policies;
using Hymba.Validation.Tests.Fakes;

namespace Hymba.Validation.Tests.Streaming;

public sealed class LateFindingTests
{
    private const string Rule = "house.late";

    [Theory]
    [InlineData(ValidationAction.Redact, 1)]
    [InlineData(ValidationAction.Annotate, 1)]
    [InlineData(ValidationAction.Ignore, 0)]
    public async Task A_finding_in_what_is_out_is_audited_once_with_a_reason(ValidationAction action, int records)
    {
        var sink = new RecordingSink();
        var pipeline = Pipelines.Make(Pipelines.Options(Pipelines.On(Rule, action)), [new HastyFinder(Rule)], sink: sink);
        var (emitted, result) = await Pipelines.StreamAsync(pipeline, ["word ", "and ", "word! ", "and ", "more "]);
        Assert.Equal("word and word! and more ", string.Concat(emitted));
        Assert.Empty(result.Findings);
        var dropped = sink.Records.Where(record => record.Kind == AuditKind.Dropped).ToList();
        Assert.Equal(records, dropped.Count);
        Assert.All(dropped, record => Assert.Equal((Rule, 0, 4, action, "FoundTooLate"), (record.Rule, record.Start, record.End, record.Action, record.Failure)));
    }

    [Fact]
    public async Task What_is_found_once_more_is_not_late()
    {
        var sink = new RecordingSink();
        var pipeline = Pipelines.Make(
            Pipelines.Options(Pipelines.On("third.word", ValidationAction.Redact)), [new ThirdTimeFinder("third.word", "word")], sink: sink);
        var (emitted, _) = await Pipelines.StreamAsync(pipeline, ["word word wo", "rd and ", "word ", "word ", "word ", "more"]);
        Assert.Equal("word word <THIRD> and word word <THIRD> more", string.Concat(emitted));
        Assert.DoesNotContain(sink.Records, record => record.Kind == AuditKind.Dropped);
    }

    /// <summary>Calls everything settled, and finds the first word once there is an exclamation mark.</summary>
    private sealed class HastyFinder(string rule) : ITextValidator
    {
        public IReadOnlyList<string> Rules { get; } = [rule];

        public StreamingBehaviour Streaming => StreamingBehaviour.Incremental;

        public void Find(string text, ValidationContext context, ICollection<Finding> findings)
        {
            if (text.Contains('!', StringComparison.Ordinal))
            {
                findings.Add(new Finding(rule, "house", "LATE", 0, 4, Severity.Low, 1));
            }
        }

        public int FindOpenStart(string text, ValidationContext context) => text.Length;
    }
}
