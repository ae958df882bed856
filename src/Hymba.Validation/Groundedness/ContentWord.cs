using System.Collections.Frozen;
using System.Globalization;
using System.Text;

namespace Hymba.Validation.Groundedness;

/// <summary>A word that says something, in the form in which it is compared.</summary>
/// <param name="Stem">Lower case, without accents and endings; a number in digits.</param>
/// <param name="Start">First UTF-16 unit.</param>
/// <param name="End">Unit behind the last.</param>
/// <param name="Kind">Ordinary word, name or number.</param>
internal readonly record struct ContentWord(string Stem, int Start, int End, WordKind Kind)
{
    private static readonly FrozenSet<string> Empty = (
        "a an the of and or to in on at by for from with as is are was were be been being it its this that these those there here he she they them his her " +
        "their him i you we us our your my me do does did has have had having will would can could should may might must so if than then also which who " +
        "whom whose what when where why how while because but about into over under up down out off such very just only own same too s t d ll m re ve " +
        "am pm mr mrs ms dr st jr located held called named known yes").Split(' ').ToFrozenSet(StringComparer.Ordinal);

    private static readonly FrozenDictionary<string, string> Numbers = (
        "zero=0 one=1 two=2 three=3 four=4 five=5 six=6 seven=7 eight=8 nine=9 ten=10 eleven=11 twelve=12 first=1 second=2 third=3 " +
        "fourth=4 fifth=5 hundred=100 thousand=1000 dozen=12").Split(' ').Select(pair => pair.Split('='))
        .ToFrozenDictionary(pair => pair[0], pair => pair[1], StringComparer.Ordinal);

    private static readonly string[] Endings =
        ["ations", "ation", "ments", "ment", "ingly", "edly", "ings", "ing", "ies", "ied", "ers", "ed", "es", "er", "ly", "ion", "ions", "s", "y", "e"];

    /// <summary>Reads the content words of a part of a text.</summary>
    public static IEnumerable<ContentWord> Read(string text, int from, int to)
    {
        bool first = true;
        for (int i = from; i < to; i++)
        {
            int start = i;
            while (i < to && (char.IsLetterOrDigit(text[i]) || IsInNumber(text, start, i, to)))
            {
                i++;
            }

            if (i == start)
            {
                continue;
            }

            string plain = Plain(text[start..i]);
            bool isNumber = char.IsAsciiDigit(plain[0]);
            bool isName = !first && char.IsUpper(text[start]) && i - start > 1;
            first = false;
            if (!isNumber && Numbers.TryGetValue(plain, out string? digits))
            {
                yield return new(digits, start, i, WordKind.Word);
            }
            else if (isNumber || !Empty.Contains(plain))
            {
                yield return new(isNumber ? Number(plain) : Reduce(plain), start, i, isNumber ? WordKind.Number : isName ? WordKind.Name : WordKind.Word);
            }
        }
    }

    private static bool IsInNumber(string text, int start, int i, int to) =>
        text[i] is ',' or '.' && i > start && char.IsAsciiDigit(text[start]) && char.IsAsciiDigit(text[i - 1]) && i + 1 < to && char.IsAsciiDigit(text[i + 1]);

    // "1,212" and "20th" are 1212 and 20.
    private static string Number(string plain)
    {
        string number = plain.Replace(",", "", StringComparison.Ordinal);
        int end = number.AsSpan().IndexOfAnyExceptInRange('0', '9');
        return end > 0 && number[end] != '.' ? number[..end] : number;
    }

    private static string Plain(string word)
    {
        if (word.All(char.IsAscii))
        {
            return word.ToLowerInvariant();
        }

        var result = new StringBuilder(word.Length);
        foreach (char c in word.Normalize(NormalizationForm.FormD))
        {
            if (CharUnicodeInfo.GetUnicodeCategory(c) != UnicodeCategory.NonSpacingMark)
            {
                result.Append(char.ToLowerInvariant(c));
            }
        }

        return result.Length > 0 ? result.ToString() : word;
    }

    private static string Reduce(string word)
    {
        foreach (string ending in Endings)
        {
            if (word.Length - ending.Length >= 3 && word.EndsWith(ending, StringComparison.Ordinal))
            {
                return word[..^ending.Length];
            }
        }

        return word;
    }
}
