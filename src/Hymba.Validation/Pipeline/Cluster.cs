using Hymba.Validation.Policies;

namespace Hymba.Validation.Pipeline;

/// <summary>Overlapping findings that change the text, as one span. Immutable.</summary>
/// <param name="Start">First UTF-16 unit.</param>
/// <param name="End">The unit behind the last.</param>
/// <param name="Leader">The finding that decides.</param>
/// <param name="Line">Its line of policy.</param>
internal readonly record struct Cluster(int Start, int End, Finding Leader, PolicyRule Line)
{
    private const string Mask = "******";
    private const int TokenDigits = 8;

    /// <summary>Whether nothing behind it may be shown.</summary>
    public bool Stops => Line.Action >= ValidationAction.RequireApproval;

    /// <summary>What is shown in its place.</summary>
    public string Render(ReadOnlySpan<char> value, KeyedHash hash) => Line.Action switch
    {
        ValidationAction.Replace => Line.Replacement!,
        _ => Line.Style switch
        {
            RedactionStyle.Mask => Mask,
            RedactionStyle.Token => $"<{Leader.Type}:{hash.Of(value, TokenDigits)}>",
            _ => $"<{Leader.Type}>",
        },
    };

    /// <summary>Merges what overlaps. The result is sorted and does not depend on the order of the findings.</summary>
    public static List<Cluster> Merge(IEnumerable<(Finding Finding, PolicyRule Line)> findings)
    {
        var merged = new List<Cluster>();
        foreach (var (finding, line) in findings.OrderBy(item => item.Finding.Start))
        {
            var next = new Cluster(finding.Start, finding.End, finding, line);
            if (merged.Count > 0 && merged[^1].End > next.Start)
            {
                var last = merged[^1];
                var leader = last.Leads(next) ? last : next;
                merged[^1] = leader with { Start = last.Start, End = Math.Max(last.End, next.End) };
            }
            else
            {
                merged.Add(next);
            }
        }

        return merged;
    }

    // Taking characters out takes no more than them: what lies over them is replaced as if it stood alone.
    private int Strength => Line is { Action: ValidationAction.Replace, Replacement: "" } ? (2 * (int)ValidationAction.Redact) - 1 : 2 * (int)Line.Action;

    // A total order, so that the order of validators never shows.
    private bool Leads(in Cluster other)
    {
        var order = Strength.CompareTo(other.Strength);
        order = order != 0 ? order : Leader.Severity.CompareTo(other.Leader.Severity);
        order = order != 0 ? order : (Leader.End - Leader.Start).CompareTo(other.Leader.End - other.Leader.Start);
        order = order != 0 ? order : Leader.Confidence.CompareTo(other.Leader.Confidence);
        order = order != 0 ? order : other.Leader.Start.CompareTo(Leader.Start);
        return (order != 0 ? order : string.CompareOrdinal(other.Leader.Rule, Leader.Rule)) >= 0;
    }
}
