namespace Hymba.Validation.Policies;

/// <summary>Names of the categories of rules, as policies name them.</summary>
public static class RuleCategories
{
    /// <summary>Personal data.</summary>
    public const string Pii = "pii";

    /// <summary>Keys, passwords, tokens.</summary>
    public const string Secrets = "secrets";

    /// <summary>Addresses that are not allowed.</summary>
    public const string Urls = "urls";

    /// <summary>Markup that fetches an address by itself and carries data away.</summary>
    public const string Exfiltration = "exfiltration";

    /// <summary>Parts of the system prompt.</summary>
    public const string Leak = "leak";

    /// <summary>Instructions from where none should come.</summary>
    public const string Injection = "injection";

    /// <summary>Text optimised against a model.</summary>
    public const string Suffix = "suffix";

    /// <summary>HTML, script, SQL, shell, template code, terminal escapes.</summary>
    public const string ActiveContent = "active-content";

    /// <summary>Content that the documents do not support.</summary>
    public const string Groundedness = "groundedness";

    /// <summary>Citations of what is not there.</summary>
    public const string Citations = "citations";

    /// <summary>Repetition, runaway, length.</summary>
    public const string Repetition = "repetition";

    /// <summary>JSON that does not follow its schema.</summary>
    public const string Schema = "schema";

    /// <summary>Tool calls and their results.</summary>
    public const string Tools = "tools";

    /// <summary>A reply in another language than the question.</summary>
    public const string Language = "language";

    /// <summary>Words and patterns of the application's own list.</summary>
    public const string Banned = "banned";

    /// <summary>Hidden or disguised text.</summary>
    public const string Deobfuscation = "deobfuscation";

    /// <summary>Failures of the pipeline itself; always blocks.</summary>
    public const string Pipeline = "pipeline";

    /// <summary>Every category that has rules.</summary>
    public static IReadOnlyList<string> All { get; } =
    [
        Pii, Secrets, Urls, Exfiltration, Leak, Injection, Suffix, ActiveContent, Groundedness, Citations, Repetition, Schema, Tools, Language,
        Banned, Deobfuscation,
    ];
}
