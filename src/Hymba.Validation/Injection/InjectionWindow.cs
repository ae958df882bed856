namespace Hymba.Validation.Injection;

/// <summary>
/// Adds up rules that match near each other. What a long text says here and there comes together to nothing; an attempt that spreads over several
/// sentences stays within a paragraph's length.
/// </summary>
internal static class InjectionWindow
{
    private const int Length = 600;

    /// <summary>For every match, in order of their starts, the largest sum of different rules' weights in a window around it.</summary>
    public static double[] Totals(IReadOnlyList<(int Start, InjectionRule Rule)> matches)
    {
        var totals = new double[matches.Count];
        var counts = new Dictionary<InjectionRule, int>(ReferenceEqualityComparer.Instance);
        double sum = 0;
        int first = 0;
        for (int i = 0; i < matches.Count; i++)
        {
            for (; matches[i].Start - matches[first].Start > Length; first++)
            {
                sum -= --counts[matches[first].Rule] == 0 ? matches[first].Rule.Weight : 0;
            }

            int count = counts.GetValueOrDefault(matches[i].Rule);
            counts[matches[i].Rule] = count + 1;
            sum += count == 0 ? matches[i].Rule.Weight : 0;
            totals[i] = sum;
        }

        Spread(matches, totals);
        return totals;
    }

    // So far a total is that of the window which ends with its match; a match also lies in those that end with later ones.
    private static void Spread(IReadOnlyList<(int Start, InjectionRule Rule)> matches, double[] totals)
    {
        var best = new LinkedList<int>();
        double[] ends = [.. totals];
        int last = matches.Count - 1;
        for (int i = last; i >= 0; i--)
        {
            while (best.First is { } smaller && ends[smaller.Value] <= ends[i])
            {
                best.RemoveFirst();
            }

            best.AddFirst(i);
            while (matches[best.Last!.Value].Start - matches[i].Start > Length)
            {
                best.RemoveLast();
            }

            totals[i] = ends[best.Last!.Value];
        }
    }
}
