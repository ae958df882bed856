using Hymba.Validation.Policies;

namespace Hymba.Validation.Pipeline;

/// <summary>Findings of the pipeline itself. They always block.</summary>
internal static class PipelineRules
{
    public const string Failed = "pipeline.validator-failed";
    public const string OpenMatch = "pipeline.open-match";

    public static PolicyRule Line { get; } = new() { Category = RuleCategories.Pipeline, Action = ValidationAction.Block };

    public static Finding At(string rule, int start, int end)
        => new(rule, RuleCategories.Pipeline, rule == Failed ? "VALIDATOR_FAILED" : "OPEN_MATCH", start, end, Severity.High, 1);
}
