using Hymba.Validation.Patterns;

namespace Hymba.Validation.ActiveContent;

/// <summary>The rules for active content, compiled once.</summary>
internal static class ActiveContentRules
{
    public const string Html = "active-content.html";
    public const string Event = "active-content.html-event";
    public const string Uri = "active-content.html-uri";
    public const string Sql = "active-content.sql";
    public const string Shell = "active-content.shell";
    public const string Code = "active-content.code";
    public const string Template = "active-content.template";
    public const string Terminal = "active-content.terminal";
    public const string TerminalEscaped = "active-content.terminal-escaped";

    /// <summary>Ids of all rules.</summary>
    public static readonly string[] All = [Html, Event, Uri, Sql, Shell, Code, Template, Terminal, TerminalEscaped];

    private static readonly (string Rule, string Table, ContentSinks Sink)[] Tables =
    [
        (Html, ActiveContentTable.HtmlScript, ContentSinks.Html),
        (Event, ActiveContentTable.HtmlEvent, ContentSinks.Html),
        (Uri, ActiveContentTable.HtmlUri, ContentSinks.Html),
        (Sql, ActiveContentTable.Sql, ContentSinks.Sql),
        (Shell, ActiveContentTable.Shell, ContentSinks.Shell),
        (Code, ActiveContentTable.Code, ContentSinks.Code),
        (Template, ActiveContentTable.Template, ContentSinks.Template),
        (Terminal, ActiveContentTable.Terminal, ContentSinks.Terminal),
        (TerminalEscaped, ActiveContentTable.TerminalEscaped, ContentSinks.Terminal),
    ];

    private static readonly System.Collections.Concurrent.ConcurrentDictionary<ContentSinks, (PatternSet Patterns, string[] Rules)> Compiled = new();

    /// <summary>The patterns of some sinks, and the rule of each pattern.</summary>
    public static (PatternSet Patterns, string[] Rules) For(ContentSinks sinks) => Compiled.GetOrAdd(sinks, Compile);

    private static (PatternSet Patterns, string[] Rules) Compile(ContentSinks sinks)
    {
        var lines = Tables.Where(table => sinks.HasFlag(table.Sink)).SelectMany(table =>
            PatternLines.Read(table.Table).Select(line => (table.Rule, Pattern: Expand(line)))).ToArray();
        return (new PatternSet([.. lines.Select(line => line.Pattern)]), [.. lines.Select(line => line.Rule)]);
    }

    // A space means white space: some between letters, any before a question mark.
    private static string Expand(string line) => line
        .Replace("{commands}", ActiveContentTable.Commands, StringComparison.Ordinal)
        .Replace(" ?", @"\s{0,4}", StringComparison.Ordinal)
        .Replace("[ -/]", @"[\x20-/]", StringComparison.Ordinal)
        .Replace(" ", @"\s{1,8}", StringComparison.Ordinal);
}
