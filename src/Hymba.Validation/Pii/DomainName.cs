using Hymba.Validation.Scanning;

namespace Hymba.Validation.Pii;

/// <summary>
/// Names of hosts: labels of letters, digits and hyphens between dots; the last is letters, or international in its ASCII form.
/// </summary>
internal static class DomainName
{
    private const int Longest = 253;
    private const int LongestLabel = 63;

    /// <summary>Reads the longest name that ends in a top level.</summary>
    /// <param name="cursor">The text.</param>
    /// <param name="start">Its first character.</param>
    /// <param name="labels">Labels of the name; 0 where there is none.</param>
    /// <param name="topStart">Where the top level begins.</param>
    /// <returns>Index behind the name.</returns>
    public static int Read(TextCursor cursor, int start, out int labels, out int topStart)
    {
        labels = 0;
        topStart = start;
        int end = start;
        int index = start;
        int count = 0;
        while (index < start + Longest)
        {
            int labelEnd = index;
            while (labelEnd < index + LongestLabel + 1 && IsLabel(cursor[labelEnd]))
            {
                labelEnd++;
            }

            int length = labelEnd - index;
            if (length is 0 or > LongestLabel || cursor[index] == '-')
            {
                break;
            }

            count++;
            if (count > 1 && IsTop(cursor, index, labelEnd))
            {
                labels = count;
                topStart = index;
                end = labelEnd;
            }

            if (cursor[labelEnd] != '.')
            {
                break;
            }

            index = labelEnd + 1;
        }

        return end;
    }

    private static bool IsLabel(char value) => value != '_' && (Chars.IsWord(value) || value == '-');

    private static bool IsTop(TextCursor cursor, int start, int end)
    {
        if (end - start > 4 && cursor.IsAt(start, "xn--"))
        {
            return cursor[end - 1] != '-';
        }

        for (int i = start; i < end; i++)
        {
            if (!Chars.IsWord(cursor[i]) || Chars.IsDigit(cursor[i]))
            {
                return false;
            }
        }

        return end - start is >= 2 and <= 24;
    }
}
