using Hymba.Validation.Policies;

namespace Hymba.Validation.Tests.Guardrails;

/// <summary>What may be shown of a text, by the plainest means: no unit of a finding that policy redacts or blocks.</summary>
internal static class ShownText
{
    private const string Mask = "******";

    /// <summary>What is wrong with the text that a pipeline gave out; null for nothing.</summary>
    /// <param name="text">The text that came in.</param>
    /// <param name="result">What became of it.</param>
    /// <param name="replacements">Texts that stand for a finding besides its placeholder and the mask.</param>
    public static string? FindFault(string text, ValidationResult result, params string[] replacements)
    {
        var (spans, end) = Spans(text, result);
        var (at, shown) = (0, 0);
        foreach (var span in spans.Append((Start: end, End: end, Types: [])))
        {
            var clear = text.AsSpan(at, span.Start - at);
            var rest = result.Text.AsSpan(shown);
            if (!rest.StartsWith(clear))
            {
                // What is blocked ends the text earlier, at a border of its own choice.
                return result.Decision > ValidationDecision.Redact && clear.StartsWith(rest) ? null : $"Not the clear text from {at} on.";
            }

            (at, shown) = (span.End, shown + clear.Length);
            if (span.End > span.Start)
            {
                var left = result.Text[shown..];
                var forms = span.Types.Select(type => $"<{type}>").Append(Mask).Concat(replacements);
                if (forms.Where(form => left.StartsWith(form, StringComparison.Ordinal)).MaxBy(form => form.Length) is not { } form)
                {
                    return result.Decision > ValidationDecision.Redact && left.Length == 0 ? null : $"No replacement for [{span.Start}, {span.End}).";
                }

                shown += form.Length;
            }
        }

        return shown == result.Text.Length ? null : $"{result.Text.Length - shown} units too many.";
    }

    /// <summary>Merged spans of what is replaced, and where the text is blocked.</summary>
    private static (List<(int Start, int End, HashSet<string> Types)> Spans, int End) Spans(string text, ValidationResult result)
    {
        var hidden = result.Findings.Where(judged => judged.Action > ValidationAction.Annotate).OrderBy(judged => judged.Finding.Start).ToList();
        var stops = hidden.Where(judged => judged.Action >= ValidationAction.RequireApproval).Select(judged => judged.Finding.Start);
        var end = stops.Append(text.Length).Min();
        var spans = new List<(int Start, int End, HashSet<string> Types)>();
        foreach (var finding in hidden.Select(judged => judged.Finding).Where(finding => finding.End > finding.Start && finding.Start < end))
        {
            if (spans.Count > 0 && spans[^1].End > finding.Start)
            {
                var last = spans[^1];
                last.Types.Add(finding.Type);
                spans[^1] = last with { End = Math.Max(last.End, finding.End) };
            }
            else
            {
                spans.Add((finding.Start, finding.End, [finding.Type]));
            }
        }

        // One that reaches into what is blocked is not shown either.
        return spans.Count > 0 && spans[^1].End > end ? (spans[..^1], spans[^1].Start) : (spans, end);
    }
}
