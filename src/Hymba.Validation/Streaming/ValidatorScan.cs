using System.Collections.Immutable;

namespace Hymba.Validation.Streaming;

/// <summary>
/// How far one validator has come in a growing text. What lies before <see cref="Settled"/> cannot change any more, and no finding reaches
/// over it: a scan that begins <see cref="LeftContext"/> before it finds the rest.
/// </summary>
/// <param name="Validator">The validator.</param>
/// <param name="Settled">Where its open part begins.</param>
/// <param name="LeftContext">How far before that a scan begins.</param>
/// <param name="Memory">What a validator that resumes has noted.</param>
internal sealed record ValidatorScan(ITextValidator Validator, int Settled, int LeftContext, object? Memory = null)
{
    // What a validator that scans again has found, so that what it finds too late can be told from what it finds once more.
    private ImmutableHashSet<(string Rule, int Start, int End)> Known { get; init; } = [];

    private const int Widening = 4;

    /// <summary>Nothing scanned yet.</summary>
    public static ValidatorScan Start(ITextValidator validator)
        => new(validator, 0, validator is IResumingValidator ? 0 : Math.Max(0, validator.LeftContext));

    /// <summary>How long the text of the next scan is.</summary>
    public int WindowLength(int end) => end - Settled + Math.Min(Settled, LeftContext);

    /// <summary>Scans up to an end. Changes nothing here, so that another end can be tried.</summary>
    /// <param name="text">The text.</param>
    /// <param name="end">Where the text ends for now.</param>
    /// <param name="isFinal">Whether it ends there for ever.</param>
    /// <param name="context">What else is known.</param>
    /// <exception cref="InvalidOperationException">The validator broke its contract.</exception>
    public Step Scan(GrowingText text, int end, bool isFinal, ValidationContext context)
        => Validator is IResumingValidator resuming ? Resume(resuming, text, end, isFinal, context) : ScanAgain(text, end, isFinal, context);

    private Step Resume(IResumingValidator validator, GrowingText text, int end, bool isFinal, ValidationContext context)
    {
        var start = Settled - LeftContext;
        var findings = new List<Finding>();
        var window = new ScanWindow(new string(text[start..end]), LeftContext, Memory, isFinal);
        var (open, restart, memory) = validator.Scan(window, context, findings);
        if (restart < 0 || restart > open || open < LeftContext || open > end - start
            || findings.Exists(finding => finding.Start < LeftContext || finding.End < finding.Start || finding.End > open))
        {
            throw new InvalidOperationException($"{validator.Rules[0]} broke the contract of growing texts.");
        }

        return new Step(
            new ValidatorScan(Validator, start + open, open - restart, memory),
            findings.ConvertAll(finding => finding with { Start = finding.Start + start, End = finding.End + start }),
            []);
    }

    private Step ScanAgain(GrowingText text, int end, bool isFinal, ValidationContext context)
    {
        for (var left = LeftContext; ; left = left > int.MaxValue / Widening ? int.MaxValue : Math.Max(left, 16) * Widening)
        {
            var start = text.WindowStart(Settled, left);
            var window = new string(text[start..end]);
            var open = isFinal ? end : Math.Clamp(start + Validator.FindOpenStart(window, context), start, end);

            // Only a window that begins in the wrong place makes settled text open again.
            if (open < Settled && start > 0)
            {
                continue;
            }

            if (open <= Settled && !isFinal)
            {
                return new Step(this with { LeftContext = left }, [], []);
            }

            var raw = new List<Finding>();
            Validator.Find(window, context, raw);
            if (Take(raw, start, end, ref open, out var known) is { } findings)
            {
                // A window that begins within the text may find other things in front of the settled part.
                Finding[] late = start > 0 ? [] : [.. raw.Where(finding => finding.Start < Settled && !known.Contains(Key(finding)))];
                var scan = new ValidatorScan(Validator, Math.Max(open, Settled), left) { Known = known.Union(late.Select(finding => Key(finding))) };
                return new Step(scan, findings, late);
            }
        }
    }

    /// <summary>The new findings; null where one reaches over the border, so that the window must begin earlier.</summary>
    private List<Finding>? Take(List<Finding> raw, int start, int end, ref int open, out ImmutableHashSet<(string, int, int)> known)
    {
        known = Known;
        var shifted = new List<Finding>(raw.Count);
        foreach (var finding in raw)
        {
            if (finding.Start < 0 || finding.End < finding.Start || finding.End > end - start)
            {
                throw new InvalidOperationException(
                    $"{finding.Rule} found [{finding.Start}, {finding.End}) in a text of {end - start} UTF-16 units.");
            }

            var moved = finding with { Start = finding.Start + start, End = finding.End + start };
            if (moved.Start < Settled && moved.End > Settled)
            {
                if (start > 0)
                {
                    return null;
                }

                // Against the contract; what is not out yet stays in.
                known = known.Add(Key(finding));
                moved = moved with { Start = Settled };
            }

            if (moved.Start >= Settled)
            {
                shifted.Add(moved);
            }
        }

        foreach (var finding in shifted.OrderByDescending(finding => finding.Start))
        {
            open = finding.Start < open && finding.End > open ? finding.Start : open;
        }

        var border = open;
        shifted.RemoveAll(finding => finding.Start >= border);
        known = known.Union(shifted.Select(finding => Key(finding)));
        return shifted;
    }

    private static (string Rule, int Start, int End) Key(in Finding finding) => (finding.Rule, finding.Start, finding.End);

    /// <summary>What a scan gave.</summary>
    /// <param name="Scan">How far it came.</param>
    /// <param name="Findings">The findings that are now settled.</param>
    /// <param name="Late">New findings in what was settled before: against the contract, and too late to act on.</param>
    internal sealed record Step(ValidatorScan Scan, List<Finding> Findings, IReadOnlyList<Finding> Late);
}
