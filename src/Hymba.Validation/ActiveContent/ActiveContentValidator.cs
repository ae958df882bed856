using Hymba.Validation.Markdown;
using Hymba.Validation.Patterns;
using Hymba.Validation.Streaming;

namespace Hymba.Validation.ActiveContent;

/// <summary>
/// Finds what acts once the text reaches one of the sinks. Inside Markdown code, fenced or in back ticks, which renderers show as it is, the severity is
/// <see cref="Severity.Low"/>; terminal escapes act there too.
/// </summary>
public sealed class ActiveContentValidator : IResumingValidator
{
    private readonly PatternSet _patterns;
    private readonly string[] _rules;

    /// <param name="sinks">Where the text goes. Default: everywhere.</param>
    public ActiveContentValidator(ContentSinks sinks = ContentSinks.All)
    {
        (_patterns, _rules) = ActiveContentRules.For(sinks);
        Rules = [.. _rules.Distinct()];
    }

    /// <inheritdoc/>
    public IReadOnlyList<string> Rules { get; }

    /// <inheritdoc/>
    public StreamingBehaviour Streaming => StreamingBehaviour.Incremental;

    /// <inheritdoc/>
    public void Find(string text, ValidationContext context, ICollection<Finding> findings)
    {
        ArgumentNullException.ThrowIfNull(findings);
        Scan(ScanWindow.Whole(text), findings);
    }

    /// <inheritdoc/>
    public int FindOpenStart(string text, ValidationContext context) => Scan(ScanWindow.Growing(text), []).Open;

    ScanProgress IResumingValidator.Scan(in ScanWindow window, ValidationContext context, ICollection<Finding> findings)
        => Scan(window, findings);

    private ScanProgress Scan(in ScanWindow window, ICollection<Finding> findings)
    {
        string text = window.Text;
        var matches = new List<PatternMatch>();
        int open = _patterns.Scan(text, window.Settled, matches);
        open = window.IsFinal ? text.Length : open;
        var code = (ShownCode?)window.Memory ?? new ShownCode();
        int walked = window.Settled;
        foreach (PatternMatch match in matches.TakeWhile(match => match.Start < open))
        {
            code.Advance(text.AsSpan(walked..match.Start));
            walked = match.Start;
            string rule = _rules[match.Pattern];
            bool? isShown = rule == ActiveContentRules.Terminal ? false : code.Holds(text, match.Start, match.End, window.IsFinal);
            if (isShown is null)
            {
                open = match.Start;
                break;
            }

            Severity severity = isShown.Value || rule == ActiveContentRules.TerminalEscaped ? Severity.Low
                : rule is ActiveContentRules.Sql or ActiveContentRules.Shell or ActiveContentRules.Code ? Severity.Medium : Severity.High;
            findings.Add(new(rule, "active-content", Type(rule), match.Start, match.End, severity, isShown.Value ? 0.5 : 0.85));
        }

        code.Advance(text.AsSpan(walked..open));
        return new ScanProgress(open, Math.Max(0, open - 1), code);
    }

    private static string Type(string rule) => rule switch
    {
        ActiveContentRules.Sql => "SQL",
        ActiveContentRules.Shell => "SHELL",
        ActiveContentRules.Code => "CODE",
        ActiveContentRules.Template => "TEMPLATE",
        ActiveContentRules.Terminal or ActiveContentRules.TerminalEscaped => "TERMINAL_ESCAPE",
        _ => "HTML",
    };
}
