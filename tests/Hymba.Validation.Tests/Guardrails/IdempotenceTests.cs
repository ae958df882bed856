using Hymba.Validation.Policies;
using Hymba.Validation.Tests.Fakes;

namespace Hymba.Validation.Tests.Guardrails;

/// <summary>What a pipeline gave out, it gives out again.</summary>
public sealed class IdempotenceTests
{
    // These judge a text as a whole, which a placeholder in it does not mend: its length, its language, what it is based on. Presets never
    // redact for them.
    private static readonly string[] AboutTheWhole =
    [
        RuleCategories.Repetition, RuleCategories.Schema, RuleCategories.Language, RuleCategories.Groundedness, RuleCategories.Citations,
    ];

    public static TheoryData<ValidationPreset, RedactionStyle> Presets()
    {
        var all = new TheoryData<ValidationPreset, RedactionStyle>();
        foreach (var style in Enum.GetValues<RedactionStyle>())
        {
            foreach (var preset in Enum.GetValues<ValidationPreset>())
            {
                all.Add(preset, style);
            }
        }

        return all;
    }

    public static TheoryData<RedactionStyle> Styles => [.. Enum.GetValues<RedactionStyle>()];

    [Theory]
    [MemberData(nameof(Presets))]
    public async Task A_preset_changes_nothing_in_what_it_gave_out(ValidationPreset preset, RedactionStyle style)
    {
        PolicyRule[] lines = [.. PolicyPresets.Get(preset)];
        Array.ForEach(lines, line => line.Style = style);
        var pipeline = PresetPipelines.Make(preset, lines);
        await CheckAsync(preset == ValidationPreset.None ? 0 : 60, _ => pipeline, subject => subject.Context with { Role = TextRole.Assistant });
    }

    [Theory]
    [MemberData(nameof(Styles))]
    public async Task Redacting_everything_again_changes_nothing(RedactionStyle style)
    {
        var pipeline = PresetPipelines.Everything([.. Parts(PresetPipelines.Validators)], style);
        await CheckAsync(250, _ => pipeline, subject => subject.Context with { Role = TextRole.Assistant });
    }

    [Theory]
    [MemberData(nameof(Styles))]
    public async Task The_validators_of_a_case_change_nothing_in_what_they_gave_out(RedactionStyle style)
        => await CheckAsync(
            250, subject => Pipelines.Make(
                Pipelines.Options(new PolicyRule { Action = ValidationAction.Redact, Style = style, Roles = { subject.Context.Role } }),
                [.. Parts(subject.Validators)]),
            subject => subject.Context);

    private static IEnumerable<ITextValidator> Parts(IEnumerable<ITextValidator> validators)
        => validators.Where(validator => !AboutTheWhole.Contains(PolicyTable.CategoryOf(validator.Rules[0])));

    private static async Task CheckAsync(
        int least, Func<CaseSubject, ValidationPipeline> make, Func<CaseSubject, ValidationContext> context)
    {
        var redacted = 0;
        var again = new List<string>();
        foreach (var file in GuardrailFile.All)
        {
            foreach (var item in file.Cases)
            {
                var subject = CaseSubject.Of(file, item);
                var pipeline = make(subject);
                var once = await pipeline.ValidateAsync(item.Text, context(subject));
                var twice = await pipeline.ValidateAsync(once.Text, context(subject));
                redacted += once.Text != item.Text ? 1 : 0;
                if (once.Text != twice.Text)
                {
                    again.Add($"{item.Id}: {item.Text} -> {once.Text} -> {twice.Text}");
                }
            }
        }

        Assert.True(again.Count == 0, string.Join('\n', again));
        Assert.InRange(redacted, least, int.MaxValue);
    }
}
