using System.Text;

namespace Hymba.Validation.Injection;

/// <summary>
/// Puts words together that are written letter by letter with the same sign between ("i g n o r e", "i.g.n.o.r.e"). A longer gap or a sign in the
/// place of a letter parts words.
/// </summary>
internal static class SpacedWords
{
    // Initials ("J. R. R.") and short lists of letters are fewer.
    private const int ShortestRun = 6;
    private const int LongestGap = 3;

    /// <summary>The text with such words joined and, for each of its units, where it stood; null where there are none.</summary>
    public static (string Text, int[] Starts)? Join(string text)
    {
        var result = new StringBuilder();
        var starts = new List<int>();
        bool joined = false;
        for (int i = 0; i < text.Length;)
        {
            int end = RunEnd(text, i);
            if (end == i)
            {
                result.Append(text[i]);
                starts.Add(i++);
                continue;
            }

            joined = true;
            for (char sign = text[i + 1]; i < end; i++)
            {
                if (text[i] != sign || text[i + 1] == sign)
                {
                    result.Append(char.IsLetterOrDigit(text[i]) ? text[i] : ' ');
                    starts.Add(i);
                }
            }
        }

        return joined ? (result.ToString(), [.. starts]) : null;
    }

    // Letters in every second place; the last belongs to the run.
    private static int RunEnd(string text, int start)
    {
        if (start + 1 >= text.Length || !char.IsLetterOrDigit(text[start]) || char.IsLetterOrDigit(text[start + 1]) || text[start + 1] == '\n'
            || (start > 0 && char.IsLetterOrDigit(text[start - 1])))
        {
            return start;
        }

        char sign = text[start + 1];
        int letters = 1;
        int end = start + 1;
        for (int i = start + 1; i < text.Length; i++)
        {
            if (char.IsLetterOrDigit(text[i]))
            {
                if (char.IsLetterOrDigit(text[i - 1]))
                {
                    break;
                }

                letters++;
                end = i + 1;
            }
            else if ((text[i] != sign && text[i] != '_' && text[i] != ' ') || i - end >= LongestGap)
            {
                break;
            }
        }

        // What goes on as an ordinary word was none of the letters.
        if (end < text.Length && char.IsLetterOrDigit(text[end]))
        {
            letters--;
            end--;
            while (end > start && !char.IsLetterOrDigit(text[end - 1]))
            {
                end--;
            }
        }

        return letters >= ShortestRun ? end : start;
    }
}
