namespace Hymba.Validation.Patterns;

/// <summary>Helps to say where the open part of a text begins.</summary>
internal static class OpenStart
{
    /// <summary>Moves the place to the beginning of the findings that reach beyond it, so that none is cut.</summary>
    public static int Settle(int open, IEnumerable<Finding> findings)
    {
        foreach (Finding finding in findings.OrderByDescending(finding => finding.Start))
        {
            open = finding.Start < open && finding.End > open ? finding.Start : open;
        }

        return open;
    }
}
