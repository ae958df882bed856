namespace Hymba.JsonSchema.Formats;

/// <summary>Durations as RFC 3339, appendix A, writes them.</summary>
internal static class DurationFormat
{
    /// <summary>P with weeks alone, or with a run of years, months and days, and T with a run of hours, minutes and seconds.</summary>
    public static bool IsDuration(string text)
    {
        if (text.Length < 3 || text[0] != 'P')
        {
            return false;
        }

        int time = text.IndexOf('T', StringComparison.Ordinal);
        string days = time < 0 ? text[1..] : text[1..time];
        return (days.EndsWith('W') && time < 0 && IsRun(days, "W"))
            || ((days.Length > 0 ? IsRun(days, "YMD") : time >= 0) && (time < 0 || IsRun(text[(time + 1)..], "HMS")));
    }

    // Units must follow one another without a gap: P1Y2D lacks its months.
    private static bool IsRun(string text, string units)
    {
        int next = -1, digits = 0;
        foreach (char c in text)
        {
            if (char.IsAsciiDigit(c))
            {
                digits++;
                continue;
            }

            int unit = units.IndexOf(c, StringComparison.Ordinal);
            if (unit < 0 || digits == 0 || (next >= 0 && unit != next))
            {
                return false;
            }

            next = unit + 1;
            digits = 0;
        }

        return next >= 0 && digits == 0;
    }
}
