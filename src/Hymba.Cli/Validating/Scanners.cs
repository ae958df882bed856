using Hymba.Validation.Policies;

namespace Hymba.Cli.Validating;

/// <summary>Names that other tools give to what the groups do.</summary>
internal static class Scanners
{
    private static readonly Dictionary<string, string> Groups = new(StringComparer.OrdinalIgnoreCase)
    {
        ["JSON"] = RuleCategories.Schema,
        ["Sensitive"] = RuleCategories.Pii,
        ["Anonymize"] = RuleCategories.Pii,
        ["Secrets"] = RuleCategories.Secrets,
        ["Regex"] = RuleCategories.Banned,
        ["BanSubstrings"] = RuleCategories.Banned,
        ["Language"] = RuleCategories.Language,
        ["LanguageSame"] = RuleCategories.Language,
        ["ReadingTime"] = RuleCategories.Repetition,
        ["InvisibleText"] = RuleCategories.Deobfuscation,
        ["PromptInjection"] = RuleCategories.Injection,
    };

    /// <summary>The group that does what a scanner does; null where none does.</summary>
    public static string? GroupOf(string scanner) => Groups.GetValueOrDefault(scanner);
}
