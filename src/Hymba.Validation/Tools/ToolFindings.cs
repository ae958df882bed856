using Hymba.Validation.Policies;

namespace Hymba.Validation.Tools;

/// <summary>Findings about calls and results as a whole: without a span, and without any part of them.</summary>
internal static class ToolFindings
{
    public static Finding InCall(string rule) => new(rule, RuleCategories.Tools, "TOOL_CALL", 0, 0, Severity.High, 1);

    public static Finding InArguments(string rule, double confidence = 1)
        => new(rule, RuleCategories.Tools, "TOOL_ARGUMENT", 0, 0, Severity.High, confidence);

    public static Finding InResult(string rule) => new(rule, RuleCategories.Tools, "TOOL_RESULT", 0, 0, Severity.High, 1);
}
