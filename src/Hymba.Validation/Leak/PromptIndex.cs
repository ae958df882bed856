namespace Hymba.Validation.Leak;

/// <summary>What a system prompt is recognised by. Immutable; built once for each prompt.</summary>
internal sealed class PromptIndex
{
    private const int ShortestPrompt = 12;
    private const int ShortestRun = 24;
    private const int LongestRun = 40;
    private const int WordsInGram = 4;
    private const int FewestGrams = 5;
    private const double ContainedShare = 0.25;

    private readonly HashSet<ulong> _grams;

    public PromptIndex(string prompt)
    {
        var flat = new FlatText(prompt);
        Automaton = new(flat.Characters);

        // Half of a short prompt gives it away; of a long one, a sentence.
        RunLength = flat.Length < ShortestPrompt ? int.MaxValue : Math.Min(flat.Length, Math.Clamp(flat.Length / 2, ShortestRun, LongestRun));
        Secret = CanaryToken.FindSecret(prompt);
        _grams = [.. Grams(Words(prompt), prompt).Select(gram => gram.Gram)];
        GramThreshold = _grams.Count < FewestGrams ? int.MaxValue : Math.Max(FewestGrams, (int)Math.Ceiling(_grams.Count * ContainedShare));
    }

    public SubstringAutomaton Automaton { get; }

    /// <summary>Letters and digits in a row that are a leak.</summary>
    public int RunLength { get; }

    /// <summary>Different groups of words that are a leak.</summary>
    public int GramThreshold { get; }

    /// <summary>The canary's random part, or null.</summary>
    public string? Secret { get; }

    public bool HasGram(ulong gram) => _grams.Contains(gram);

    /// <summary>Words of a text: runs of letters and digits.</summary>
    public static List<(int Start, int End)> Words(string text)
    {
        var words = new List<(int, int)>();
        for (int i = 0; i < text.Length; i++)
        {
            int start = i;
            while (i < text.Length && char.IsLetterOrDigit(text[i]))
            {
                i++;
            }

            if (i > start)
            {
                words.Add((start, i));
            }
        }

        return words;
    }

    /// <summary>Groups of four words in a row, as hashes without regard to case, with their place.</summary>
    public static IEnumerable<(ulong Gram, int Start, int End)> Grams(List<(int Start, int End)> words, string text)
    {
        ulong gram = 0;
        for (int i = 0; i < words.Count; i++)
        {
            // Four words of 16 bits each: older ones leave at the top.
            uint hash = (uint)string.GetHashCode(text.AsSpan(words[i].Start, words[i].End - words[i].Start), StringComparison.OrdinalIgnoreCase);
            gram = (gram << 16) | ((hash ^ (hash >> 16)) & 0xffff);
            if (i >= WordsInGram - 1)
            {
                yield return (gram, words[i - WordsInGram + 1].Start, words[i].End);
            }
        }
    }
}
