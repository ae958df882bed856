using System.Collections.Frozen;

namespace Hymba.Validation.Language;

/// <summary>Says which language a text is in, or nothing where it is not sure: by script, common words and telling letters. Linear and pure.</summary>
internal static class LanguageIdentifier
{
    /// <summary>Codes of the languages that can be told apart.</summary>
    public static readonly string[] Codes =
        [.. LanguageProfiles.Latin.Select(profile => profile.Code), "el", "ru", "uk", "he", "ar", "hi", "th", "ja", "zh", "ko"];

    private const int MostWords = 400;
    private const double Margin = 1.25;

    private static readonly FrozenDictionary<string, int[]> Words = LanguageProfiles.Latin
        .SelectMany((profile, index) => profile.Words.Split(' ').Distinct().Select(word => (word, index)))
        .GroupBy(pair => pair.word, pair => pair.index).ToFrozenDictionary(group => group.Key, group => group.ToArray());

    private static readonly FrozenDictionary<char, int[]> Letters = LanguageProfiles.Latin
        .SelectMany((profile, index) => profile.Letters.Select(letter => (letter, index)))
        .GroupBy(pair => pair.letter, pair => pair.index).ToFrozenDictionary(group => group.Key, group => group.ToArray());

    /// <summary>Code of the language (ISO 639-1), or null.</summary>
    public static string? Identify(string text)
    {
        string? script = Script(text);
        return script is null || script == "Latin" ? script is null ? null : ByWords(text) : script;
    }

    private static string? Script(string text)
    {
        var counts = new Dictionary<string, int>(StringComparer.Ordinal);
        int letters = 0;
        foreach (char c in text)
        {
            if (ScriptOf(c) is string script)
            {
                letters++;
                counts[script] = counts.GetValueOrDefault(script) + 1;
            }
        }

        // Kana among Chinese characters make it Japanese.
        if (counts.TryGetValue("ja", out int kana) && kana * 8 >= letters)
        {
            return "ja";
        }

        (string? best, int count) = counts.OrderByDescending(pair => pair.Value).Select(pair => ((string?)pair.Key, pair.Value)).FirstOrDefault();
        return letters >= 3 && count * 2 > letters ? best == "ru" ? Cyrillic(text) : best : null;
    }

    private static string? ScriptOf(char c) => c switch
    {
        (>= 'a' and <= 'z') or (>= 'A' and <= 'Z') or (>= '\u00c0' and <= '\u024f') => "Latin",
        >= '\u0370' and <= '\u03ff' => "el",
        >= '\u0400' and <= '\u04ff' => "ru",
        >= '\u0590' and <= '\u05ff' => "he",
        >= '\u0600' and <= '\u06ff' => "ar",
        >= '\u0900' and <= '\u097f' => "hi",
        >= '\u0e00' and <= '\u0e7f' => "th",
        >= '\u3040' and <= '\u30ff' => "ja",
        >= '\u4e00' and <= '\u9fff' => "zh",
        >= '\uac00' and <= '\ud7af' => "ko",
        _ => null,
    };

    private static string Cyrillic(string text) => text.AsSpan().ContainsAny("іїєґ") ? "uk" : "ru";

    private static string? ByWords(string text)
    {
        Span<double> scores = stackalloc double[LanguageProfiles.Latin.Length];
        int words = 0;
        for (int i = 0; i < text.Length && words < MostWords; i++)
        {
            int start = i;
            while (i < text.Length && (char.IsLetter(text[i]) || (text[i] is '\'' or '’' && i > start)))
            {
                i++;
            }

            if (i > start)
            {
                words++;
                Count(Words, text[start..i].ToLowerInvariant().Replace('’', '\'').TrimEnd('\''), 1, scores);
            }

            if (i < text.Length)
            {
                Count(Letters, text[i], 1, scores);
            }

            for (int k = start; k < i; k++)
            {
                Count(Letters, char.ToLowerInvariant(text[k]), 0.5, scores);
            }
        }

        int best = 0;
        int second = -1;
        for (int i = 1; i < scores.Length; i++)
        {
            if (scores[i] > scores[best])
            {
                (best, second) = (i, best);
            }
            else if (second < 0 || scores[i] > scores[second])
            {
                second = i;
            }
        }

        bool isSure = scores[best] >= 2 && scores[best] >= Margin * scores[second] && scores[best] * 6 >= words;
        return isSure ? LanguageProfiles.Latin[best].Code : null;
    }

    // A sign that several languages share says less for each.
    private static void Count<T>(FrozenDictionary<T, int[]> signs, T sign, double weight, Span<double> scores)
        where T : notnull
    {
        if (signs.TryGetValue(sign, out int[]? languages))
        {
            foreach (int language in languages)
            {
                scores[language] += weight / Math.Sqrt(languages.Length);
            }
        }
    }
}
