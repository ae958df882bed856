namespace Hymba.Validation.Leak;

/// <summary>Findings by their beginning, each apart from the next.</summary>
internal static class ApartFindings
{
    /// <summary>Findings, and of others those that overlap none of them. Linear in both.</summary>
    public static List<Finding> Merge(IReadOnlyList<Finding> findings, IReadOnlyList<Finding> others)
    {
        var merged = new List<Finding>(findings.Count + others.Count);
        int next = 0;
        foreach (Finding other in others)
        {
            while (next < findings.Count && findings[next].End <= other.Start)
            {
                merged.Add(findings[next++]);
            }

            if (next == findings.Count || findings[next].Start >= other.End)
            {
                merged.Add(other);
            }
        }

        while (next < findings.Count)
        {
            merged.Add(findings[next++]);
        }

        return merged;
    }
}
