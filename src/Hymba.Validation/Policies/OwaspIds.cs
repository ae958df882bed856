namespace Hymba.Validation.Policies;

/// <summary>Which entries of OWASP's lists a category of rules is about.</summary>
public static class OwaspIds
{
    // Sources: OWASP Top 10 for LLM Applications 2025; OWASP Top 10 for Agentic Applications 2026, the list that has been published under
    // the year 2026. Categories without an agentic entry have none.
    private static readonly Dictionary<string, (string Llm, string? Agentic)> Ids = new(StringComparer.Ordinal)
    {
        [RuleCategories.Pii] = ("LLM02:2025", null),
        [RuleCategories.Secrets] = ("LLM02:2025", "ASI03:2026"),
        [RuleCategories.Urls] = ("LLM05:2025", "ASI02:2026"),
        [RuleCategories.Exfiltration] = ("LLM02:2025", "ASI01:2026"),
        [RuleCategories.Leak] = ("LLM07:2025", null),
        [RuleCategories.Injection] = ("LLM01:2025", "ASI01:2026"),
        [RuleCategories.Suffix] = ("LLM01:2025", "ASI01:2026"),
        [RuleCategories.ActiveContent] = ("LLM05:2025", "ASI05:2026"),
        [RuleCategories.Groundedness] = ("LLM09:2025", "ASI09:2026"),
        [RuleCategories.Citations] = ("LLM09:2025", "ASI09:2026"),
        [RuleCategories.Repetition] = ("LLM10:2025", "ASI08:2026"),
        [RuleCategories.Schema] = ("LLM05:2025", null),
        [RuleCategories.Tools] = ("LLM06:2025", "ASI02:2026"),
        [RuleCategories.Language] = ("LLM09:2025", null),
        [RuleCategories.Banned] = ("LLM05:2025", null),
        [RuleCategories.Deobfuscation] = ("LLM01:2025", "ASI01:2026"),
    };

    /// <summary>The entry of the LLM list of 2025; null for a category of the application's own.</summary>
    public static string? Llm2025(string category) => Ids.TryGetValue(category, out var ids) ? ids.Llm : null;

    /// <summary>The entry of the agentic list of 2026; null where there is none.</summary>
    public static string? Agentic2026(string category) => Ids.TryGetValue(category, out var ids) ? ids.Agentic : null;
}
