namespace Hymba.Validation.Groundedness;

/// <summary>The content words of the attached documents. Immutable.</summary>
internal sealed class DocumentWords
{
    private const int SharedBeginning = 5;
    private const double NameWeight = 2;

    private readonly HashSet<string> _stems = new(StringComparer.Ordinal);
    private readonly HashSet<string> _beginnings = new(StringComparer.Ordinal);

    public DocumentWords(IEnumerable<string> documents)
    {
        foreach (string document in documents)
        {
            foreach (ContentWord word in ContentWord.Read(document, 0, document.Length))
            {
                _stems.Add(word.Stem);
                if (word.Stem.Length >= SharedBeginning && word.Kind != WordKind.Number)
                {
                    _beginnings.Add(word.Stem[..SharedBeginning]);
                }
            }
        }
    }

    /// <summary>Weighs a text sentence by sentence.</summary>
    public List<GroundedSentence> Weigh(string text)
    {
        var sentences = new List<GroundedSentence>();
        int start = 0;
        for (int i = 0; i <= text.Length; i++)
        {
            bool ends = i == text.Length || text[i] == '\n' || (text[i] is '.' or '!' or '?' && (i + 1 == text.Length || char.IsWhiteSpace(text[i + 1])));
            if (!ends)
            {
                continue;
            }

            int end = Math.Min(i + 1, text.Length);
            while (start < end && char.IsWhiteSpace(text[start]))
            {
                start++;
            }

            if (end > start)
            {
                sentences.Add(Weigh(text, start, end));
            }

            start = end;
        }

        return sentences;
    }

    private GroundedSentence Weigh(string text, int start, int end)
    {
        double unsupported = 0;
        double total = 0;
        int names = 0;
        int numbers = 0;
        foreach (ContentWord word in ContentWord.Read(text, start, end))
        {
            double weight = word.Kind == WordKind.Word ? 1 : NameWeight;
            total += weight;
            if (!IsSupported(word))
            {
                unsupported += weight;
                names += word.Kind == WordKind.Name ? 1 : 0;
                numbers += word.Kind == WordKind.Number ? 1 : 0;
            }
        }

        return new(start, end, unsupported, total, names, numbers);
    }

    // Scotland supports Scottish; for ordinary words a shared beginning is too weak.
    private bool IsSupported(ContentWord word) => _stems.Contains(word.Stem)
        || (word.Kind == WordKind.Name && word.Stem.Length >= SharedBeginning && _beginnings.Contains(word.Stem[..SharedBeginning]));
}
