namespace Hymba.JsonSchema.Formats;

/// <summary>Addresses of hosts.</summary>
internal static class AddressFormats
{
    /// <summary>Four decimal numbers without leading zeros (RFC 2673, 3.2).</summary>
    public static bool IsIPv4(ReadOnlySpan<char> text)
    {
        int parts = 0;
        foreach (Range range in text.Split('.'))
        {
            ReadOnlySpan<char> part = text[range];
            bool isNumber = part.Length is >= 1 and <= 3 && !part.ContainsAnyExceptInRange('0', '9') && (part.Length == 1 || part[0] != '0');
            if (!isNumber || int.Parse(part, System.Globalization.CultureInfo.InvariantCulture) > byte.MaxValue)
            {
                return false;
            }

            parts++;
        }

        return parts == 4;
    }

    /// <summary>Eight groups, a run of them left out at the most once, the last two perhaps as an IPv4 address (RFC 4291, 2.2).</summary>
    public static bool IsIPv6(string text)
    {
        const int AllGroups = 8;
        int gap = text.IndexOf("::", StringComparison.Ordinal);
        if (gap < 0)
        {
            return Groups(text, mayEndAsIPv4: true) == AllGroups;
        }

        int before = Groups(text[..gap], mayEndAsIPv4: false), after = Groups(text[(gap + 2)..], mayEndAsIPv4: true);
        return before >= 0 && after >= 0 && before + after < AllGroups;
    }

    private static int Groups(string text, bool mayEndAsIPv4)
    {
        if (text.Length == 0)
        {
            return 0;
        }

        string[] groups = text.Split(':');
        bool endsAsIPv4 = mayEndAsIPv4 && groups[^1].Contains('.', StringComparison.Ordinal);
        bool isValid = groups[..^(endsAsIPv4 ? 1 : 0)].All(group => group.Length is >= 1 and <= 4 && group.All(char.IsAsciiHexDigit))
            && (!endsAsIPv4 || IsIPv4(groups[^1]));
        return isValid ? groups.Length + (endsAsIPv4 ? 1 : 0) : -1;
    }
}
