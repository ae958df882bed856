using Hymba.Validation.Policies;
using Hymba.Validation.Tests.Fakes;

namespace Hymba.Validation.Tests.Guardrails;

/// <summary>Pipelines of all built-in validators.</summary>
internal static class PresetPipelines
{
    private static readonly ITextValidator[] Validators = [.. BuiltInValidators.Text.Values.SelectMany(make => make())];

    /// <summary>A preset, with lines on top of it.</summary>
    public static ValidationPipeline Make(ValidationPreset preset, params PolicyRule[] lines)
    {
        var options = Pipelines.Options(lines);
        options.Preset = preset;
        return Pipelines.Make(options, Validators);
    }
}
