namespace Hymba.Validation.Injection;

/// <summary>
/// Undoes words whose inner letters were shuffled ("ignroe all prevoius instrcutions"), which people and models read nevertheless: only words that the
/// rules need and that are no other word shuffled. Letters are put in place, so offsets stay.
/// </summary>
internal static class ScrambledWords
{
    private static readonly string[] Words =
    [
        "ignore", "disregard", "forget", "override", "bypass", "previous", "above", "prior", "instruction", "instructions", "system", "prompt", "prompts",
        "reveal", "repeat", "print", "output", "display", "guidelines", "restrictions", "filters", "safety", "hidden", "everything", "delete",
    ];

    private static readonly ILookup<(char First, char Last, int Length), string> ByEnds = Words.ToLookup(word => (word[0], word[^1], word.Length));
    private static readonly int Shortest = Words.Min(word => word.Length);
    private static readonly int Longest = Words.Max(word => word.Length);

    /// <summary>Puts the letters of such words in place.</summary>
    public static void Undo(Span<char> text)
    {
        for (int start = 0; start < text.Length;)
        {
            int end = start;
            while (end < text.Length && char.IsAsciiLetter(text[end]))
            {
                end++;
            }

            if (end - start >= Shortest && end - start <= Longest)
            {
                UndoWord(text[start..end]);
            }

            start = end + 1;
        }
    }

    private static void UndoWord(Span<char> word)
    {
        foreach (string known in ByEnds[(char.ToLowerInvariant(word[0]), char.ToLowerInvariant(word[^1]), word.Length)])
        {
            if (HasLettersOf(word, known))
            {
                known.CopyTo(word);
                return;
            }
        }
    }

    private static bool HasLettersOf(ReadOnlySpan<char> word, string known)
    {
        Span<int> counts = stackalloc int['z' - 'a' + 1];
        for (int i = 0; i < word.Length; i++)
        {
            counts[char.ToLowerInvariant(word[i]) - 'a']++;
            counts[known[i] - 'a']--;
        }

        return counts.IndexOfAnyExcept(0) < 0;
    }
}
