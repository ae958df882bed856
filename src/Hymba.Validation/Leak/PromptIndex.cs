namespace Hymba.Validation.Leak;

/// <summary>What a system prompt is recognised by. Immutable; built once for each prompt.</summary>
internal sealed class PromptIndex
{
    private const int ShortestPrompt = 12;
    private const int ShortestRun = 24;
    private const int LongestRun = 40;
    /// <summary>Words in a group.</summary>
    public const int WordsInGram = 4;

    /// <summary>UTF-16 units of a word, at most.</summary>
    public const int LongestWord = 64;

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
        _grams = [.. Grams(prompt)];
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

    /// <summary>Words of a text: runs of letters and digits, very long ones in pieces.</summary>
    /// <param name="text">The text.</param>
    /// <param name="from">Where to begin; no word lies over it.</param>
    public static List<(int Start, int End)> Words(string text, int from = 0)
    {
        var words = new List<(int, int)>();
        for (int i = from; i < text.Length;)
        {
            int start = i;
            while (i < text.Length && i - start < LongestWord && char.IsLetterOrDigit(text[i]))
            {
                i++;
            }

            if (i > start)
            {
                words.Add((start, i));
            }
            else
            {
                i++;
            }
        }

        return words;
    }

    /// <summary>The hash of a group, case apart, that ends with one more word: 16 bits each of its four words.</summary>
    public static ulong Next(ulong gram, ReadOnlySpan<char> word)
    {
        uint hash = (uint)string.GetHashCode(word, StringComparison.OrdinalIgnoreCase);
        return (gram << 16) | ((hash ^ (hash >> 16)) & 0xffff);
    }

    private static IEnumerable<ulong> Grams(string text)
    {
        ulong gram = 0;
        int count = 0;
        foreach ((int start, int end) in Words(text))
        {
            gram = Next(gram, text.AsSpan(start, end - start));
            if (++count >= WordsInGram)
            {
                yield return gram;
            }
        }
    }
}
