namespace Hymba.Validation.Tests.Fakes;

/// <summary>Finds words, the leftmost first.</summary>
internal sealed class LiteralFinder(string rule, params string[] words) : ITextValidator
{
    public IReadOnlyList<string> Rules { get; } = [rule];

    public StreamingBehaviour Streaming => StreamingBehaviour.Incremental;

    public int LeftContext => 0;

    public Severity Severity { get; init; } = Severity.Medium;

    public void Find(string text, ValidationContext context, ICollection<Finding> findings)
    {
        for (var at = 0; at < text.Length; at++)
        {
            if (words.Where(word => string.CompareOrdinal(text, at, word, 0, word.Length) == 0).MaxBy(word => word.Length) is { } found)
            {
                findings.Add(new Finding(rule, rule.Split('.')[0], "WORD", at, at + found.Length, Severity, 1));
                at += found.Length - 1;
            }
        }
    }

    public int FindOpenStart(string text, ValidationContext context)
    {
        var longest = words.Max(word => word.Length);
        for (var at = Math.Max(0, text.Length - longest + 1); at < text.Length; at++)
        {
            if (words.Any(word => word.Length > text.Length - at && word.StartsWith(text[at..], StringComparison.Ordinal)))
            {
                return at;
            }
        }

        return text.Length;
    }
}
