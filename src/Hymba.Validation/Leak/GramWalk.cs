using System.Collections.Immutable;

namespace Hymba.Validation.Leak;

/// <summary>
/// Walks over the words of a text and knows which groups of the prompt have come. Immutable; places count from the window's beginning.
/// </summary>
/// <param name="Seen">Groups of the prompt so far.</param>
/// <param name="Gram">Hash of the last words.</param>
/// <param name="Count">Words so far.</param>
/// <param name="First">Where the last three words begin: the third last.</param>
/// <param name="Second">The second last.</param>
/// <param name="Third">The last.</param>
/// <param name="ReportedEnd">Where the last reported group ends.</param>
/// <param name="NextStart">Where the next word begins, at the earliest.</param>
internal sealed record GramWalk(
    ImmutableHashSet<ulong> Seen, ulong Gram, int Count, int First, int Second, int Third, int ReportedEnd, int NextStart)
{
    // A group begins three words back, and the word that ends one may add four to what has come.
    private const int Margin = PromptIndex.WordsInGram;

    /// <summary>The beginning of a text.</summary>
    public static GramWalk Start { get; } = new([], 0, 0, 0, 0, 0, 0, 0);

    /// <summary>Where the earliest group begins that may still be reported, of a text with these words that ends here.</summary>
    public int OpenStart(PromptIndex prompt, int end)
        => Seen.Count < prompt.GramThreshold - Margin ? end : Count switch { >= 3 => First, 2 => Second, 1 => Third, _ => end };

    /// <summary>Walks on by one word.</summary>
    /// <param name="prompt">The prompt.</param>
    /// <param name="text">The text.</param>
    /// <param name="word">The word.</param>
    /// <param name="found">The part that ends with the word and gives the prompt away; null for none.</param>
    public GramWalk Next(PromptIndex prompt, string text, (int Start, int End) word, out (int Start, int End)? found)
    {
        found = null;
        ulong gram = PromptIndex.Next(Gram, text.AsSpan(word.Start, word.End - word.Start));
        var seen = Count >= PromptIndex.WordsInGram - 1 && prompt.HasGram(gram) ? Seen.Add(gram) : Seen;
        int reported = ReportedEnd;
        if (Count >= PromptIndex.WordsInGram - 1 && prompt.HasGram(gram) && seen.Count >= prompt.GramThreshold && word.End > reported)
        {
            found = (Math.Max(First, reported), word.End);
            reported = word.End;
        }

        return new GramWalk(seen, gram, Count + 1, Second, Third, word.Start, reported, word.End);
    }

    /// <summary>The same for a window that begins elsewhere.</summary>
    public GramWalk Moved(int by)
        => this with
        {
            First = First - by,
            Second = Second - by,
            Third = Third - by,
            ReportedEnd = ReportedEnd - by,
            NextStart = NextStart - by,
        };
}
