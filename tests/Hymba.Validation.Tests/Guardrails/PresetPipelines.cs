using Hymba.Validation.Policies;
using Hymba.Validation.Tests.Fakes;

namespace Hymba.Validation.Tests.Guardrails;

/// <summary>Pipelines of all built-in validators.</summary>
internal static class PresetPipelines
{
    public static ITextValidator[] Validators { get; } = [.. BuiltInValidators.Text.Values.SelectMany(make => make())];

    /// <summary>A preset, with lines on top of it.</summary>
    public static ValidationPipeline Make(ValidationPreset preset, params PolicyRule[] lines) => Make(preset, Validators, lines);

    public static ValidationPipeline Make(ValidationPreset preset, ITextValidator[] validators, params PolicyRule[] lines)
    {
        var options = Pipelines.Options(lines);
        options.Preset = preset;
        return Pipelines.Make(options, validators, [.. BuiltInValidators.Tools.Values.SelectMany(make => make())]);
    }

    /// <summary>
    /// The strictest preset, but with whatever a growing text shows redacted and nothing blocked, so that all of a text is streamed. Validators
    /// of whole texts annotate: otherwise replies would be buffered.
    /// </summary>
    public static ValidationPipeline Everything(ITextValidator[]? validators = null, RedactionStyle style = RedactionStyle.Placeholder)
    {
        var given = validators ?? Validators;
        PolicyRule[] lines =
        [
            .. given.SelectMany(validator => validator.Rules.Distinct().Select(rule => Pipelines.On(
                rule, validator.Streaming == StreamingBehaviour.Incremental ? ValidationAction.Redact : ValidationAction.Annotate))),
        ];
        Array.ForEach(lines, line => line.Style = style);
        return Make(ValidationPreset.Strict, given, lines);
    }
}
