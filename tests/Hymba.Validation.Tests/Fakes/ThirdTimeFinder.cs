namespace Hymba.Validation.Tests.Fakes;

/// <summary>Finds every third occurrence of a word: what it finds depends on the whole text before.</summary>
internal sealed class ThirdTimeFinder(string rule, string word) : ITextValidator
{
    public IReadOnlyList<string> Rules { get; } = [rule];

    public StreamingBehaviour Streaming => StreamingBehaviour.Incremental;

    public void Find(string text, ValidationContext context, ICollection<Finding> findings)
    {
        var count = 0;
        for (var at = text.IndexOf(word, StringComparison.Ordinal); at >= 0; at = text.IndexOf(word, at + word.Length, StringComparison.Ordinal))
        {
            if (++count % 3 == 0)
            {
                findings.Add(new Finding(rule, rule.Split('.')[0], "THIRD", at, at + word.Length, Severity.Low, 1));
            }
        }
    }

    public int FindOpenStart(string text, ValidationContext context)
    {
        var open = Enumerable.Range(1, Math.Min(word.Length - 1, text.Length)).Reverse()
            .FirstOrDefault(length => text.EndsWith(word[..length], StringComparison.Ordinal));
        return text.Length - open;
    }
}
