using System.Text.RegularExpressions;
using Hymba.Validation.Policies;
using Hymba.Validation.Tests.Fakes;

namespace Hymba.Validation.Tests.Guardrails;

/// <summary>Cases about the text that a pipeline makes of a text.</summary>
internal static partial class TextScores
{
    public static IEnumerable<(string Type, int Start, int End)> Entities(GuardrailCase item)
        => item.Expected.GetProperty("entities").EnumerateArray().Select(entity
            => (entity.Text("type"), entity.GetProperty("start").GetInt32(), entity.GetProperty("end").GetInt32()));

    /// <summary>Whether there is something, of these types, and what the redacted text holds. Decoded values have no placeholder of their own.</summary>
    public static async Task<bool> DetectAsync(GuardrailCase item, CaseSubject subject)
    {
        var result = await RunAsync(subject, item.Text, new PolicyRule { Action = ValidationAction.Redact });
        var types = result.Findings.Select(judged => judged.Finding.Type).ToHashSet();
        return result.Findings.Count > 0 == item.Expected.GetProperty("detected").GetBoolean()
            && item.Expected.Strings("types").All(types.Contains)
            && item.Expected.Strings("redacted_contains").All(part
                => result.Text.Contains(part.Replace("_ENCODED>", ">", StringComparison.Ordinal), StringComparison.Ordinal));
    }

    /// <summary>Invisible text is taken out; a secret becomes asterisks, whose number is ours.</summary>
    public static async Task<bool> TransformAsync(GuardrailFile file, GuardrailCase item, CaseSubject subject)
    {
        var isMasked = file.Kind == "secrets/redact";
        var line = isMasked
            ? new PolicyRule { Action = ValidationAction.Redact, Style = RedactionStyle.Mask }
            : new PolicyRule { Action = ValidationAction.Replace, Replacement = string.Empty };
        var result = await RunAsync(subject, item.Text, line);
        var expected = item.Expected.Text("redacted_text");
        return (isMasked ? Asterisks().Replace(expected, "******") : expected) == result.Text
            && result.Findings.Count == 0 == item.Expected.GetProperty("valid").GetBoolean();
    }

    public static async Task<bool> ScanAsync(GuardrailCase item, CaseSubject subject)
    {
        var line = item.String("scanner") == "Regex"
            ? new PolicyRule { Action = ValidationAction.Replace, Replacement = "[REDACTED]" }
            : new PolicyRule { Action = ValidationAction.Redact };
        var result = await RunAsync(subject, item.Text, line);
        return result.Findings.Count == 0 == item.Expected.GetProperty("valid").GetBoolean()
            && (!item.Expected.TryGetProperty("text", out var text) || text.GetString() == result.Text);
    }

    public static async Task<bool> StreamAsync(GuardrailCase item, CaseSubject subject)
    {
        var pipeline = Pipeline(subject, new PolicyRule { Action = ValidationAction.Redact });
        var (emitted, result) = await Pipelines.StreamAsync(pipeline, item.Strings("chunks"), subject.Context);
        var whole = await pipeline.ValidateAsync(item.Text, subject.Context);
        var shown = string.Concat(emitted);
        return shown == whole.Text && result.Findings.SequenceEqual(whole.Findings) && whole.Decision == ValidationDecision.Redact
            && item.Expected.Strings("never_emitted").All(value => shown == item.Text.Replace(value, $"<{whole.Findings[0].Finding.Type}>", StringComparison.Ordinal));
    }

    private static ValueTask<ValidationResult> RunAsync(CaseSubject subject, string text, PolicyRule line)
        => Pipeline(subject, line).ValidateAsync(text, subject.Context);

    private static ValidationPipeline Pipeline(CaseSubject subject, PolicyRule line)
        => Pipelines.Make(Pipelines.Options(line), [.. subject.Validators]);

    [GeneratedRegex(@"\*+")]
    private static partial Regex Asterisks();
}
