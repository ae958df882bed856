namespace Hymba.Validation.Policies;

/// <summary>Which entries of OWASP's lists a category of rules is about.</summary>
public static class OwaspIds
{
    private const string Injection2025 = "LLM01:2025";
    private const string Injection2026 = "LLM01:2026";
    private const string Disclosure2025 = "LLM02:2025";
    private const string Disclosure2026 = "LLM02:2026";
    private const string Handling2025 = "LLM05:2025";
    private const string Handling2026 = "LLM10:2026";
    private const string Misinformation2025 = "LLM09:2025";
    private const string Misinformation2026 = "LLM07:2026";

    // Sources: OWASP Top 10 for LLM Applications 2025; OWASP GenAI LLM Top 10 2026, which numbers anew (system prompt leakage became hidden
    // context exposure); OWASP Top 10 for Agentic Applications 2026. Categories without an agentic entry have none.
    private static readonly Dictionary<string, (string Llm2025, string Llm2026, string? Agentic)> Ids = new(StringComparer.Ordinal)
    {
        [RuleCategories.Pii] = (Disclosure2025, Disclosure2026, null),
        [RuleCategories.Secrets] = (Disclosure2025, Disclosure2026, "ASI03:2026"),
        [RuleCategories.Urls] = (Handling2025, Handling2026, "ASI02:2026"),
        [RuleCategories.Exfiltration] = (Disclosure2025, Disclosure2026, "ASI01:2026"),
        [RuleCategories.Leak] = ("LLM07:2025", "LLM08:2026", null),
        [RuleCategories.Injection] = (Injection2025, Injection2026, "ASI01:2026"),
        [RuleCategories.Suffix] = (Injection2025, Injection2026, "ASI01:2026"),
        [RuleCategories.ActiveContent] = (Handling2025, Handling2026, "ASI05:2026"),
        [RuleCategories.Groundedness] = (Misinformation2025, Misinformation2026, "ASI09:2026"),
        [RuleCategories.Citations] = (Misinformation2025, Misinformation2026, "ASI09:2026"),
        [RuleCategories.Repetition] = ("LLM10:2025", "LLM06:2026", "ASI08:2026"),
        [RuleCategories.Schema] = (Handling2025, Handling2026, null),
        [RuleCategories.Tools] = ("LLM06:2025", "LLM03:2026", "ASI02:2026"),
        [RuleCategories.Language] = (Misinformation2025, Misinformation2026, null),
        [RuleCategories.Banned] = (Handling2025, Handling2026, null),
        [RuleCategories.Deobfuscation] = (Injection2025, Injection2026, "ASI01:2026"),
    };

    /// <summary>The entry of the LLM list of 2025; null for a category of the application's own.</summary>
    public static string? Llm2025(string category) => Ids.TryGetValue(category, out var ids) ? ids.Llm2025 : null;

    /// <summary>The entry of the LLM list of 2026; null for a category of the application's own.</summary>
    public static string? Llm2026(string category) => Ids.TryGetValue(category, out var ids) ? ids.Llm2026 : null;

    /// <summary>The entry of the agentic list of 2026; null where there is none.</summary>
    public static string? Agentic2026(string category) => Ids.TryGetValue(category, out var ids) ? ids.Agentic : null;
}
