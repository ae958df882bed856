namespace Hymba.Validation.Tests;

/// <summary>Checks of what every <see cref="ITextValidator"/> promises.</summary>
internal static class Contract
{
    private static readonly ValidationContext Empty = new();

    public static IReadOnlyList<Finding> Find(ITextValidator validator, string text, ValidationContext? context = null)
    {
        var findings = new List<Finding>();
        validator.Find(text, context ?? Empty, findings);
        return [.. findings.OrderBy(finding => finding.Start).ThenBy(finding => finding.End)];
    }

    /// <summary>Spans lie in the text and apart; rules are announced; a second call finds the same.</summary>
    public static void CheckFindings(ITextValidator validator, string text, ValidationContext? context = null)
    {
        IReadOnlyList<Finding> findings = Find(validator, text, context);
        int last = 0;
        foreach (Finding finding in findings)
        {
            Assert.InRange(finding.Start, last, finding.End);
            Assert.InRange(finding.End, finding.Start, text.Length);
            Assert.InRange(finding.Confidence, 0, 1);
            Assert.Contains(finding.Rule, validator.Rules);
            Assert.StartsWith(finding.Category + ".", finding.Rule, StringComparison.Ordinal);
            last = finding.End;
        }

        Assert.Equal(findings, Find(validator, text, context));
    }

    /// <summary>At every prefix, the settled part is that of the whole text, so of every two-way split and of single characters.</summary>
    public static void CheckStreaming(ITextValidator validator, string text, ValidationContext? context = null)
    {
        context ??= Empty;
        CheckFindings(validator, text, context);
        IReadOnlyList<Finding> whole = Find(validator, text, context);
        int step = Math.Max(1, text.Length / 1500);
        for (int length = 0; length <= text.Length; length += step)
        {
            string prefix = text[..length];
            int open = validator.FindOpenStart(prefix, context);
            Assert.InRange(open, 0, length);
            Finding[] settled = [.. Find(validator, prefix, context).Where(finding => finding.Start < open)];
            Assert.True(
                settled.SequenceEqual(whole.Where(finding => finding.Start < open)),
                $"{validator.GetType().Name}: after {length} units, open from {open}, of: {text}");
            Assert.All(settled, finding => Assert.True(finding.End <= open, $"{finding} reaches beyond {open} of: {text}"));
        }
    }

    /// <summary>Mean number of units held back while the text grows by single characters.</summary>
    public static double Held(ITextValidator validator, string text, ValidationContext? context = null) =>
        Enumerable.Range(1, text.Length).Average(length => length - validator.FindOpenStart(text[..length], context ?? Empty));
}
