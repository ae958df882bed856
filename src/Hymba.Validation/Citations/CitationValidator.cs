using Hymba.Validation.Leak;
using Hymba.Validation.Patterns;

namespace Hymba.Validation.Citations;

/// <summary>
/// Checks citations by number (<c>[2]</c>, <c>[doc 2]</c>, <c>【2】</c>, <c>[^2]</c>): the document exists, and a quotation right before the citation
/// occurs in it, letters and digits compared. Documents count from 1. Silent without documents.
/// </summary>
public sealed class CitationValidator : ITextValidator
{
    private const string Missing = "citations.document";
    private const string Quote = "citations.quote";
    private const int MostBetween = 12;

    private static readonly PatternSet Citations = new(
        [@"[\[【]\^?(?:(?:doc|document|source|ref|reference)?\.?\s?#?)\d{1,4}(?:\s?[†:][^\]】]{0,40})?[\]】]"]);

    private static readonly PatternSet Quotations = new(
        ["\"[^\"\\n]{12,500}\"", "“[^”\\n]{12,500}”", "„[^“”\\n]{12,500}[“”]", "«[^»\\n]{12,500}»"]);

    /// <inheritdoc/>
    public IReadOnlyList<string> Rules { get; } = [Missing, Quote];

    /// <inheritdoc/>
    public StreamingBehaviour Streaming => StreamingBehaviour.WholeText;

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

        var citations = new List<PatternMatch>();
        var quotations = new List<PatternMatch>();
        Citations.Scan(text, citations);
        Quotations.Scan(text, quotations);
        int next = 0;
        foreach (PatternMatch citation in citations)
        {
            int number = Number(text.AsSpan(citation.Start, citation.End - citation.Start));
            if (number < 1 || number > context.Documents.Count)
            {
                findings.Add(new(Missing, "citations", "CITATION", citation.Start, citation.End, Severity.Medium, 0.9));
                continue;
            }

            while (next + 1 < quotations.Count && quotations[next + 1].End <= citation.Start)
            {
                next++;
            }

            bool follows = next < quotations.Count && quotations[next].End <= citation.Start && citation.Start - quotations[next].End <= MostBetween;
            if (follows && !Occurs(text[(quotations[next].Start + 1)..(quotations[next].End - 1)], context.Documents[number - 1]))
            {
                findings.Add(new(Quote, "citations", "QUOTE", quotations[next].Start, quotations[next].End, Severity.Medium, 0.9));
                next++;
            }
        }
    }

    /// <inheritdoc/>
    public int FindOpenStart(string text, ValidationContext context) => 0;

    private static int Number(ReadOnlySpan<char> citation)
    {
        int number = 0;
        int start = citation.IndexOfAnyInRange('0', '9');
        for (int i = start; i < citation.Length && char.IsAsciiDigit(citation[i]); i++)
        {
            number = (10 * number) + (citation[i] - '0');
        }

        return number;
    }

    private static bool Occurs(string quote, string document) =>
        new FlatText(document).Characters.IndexOf(new FlatText(quote).Characters) >= 0;
}
