using Hymba.Validation.Deobfuscation;

namespace Hymba.Validation.Scanning;

/// <summary>
/// Goes through a text from left to right, asks at each place the recognisers that may begin there, takes the best match and goes on
/// behind it. What is decided at a place depends only on what was read from there and on what lies before. Immutable; thread-safe.
/// </summary>
internal sealed class EntityScanner
{
    // What every recogniser may read in front of a beginning, to see whether it is one.
    private const int Borders = 4;

    private const int Characters = 128;

    private readonly Recognizer[][] _byFirst;
    private readonly Recognizer[][] _inWords;

    /// <summary>Scanner of these, asked in their order.</summary>
    public EntityScanner(IReadOnlyList<Recognizer> recognizers)
    {
        LooksBack = recognizers.Max(recognizer => recognizer.LooksBack) + Borders;
        _byFirst = ByFirst(recognizers);
        _inWords = ByFirst(recognizers.Where(recognizer => recognizer.BeginsInWords));
    }

    /// <summary>How many characters before a place are looked at, at most.</summary>
    public int LooksBack { get; }

    /// <summary>Adds the matches from a place on; they do not overlap and come in order.</summary>
    /// <param name="view">What to look at.</param>
    /// <param name="from">Where to begin; no match reaches over this place.</param>
    /// <param name="floor">Where the last match before ended; negative for none.</param>
    /// <param name="isFinal">Whether nothing follows; else only what stands whatever follows is a match.</param>
    /// <param name="matches">Added to.</param>
    /// <returns>Where the undecided part begins.</returns>
    public int Find(DeobfuscatedText view, int from, int floor, bool isFinal, List<Candidate> matches)
    {
        int known = isFinal ? view.Text.Length : view.KnownLength;
        return Scan(new TextCursor(view.Text, known) { Floor = floor }, view.Text, from, known, matches, !isFinal);
    }

    /// <summary>How many characters are read to go through a text.</summary>
    public long CountReads(string text)
    {
        var cursor = new TextCursor(text, text.Length);
        Scan(cursor, text, 0, text.Length, [], growing: false);
        return cursor.Reads;
    }

    private static Recognizer[][] ByFirst(IEnumerable<Recognizer> recognizers)
        => [.. Enumerable.Range(0, Characters).Select(
            first => recognizers.Where(recognizer => recognizer.First.Contains((char)first, StringComparison.Ordinal)).ToArray())];

    private int Scan(TextCursor cursor, string text, int from, int known, List<Candidate> matches, bool growing)
    {
        int index = from;
        while (index < known)
        {
            char first = text[index];
            bool isInWord = index > 0 && index != cursor.Floor && Chars.IsWord(text[index - 1]);
            Recognizer[] candidates = first >= Characters ? [] : isInWord ? _inWords[first] : _byFirst[first];
            Candidate best = default;
            foreach (Recognizer recognizer in candidates)
            {
                if (recognizer.TryMatch(cursor, index, out Candidate match) && match.Beats(best))
                {
                    best = match;
                }

                if (growing && cursor.Undecided)
                {
                    return index;
                }
            }

            if (best.Rule is null)
            {
                index++;
                continue;
            }

            matches.Add(best with { From = index });
            index = cursor.Floor = best.End;
        }

        return known;
    }
}
