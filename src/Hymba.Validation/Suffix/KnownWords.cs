using Hymba.Validation.Language;

namespace Hymba.Validation.Suffix;

/// <summary>Words that ordinary writing is held together by: the commonest ones of many languages, and those of <see cref="BenignTexts"/>.</summary>
internal static class KnownWords
{
    private static readonly Lazy<HashSet<string>> Known = new(Load);

    /// <summary>
    /// The words of a text, runs of Latin letters, and whether each is strange: not known, and not followed by a comma as in a list.
    /// </summary>
    public static IEnumerable<(int Start, bool IsStrange)> Find(string text)
        => Words(text).Where(word => IsLatin(text[word.Start])).Select(word => (word.Start, !IsListed(text, word.End) && !Known.Value.Contains(Folded(text, word))));

    private static bool IsListed(string text, int end) => end + 1 < text.Length && text[end] is ',' or ';' && text[end + 1] == ' ';

    private static bool IsLatin(char letter) => letter is < 'Ͱ' or >= 'Ḁ' and < 'ἀ';

    private static HashSet<string> Load()
    {
        var texts = LanguageProfiles.Latin.Select(profile => profile.Words).Concat(BenignTexts.All);
        return new HashSet<string>(texts.SelectMany(text => Words(text).Select(word => Folded(text, word))), StringComparer.Ordinal);
    }

    private static string Folded(string text, (int Start, int End) word) => text[word.Start..word.End].ToLowerInvariant();

    private static IEnumerable<(int Start, int End)> Words(string text)
    {
        var start = -1;
        for (var i = 0; i <= text.Length; i++)
        {
            if (i < text.Length && char.IsLetter(text[i]))
            {
                start = start < 0 ? i : start;
            }
            else if (start >= 0)
            {
                yield return (start, i);
                start = -1;
            }
        }
    }
}
