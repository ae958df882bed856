namespace Hymba.Validation.Scanning;

/// <summary>
/// Goes through a text from left to right, asks at each place the recognisers that may begin there, takes the best match and goes on
/// behind it. What is decided at a place depends only on what was read from there and on what lies before. Immutable; thread-safe.
/// </summary>
internal sealed class EntityScanner
{
    private readonly Recognizer[][] _byFirst = new Recognizer[128][];

    /// <summary>Scanner of these, asked in their order.</summary>
    public EntityScanner(IReadOnlyList<Recognizer> recognizers)
    {
        for (int i = 0; i < _byFirst.Length; i++)
        {
            _byFirst[i] = [.. recognizers.Where(recognizer => recognizer.First.Contains((char)i, StringComparison.Ordinal))];
        }
    }

    /// <summary>Adds all matches; they do not overlap and come in order.</summary>
    public void Find(string text, List<Candidate> matches)
        => Scan(new TextCursor(text, text.Length), text, text.Length, matches, growing: false);

    /// <summary>Adds the matches that stand whatever follows, and tells where the undecided part begins: behind all of them.</summary>
    /// <param name="text">The text so far.</param>
    /// <param name="known">How much of it can no longer change.</param>
    /// <param name="matches">Added to.</param>
    public int FindSettled(string text, int known, List<Candidate> matches)
        => Scan(new TextCursor(text, known), text, known, matches, growing: true);

    /// <summary>How many characters are read to go through a text.</summary>
    public long CountReads(string text)
    {
        var cursor = new TextCursor(text, text.Length);
        Scan(cursor, text, text.Length, [], growing: false);
        return cursor.Reads;
    }

    private int Scan(TextCursor cursor, string text, int known, List<Candidate> matches, bool growing)
    {
        int index = 0;
        while (index < known)
        {
            char first = text[index];
            Recognizer[] candidates = first < 128 ? _byFirst[first] : [];
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

            matches.Add(best);
            index = cursor.Floor = best.End;
        }

        return known;
    }
}
