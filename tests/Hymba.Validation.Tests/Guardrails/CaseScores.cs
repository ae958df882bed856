using Hymba.Validation.ActiveContent;
using Hymba.Validation.Deobfuscation;

namespace Hymba.Validation.Tests.Guardrails;

/// <summary>Whether a case comes out as its source expects.</summary>
internal static class CaseScores
{
    public const string Found = "found";
    public const string LeftAlone = "left alone";
    public const string Exact = "exact";
    public const string NoRule = "no rule";

    /// <summary>What is measured by a case, and whether it is right. Null for cases that only count together with others.</summary>
    public static async Task<(string Measure, bool IsRight)?> OfAsync(GuardrailFile file, GuardrailCase item)
    {
        var subject = CaseSubject.Of(file, item);
        return file.Check switch
        {
            "spans" => (Exact, Spans(file, item, subject)),
            "detect" => (Exact, await TextScores.DetectAsync(item, subject)),
            "transform" => (Exact, await TextScores.TransformAsync(file, item, subject)),
            "stream" => (Exact, await TextScores.StreamAsync(item, subject)),
            "normalizes_to" => (Exact, DeobfuscatedText.Create(item.Text).Text.Contains(item.Expected.Text("contains"), StringComparison.Ordinal)),
            "url_filter" => (Exact, UrlScores.Filter(item)),
            "url_detect" => (Exact, UrlScores.Detect(item)),
            "tool_call" => (Exact, await ToolCases.JudgesCallsRightAsync(item)),
            "tool_result" => (Exact, await ToolCases.JudgesResultsRightAsync(item)),
            "tool_args" => Flag(item, await ToolCases.FlagsArgumentsAsync(item)),
            "scanner" => subject.Validators.Count == 0 ? (NoRule, false) : (Exact, await TextScores.ScanAsync(item, subject)),
            "grounded" when file.Name != PooledFigures.Answers => (Exact, subject.Find(item.Text).Count == 0 == item.Expected.GetProperty("grounded").GetBoolean()),
            "flag" when file.Kind == "output/terminal_escapes" => (Exact, Escapes(item, subject)),
            "flag" or "flag_typed" or "leak" when subject.Validators.Count > 0 => Flag(item, subject.Find(item.Text).Count > 0),
            "spans_multi" or "grounded" => null,
            _ => (NoRule, false),
        };
    }

    private static (string Measure, bool IsRight) Flag(GuardrailCase item, bool isFlagged) => (item.Flag ? Found : LeftAlone, isFlagged == item.Flag);

    /// <summary>A weak value may be reported, with low confidence.</summary>
    private static bool Spans(GuardrailFile file, GuardrailCase item, CaseSubject subject)
    {
        var type = CaseSettings.EntityType(file, item);
        var found = subject.Find(item.Text).Where(finding => finding.Type == type).ToList();
        return item.Tier == "weak"
            ? found.TrueForAll(finding => finding.Confidence <= 0.5)
            : found.Select(finding => (finding.Type, finding.Start, finding.End)).SequenceEqual(TextScores.Entities(item));
    }

    private static bool Escapes(GuardrailCase item, CaseSubject subject)
    {
        var rules = subject.Find(item.Text).Select(finding => finding.Rule).ToHashSet();
        return rules.Contains(ActiveContentRules.Terminal) == item.Expected.GetProperty("raw").GetBoolean()
            && rules.Contains(ActiveContentRules.TerminalEscaped) == item.Expected.TryGetProperty("escaped", out _);
    }
}
