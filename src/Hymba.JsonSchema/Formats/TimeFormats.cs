namespace Hymba.JsonSchema.Formats;

/// <summary>Dates and times of RFC 3339.</summary>
internal static class TimeFormats
{
    private const int DateLength = 10;
    private const int HoursPerDay = 24;
    private const int MinutesPerHour = 60;
    private const int MinutesPerDay = HoursPerDay * MinutesPerHour;

    /// <summary>A full-date.</summary>
    public static bool IsDate(ReadOnlySpan<char> text)
        => text.Length == DateLength && text[4] == '-' && text[7] == '-'
            && Number(text[..4]) is int year && Number(text[5..7]) is int month and >= 1 and <= 12
            && Number(text[8..]) is int day && day >= 1 && day <= DaysOf(year, month);

    /// <summary>A full-time, with its offset.</summary>
    public static bool IsTime(ReadOnlySpan<char> text)
    {
        const int SecondsEnd = 8;
        if (text.Length <= SecondsEnd || text[2] != ':' || text[5] != ':'
            || Number(text[..2]) is not (int hour and < HoursPerDay) || Number(text[3..5]) is not (int minute and < MinutesPerHour)
            || Number(text[6..SecondsEnd]) is not (int second and <= MinutesPerHour))
        {
            return false;
        }

        ReadOnlySpan<char> rest = text[SecondsEnd..];
        if (rest[0] == '.')
        {
            int end = rest[1..].IndexOfAnyExceptInRange('0', '9');
            if (end <= 0)
            {
                return false;
            }

            rest = rest[(end + 1)..];
        }

        // A leap second ends a day in universal time.
        return Offset(rest) is int offset
            && (second < MinutesPerHour || (((hour * MinutesPerHour) + minute - offset + (2 * MinutesPerDay)) % MinutesPerDay) == MinutesPerDay - 1);
    }

    /// <summary>A date-time.</summary>
    public static bool IsDateTime(string text)
        => text.Length > DateLength && text[DateLength] is 'T' or 't' && IsDate(text.AsSpan(0, DateLength)) && IsTime(text.AsSpan(DateLength + 1));

    private static int? Offset(ReadOnlySpan<char> text)
    {
        if (text is "Z" or "z")
        {
            return 0;
        }

        return text.Length == 6 && text[0] is '+' or '-' && text[3] == ':'
            && Number(text[1..3]) is int hours and < HoursPerDay && Number(text[4..]) is int minutes and < MinutesPerHour
            ? ((hours * MinutesPerHour) + minutes) * (text[0] == '-' ? -1 : 1)
            : null;
    }

    private static int DaysOf(int year, int month) => month switch
    {
        2 => year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) ? 29 : 28,
        4 or 6 or 9 or 11 => 30,
        _ => 31,
    };

    private static int? Number(ReadOnlySpan<char> digits)
    {
        int value = 0;
        foreach (char digit in digits)
        {
            if (!char.IsAsciiDigit(digit))
            {
                return null;
            }

            value = (value * 10) + digit - '0';
        }

        return value;
    }
}
