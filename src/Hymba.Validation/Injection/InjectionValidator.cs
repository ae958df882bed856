namespace Hymba.Validation.Injection;

/// <summary>
/// Finds attempts to take over the model in user messages, tool results and documents. Rules of eight families add up within a sentence, and
/// over a paragraph's length at a higher threshold; what comes from tools and documents should not instruct at all and needs less. Quotes that a
/// user's question is about do not count. A finding is a sentence.
/// </summary>
public sealed class InjectionValidator : ITextValidator
{
    private const double ForeignShare = 0.8;
    private const double WindowShare = 1.3;
    private const string TextStart = "\u0002\n";
    private const string TextEnd = "\n\u0004";

    private readonly double _threshold;

    /// <param name="threshold">Score from which a user's sentence is a finding. Default: 1; lower finds more.</param>
    /// <exception cref="ArgumentOutOfRangeException">Not above 0.</exception>
    public InjectionValidator(double threshold = 1)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(threshold);
        _threshold = threshold;
    }

    /// <inheritdoc/>
    public IReadOnlyList<string> Rules => InjectionRules.Ids;

    /// <inheritdoc/>
    public StreamingBehaviour Streaming => StreamingBehaviour.WholeText;

    /// <inheritdoc/>
    public void Find(string text, ValidationContext context, ICollection<Finding> findings)
    {
        ArgumentNullException.ThrowIfNull(text);
        ArgumentNullException.ThrowIfNull(context);
        ArgumentNullException.ThrowIfNull(findings);

        List<(int Start, InjectionRule Rule)> matches = FindMatches(text);
        if (context.Role == TextRole.User && matches.Count > 0)
        {
            QuotedMentions.Remove(text, matches);
        }

        if (matches.Count == 0)
        {
            return;
        }

        double threshold = _threshold * (context.Role is TextRole.Tool or TextRole.Document ? ForeignShare : 1);
        double[] around = InjectionWindow.Totals(matches);
        int next = 0;
        foreach ((int start, int end) in Sentences(text))
        {
            var score = new InjectionScore();
            double widest = 0;
            while (next < matches.Count && matches[next].Start < end)
            {
                widest = Math.Max(widest, around[next]);
                score.Add(matches[next++].Rule);
            }

            double reached = Math.Max(score.Total, widest / WindowShare);
            if (score.Total > 0 && reached >= threshold - 1e-9)
            {
                double confidence = Math.Min(0.95, 0.4 + (0.3 * reached));
                findings.Add(new(score.Rule, "injection", "INJECTION", start, end, reached >= 1.5 ? Severity.High : Severity.Medium, confidence));
            }
        }
    }

    /// <inheritdoc/>
    public int FindOpenStart(string text, ValidationContext context) => 0;

    // Role markers count at the start of a line, fragments at its end as well, requests for what stands above at the text's start.
    private static List<(int Start, InjectionRule Rule)> FindMatches(string text)
    {
        var matches = new List<(int Start, InjectionRule Rule)>();
        foreach ((string view, Func<int, int> toOriginal) in InjectionViews.Of(text))
        {
            matches.AddRange(InjectionRules.Find(TextStart + view + TextEnd)
                .Select(match => (toOriginal(Math.Clamp(match.Start - TextStart.Length, 0, view.Length)), match.Rule)));
        }

        matches.Sort((left, right) => left.Start.CompareTo(right.Start));
        return matches;
    }

    private static IEnumerable<(int Start, int End)> Sentences(string text)
    {
        int start = 0;
        for (int i = 0; i < text.Length; i++)
        {
            bool ends = text[i] == '\n' || (char.IsWhiteSpace(text[i]) && i > 0 && (text[i - 1] is '.' or '!' or '?' or '。'));
            if (ends && i > start)
            {
                yield return (start, i);
            }

            start = ends ? i + 1 : start;
        }

        if (start < text.Length)
        {
            yield return (start, text.Length);
        }
    }
}
