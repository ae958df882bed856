using Hymba.Validation.Policies;
using Hymba.Validation.Tests.Fakes;

namespace Hymba.Validation.Tests.Guardrails;

/// <summary>A pipeline for the text of a case.</summary>
/// <param name="Name">What it does.</param>
/// <param name="Pipeline">The pipeline.</param>
/// <param name="Context">What it knows.</param>
internal sealed record CasePipeline(string Name, ValidationPipeline Pipeline, ValidationContext Context)
{
    private static readonly (string Name, ValidationPipeline Pipeline)[] Presets =
    [
        ("Everything", PresetPipelines.Everything()),
        .. Enum.GetValues<ValidationPreset>().Where(preset => preset != ValidationPreset.None)
            .Select(preset => (preset.ToString(), PresetPipelines.Make(preset))),
    ];

    /// <summary>Whether nothing comes out before the end.</summary>
    public bool IsBuffered => Pipeline.Current.Mode(Context.Role, isStructured: false) == StreamingMode.Buffered;

    /// <summary>The validators of the case's own kind, all of whose findings are treated alike.</summary>
    public static IEnumerable<CasePipeline> Own(CaseSubject subject)
    {
        if (subject.Validators.Count > 0)
        {
            foreach (var action in new[] { ValidationAction.Redact, ValidationAction.Block })
            {
                var line = new PolicyRule { Action = action, Style = RedactionStyle.Mask, Roles = { subject.Context.Role } };
                yield return new($"own, {action}", Pipelines.Make(Pipelines.Options(line), [.. subject.Validators]), subject.Context);
            }
        }
    }

    /// <summary>All validators, for a reply: everything redacted, then each preset.</summary>
    public static IEnumerable<CasePipeline> OfPresets(CaseSubject subject)
    {
        var context = subject.Context with { Role = TextRole.Assistant };
        return Presets.Select(preset => new CasePipeline(preset.Name, preset.Pipeline, context));
    }
}
