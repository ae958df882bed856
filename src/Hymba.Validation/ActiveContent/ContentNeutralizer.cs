using System.Net;
using System.Text;

namespace Hymba.Validation.ActiveContent;

/// <summary>Makes active content harmless: encodes what can still be read, drops what cannot.</summary>
public static class ContentNeutralizer
{
    /// <summary>The harmless form of a finding's part of the text, to be put in its place. Neutral text stays neutral.</summary>
    /// <param name="text">The text that was searched.</param>
    /// <param name="finding">A finding of <see cref="ActiveContentValidator"/> in it.</param>
    /// <exception cref="ArgumentException">The span does not lie in the text.</exception>
    public static string Neutralize(string text, Finding finding)
    {
        ArgumentNullException.ThrowIfNull(text);
        if (finding.Start < 0 || finding.End > text.Length || finding.Start > finding.End)
        {
            throw new ArgumentException($"The span {finding.Start} to {finding.End} does not lie in a text of {text.Length} units.", nameof(finding));
        }

        string part = text[finding.Start..finding.End];
        string harmless = finding.Rule switch
        {
            ActiveContentRules.Html => part.Contains('<', StringComparison.Ordinal) ? WebUtility.HtmlEncode(part) : "[HTML]",
            ActiveContentRules.Event or ActiveContentRules.Uri => "[HTML]",
            ActiveContentRules.Terminal => "",
            ActiveContentRules.TerminalEscaped => "",
            ActiveContentRules.Template => Spaced(part),
            _ => "[" + finding.Type + "]",
        };

        // What an encoded tag still holds (a script URI in an attribute) would be found again.
        var left = new List<Patterns.PatternMatch>();
        ActiveContentRules.For(ContentSinks.All).Patterns.Scan(harmless, left);
        return left.Count == 0 ? harmless : "[" + finding.Type + "]";
    }

    // Braces apart begin no expression.
    private static string Spaced(string part)
    {
        var result = new StringBuilder(part.Length + 8);
        foreach (char c in part)
        {
            _ = result.Append(c);
            _ = c is '{' or '}' or '$' or '#' or '%' or '<' ? result.Append(' ') : result;
        }

        return result.ToString();
    }
}
