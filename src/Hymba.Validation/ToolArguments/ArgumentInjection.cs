using Hymba.Validation.ActiveContent;
using Hymba.Validation.Patterns;

namespace Hymba.Validation.ToolArguments;

/// <summary>
/// Finds in a string argument of a tool call what would act beyond the tool: SQL, shell, code, templates, HTML, paths that climb or lead to system
/// files, and addresses inside the network. A pure function over the string, linear in it.
/// </summary>
internal static class ArgumentInjection
{
    /// <summary>Ids of all rules.</summary>
    public static readonly string[] Rules =
    [
        "tools.argument-sql", "tools.argument-shell", "tools.argument-code", "tools.argument-template", "tools.argument-html",
        "tools.argument-path", "tools.argument-network",
    ];

    private const int FirstPath = 5;

    private static readonly (PatternSet Patterns, string[] Rules) Active =
        ActiveContentRules.For(ContentSinks.Html | ContentSinks.Sql | ContentSinks.Shell | ContentSinks.Code | ContentSinks.Template);

    private static readonly string[] Paths =
    [
        @"\.\.[/\\]",
        @"(?:%2e|\.){2}(?:%2f|%5c)",
        @"%(?:25)?2e%(?:25)?2e",
        @"/etc/(?:passwd|shadow|hosts|sudoers|group|ssh|crontab)",
        @"/(?:proc/(?:self|\d)|root/|var/run/docker\.sock|dev/(?:mem|sd|tcp|udp))",
        @"(?:/|\\|~)\.(?:ssh|aws|env|git|kube|netrc|bash_history|docker)",
        @"[a-z]:[/\\]{1,2}windows[/\\]",
        @"%00|\x00|\\x00|\\0",
    ];

    private static readonly string[] Networks =
    [
        @"\w{2,8}://(?:[^/\s@]{0,60}@)?(?:localhost|127\.|0\.0\.0\.0|0x7f|0177\.|2130706433|10\.\d|192\.168\.|169\.254\.|172\.(?:1[6-9]|2\d|3[01])\.)",
        @"\w{2,8}://(?:[^/\s@]{0,60}@)?\[(?:::1?|::ffff:|f[cde])",
        @"\bmetadata\.(?:google\.internal|azure\.com)",
        @"\b(?:file|gopher|dict|ldap|jar|netdoc|phar)://",
    ];

    private static readonly PatternSet Others = new([.. Paths, .. Networks]);

    /// <summary>The findings of one argument's value.</summary>
    public static IReadOnlyList<Finding> Find(string value)
    {
        ArgumentNullException.ThrowIfNull(value);
        var matches = new List<PatternMatch>();
        Active.Patterns.Scan(value, matches);
        var findings = matches.Select(match => Create(RuleOf(Active.Rules[match.Pattern]), match)).ToList();
        matches.Clear();
        Others.Scan(value, matches);
        findings.AddRange(matches.Select(match => Create(match.Pattern < Paths.Length ? FirstPath : FirstPath + 1, match)));
        return findings;
    }

    private static int RuleOf(string rule) => rule switch
    {
        ActiveContentRules.Sql => 0,
        ActiveContentRules.Shell => 1,
        ActiveContentRules.Code => 2,
        ActiveContentRules.Template => 3,
        _ => 4,
    };

    private static Finding Create(int rule, PatternMatch match) =>
        new(Rules[rule], "tools", "TOOL_ARGUMENT", match.Start, match.End, Severity.High, 0.85);
}
