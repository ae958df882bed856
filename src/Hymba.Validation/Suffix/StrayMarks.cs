namespace Hymba.Validation.Suffix;

/// <summary>
/// Punctuation that belongs to nothing: brackets without a partner, and marks that are repeated with spaces between (<c>! ! !</c>, from which
/// optimised suffixes often start).
/// </summary>
internal static class StrayMarks
{
    private const string Openings = "([{";
    private const string Closings = ")]}";
    private const int MostInterval = 32;

    /// <summary>Tells for each UTF-16 unit of a text whether it is one.</summary>
    public static bool[] Find(string text)
    {
        var strays = new bool[text.Length];
        Stack<int>[] open = [new(), new(), new()];
        for (var i = 0; i < text.Length; i++)
        {
            strays[i] = text[i] is '!' or '?' or ',' or ';' && i > 1 && text[i - 1] == ' ' && text[i - 2] == text[i];
            if (Openings.IndexOf(text[i]) is >= 0 and var opening)
            {
                open[opening].Push(i);
            }
            else if (Closings.IndexOf(text[i]) is >= 0 and var closing && !open[closing].TryPop(out _))
            {
                strays[i] = !ClosesInterval(text, i, open) && !IsSmiley(text, i) && !IsListed(text, i);
            }
        }

        foreach (var position in open.SelectMany(left => left))
        {
            strays[position] = !IsSmiley(text, position);
        }

        return strays;
    }

    private static bool IsSmiley(string text, int index) => index > 0 && text[index - 1] is ':' or ';' or '-' or '=';

    /// <summary>Whether a bracket closes the number of an item, as in <c>a)</c> or <c>12)</c>.</summary>
    private static bool IsListed(string text, int index)
    {
        if (text[index] != ')')
        {
            return false;
        }

        var start = index;
        while (start > 0 && index - start <= 2 && char.IsLetterOrDigit(text[start - 1]))
        {
            start--;
        }

        return index - start is 1 or 2 && (start == 0 || char.IsWhiteSpace(text[start - 1]));
    }

    /// <summary>Whether a bracket closes an interval as in <c>[0, 1)</c>; takes the one that opens it.</summary>
    private static bool ClosesInterval(string text, int index, Stack<int>[] open)
    {
        var other = open[text[index] == ')' ? 1 : 0];
        if (text[index] == '}' || !other.TryPeek(out var start) || index - start > MostInterval)
        {
            return false;
        }

        var between = text.AsSpan(start + 1, index - start - 1);
        if (between.IndexOf(',') < 0 || between.IndexOfAnyInRange('A', 'z') >= 0)
        {
            return false;
        }

        other.Pop();
        return true;
    }
}
