using Hymba.Validation.Policies;

namespace Hymba.Validation.Tests.Guardrails;

/// <summary>In whatever order validators run, the same is found and the same comes out.</summary>
public sealed class OrderTests
{
    public static TheoryData<int> Seeds => [.. Enumerable.Range(0, 6)];

    [Theory]
    [MemberData(nameof(Seeds))]
    public async Task Findings_and_redacted_text_are_the_same_in_any_order(int seed)
    {
        var usual = PresetPipelines.Everything();
        var permuted = PresetPipelines.Everything(Permute(seed));
        foreach (var (text, context) in Texts(seed))
        {
            var expected = await usual.ValidateAsync(text, context);
            var result = await permuted.ValidateAsync(text, context);
            Assert.Equal((expected.Text, expected.Decision), (result.Text, result.Decision));
            Assert.Equal(expected.Findings, result.Findings);
        }
    }

    [Theory]
    [MemberData(nameof(Seeds))]
    public async Task A_block_is_the_same_in_any_order(int seed)
    {
        var usual = PresetPipelines.Make(ValidationPreset.Strict);
        var permuted = PresetPipelines.Make(ValidationPreset.Strict, Permute(seed));
        foreach (var (text, context) in Texts(seed))
        {
            var expected = await usual.ValidateAsync(text, context);
            var result = await permuted.ValidateAsync(text, context);
            Assert.Equal((expected.Text, expected.Decision, expected.Rule), (result.Text, result.Decision, result.Rule));
        }
    }

    /// <summary>All cases alone, and in groups, where the findings of several validators meet.</summary>
    private static IEnumerable<(string Text, ValidationContext Context)> Texts(int seed)
    {
        var all = GuardrailFile.All.SelectMany(file => file.Cases.Select(item
            => (item.Text, Context: CaseSubject.Of(file, item).Context with { Role = TextRole.Assistant }))).ToArray();
        new Random(seed).Shuffle(all);
        return all.Concat(all.Chunk(4).Select(group => (string.Join(seed % 2 == 0 ? " " : "", group.Select(item => item.Text)), group[0].Context)));
    }

    private static ITextValidator[] Permute(int seed)
    {
        ITextValidator[] validators = [.. PresetPipelines.Validators];
        new Random(seed).Shuffle(validators);
        return [.. validators.Select((validator, place) => new Placed(validator, place))];
    }

    /// <summary>Runs at a place that does not follow from its cost.</summary>
    private sealed class Placed(ITextValidator inner, int place) : ITextValidator
    {
        public IReadOnlyList<string> Rules => inner.Rules;

        public StreamingBehaviour Streaming => inner.Streaming;

        public int LeftContext => inner.LeftContext;

        public int Cost => place;

        public void Find(string text, ValidationContext context, ICollection<Finding> findings) => inner.Find(text, context, findings);

        public int FindOpenStart(string text, ValidationContext context) => inner.FindOpenStart(text, context);
    }
}
