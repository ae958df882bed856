namespace Hymba.Validation.Groundedness;

/// <summary>
/// Compares a reply with the attached documents word by word: a finding is a sentence with names, numbers or other content words that occur in none
/// of them; its confidence grows with their share. Lexical: it sees inventions, not false combinations of what is there. Silent without documents.
/// </summary>
public sealed class GroundednessValidator : ITextValidator
{
    private const string Number = "groundedness.number";
    private const string Name = "groundedness.name";
    private const string Words = "groundedness.words";
    private const double MostlyUnsupported = 0.5;

    private readonly double _leastShare;

    /// <param name="leastShare">Unsupported share from which a sentence without unsupported names and numbers is a finding. Default: 0, any word.</param>
    /// <exception cref="ArgumentOutOfRangeException">Not within 0 to 1.</exception>
    public GroundednessValidator(double leastShare = 0)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(leastShare);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(leastShare, 1);
        _leastShare = leastShare;
    }

    /// <inheritdoc/>
    public IReadOnlyList<string> Rules { get; } = [Number, Name, Words];

    /// <inheritdoc/>
    public StreamingBehaviour Streaming => StreamingBehaviour.WholeText;

    /// <summary>Share of a text's content that the documents do not support, 0 to 1; 0 for a text without content.</summary>
    public static double Score(string text, IReadOnlyList<string> documents)
    {
        ArgumentNullException.ThrowIfNull(text);
        ArgumentNullException.ThrowIfNull(documents);
        List<GroundedSentence> sentences = new DocumentWords(documents).Weigh(text);
        double total = sentences.Sum(sentence => sentence.Total);
        return total > 0 ? sentences.Sum(sentence => sentence.Unsupported) / total : 0;
    }

    /// <inheritdoc/>
    public void Find(string text, ValidationContext context, ICollection<Finding> findings)
    {
        ArgumentNullException.ThrowIfNull(text);
        ArgumentNullException.ThrowIfNull(context);
        ArgumentNullException.ThrowIfNull(findings);
        if (context.Documents.Count == 0)
        {
            return;
        }

        foreach (GroundedSentence sentence in new DocumentWords(context.Documents).Weigh(text))
        {
            bool isInvented = sentence.Names + sentence.Numbers > 0;
            if (sentence.Unsupported > 0 && (isInvented || sentence.Share >= _leastShare))
            {
                string rule = sentence.Numbers > 0 ? Number : sentence.Names > 0 ? Name : Words;
                Severity severity = isInvented ? Severity.Medium : sentence.Share >= MostlyUnsupported ? Severity.Low : Severity.Information;
                findings.Add(new(rule, "groundedness", "UNSUPPORTED", sentence.Start, sentence.End, severity, 0.2 + (0.75 * sentence.Share)));
            }
        }
    }

    /// <inheritdoc/>
    public int FindOpenStart(string text, ValidationContext context) => 0;
}
