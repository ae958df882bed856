using System.Text;
using Hymba.Validation.Patterns;

namespace Hymba.Validation.Injection;

/// <summary>
/// Finds quotes that a text asks or writes about ("what does '...' mean?", "how do I detect '...'?"): what stands in them is told, not ordered. A
/// quote that is to be said, written or followed is none.
/// </summary>
internal static class QuotedMentions
{
    private const int LongestQuote = 400;
    private const char Quote = '\u0003';

    // A question that no order to the model begins, work on guards against such texts, and what a quote is called behind it.
    private static readonly Lazy<PatternSet> Patterns = new(() => new([.. PatternLines.Read("""
        \b(?:what|why|how|when|where|which|who|is|are|does|did|was|were|has|should|would|und|que|was|qué|warum|wie|pourquoi|cosa|come)[^\w.!?\n][^.!?\n]{0,100}\x03[^.!?\n]{0,120}\?
        \b(?:detect|block|filter|prevent|flag|catch|defend|protect|mitigate|sanitize|guard|classif|recogni[sz]|reject|match|scan|discuss|understand|explain|
        + define|describe|wonder|heard|read about|means|meaning of)\w{0,4}[^\w.!?\n][^.!?\n]{0,80}\x03
        \x03[^.!?\n]{0,40}[^\w.!?\n](?:means?|is|are|was|counts?|works?|looks?|comes?)[^\w.!?\n](?:[^.!?\n]{0,40}[^\w.!?\n])?(?:examples?|attacks?|injections?|jailbreaks?|phrases?|tricks?|
        + attempts?|known|famous|dangerous|malicious|that)\b
        """)]));

    /// <summary>Removes the matches that begin in a mentioned quote; they are in order of their starts.</summary>
    public static void Remove(string text, List<(int Start, InjectionRule Rule)> matches)
    {
        List<(int Start, int End)> mentions = Find(text);
        int next = 0;
        matches.RemoveAll(match =>
        {
            while (next < mentions.Count && mentions[next].End <= match.Start)
            {
                next++;
            }

            return next < mentions.Count && match.Start >= mentions[next].Start;
        });
    }

    private static List<(int Start, int End)> Find(string text)
    {
        List<(int Start, int End)> quotes = Quotes(text);
        if (quotes.Count == 0)
        {
            return [];
        }

        (string skeleton, int[] places) = WithoutQuotes(text, quotes);
        var matches = new List<PatternMatch>();
        Patterns.Value.ScanAll(skeleton, matches);
        var mentions = new List<(int Start, int End)>();
        int next = 0;
        int reach = 0;
        for (int i = 0; i < places.Length; i++)
        {
            for (; next < matches.Count && matches[next].Start <= places[i]; next++)
            {
                reach = Math.Max(reach, matches[next].End);
            }

            if (places[i] < reach)
            {
                mentions.Add(quotes[i]);
            }
        }

        return mentions;
    }

    private static (string Text, int[] Places) WithoutQuotes(string text, List<(int Start, int End)> quotes)
    {
        var result = new StringBuilder();
        var places = new int[quotes.Count];
        int end = 0;
        for (int i = 0; i < quotes.Count; i++)
        {
            result.Append(text, end, quotes[i].Start - end);
            places[i] = result.Length;
            result.Append(Quote);
            end = quotes[i].End;
        }

        return (result.Append(text, end, text.Length - end).ToString(), places);
    }

    private static List<(int Start, int End)> Quotes(string text)
    {
        var quotes = new List<(int Start, int End)>();
        for (int i = 0; i < text.Length; i++)
        {
            if (Closing(text[i]) is not { } closing || (i > 0 && char.IsLetterOrDigit(text[i - 1])))
            {
                continue;
            }

            int end = EndOf(text, i, closing);
            if (end > 0)
            {
                quotes.Add((i, end));
                i = end - 1;
            }
        }

        return quotes;
    }

    private static int EndOf(string text, int start, string closing)
    {
        int last = Math.Min(text.Length, start + LongestQuote);
        for (int i = start + 1; i < last && text[i] != '\n'; i++)
        {
            if (closing.Contains(text[i]) && (i + 1 == text.Length || !char.IsLetterOrDigit(text[i + 1])))
            {
                return i + 1;
            }
        }

        return 0;
    }

    private static string? Closing(char c) => c switch
    {
        '"' => "\"",
        '\'' => "'",
        '`' => "`",
        '‘' => "’",
        '“' => "”",
        '„' => "“”",
        '«' => "»",
        '「' => "」",
        _ => null,
    };
}
