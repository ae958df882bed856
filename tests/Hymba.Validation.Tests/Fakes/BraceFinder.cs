namespace Hymba.Validation.Tests.Fakes;

/// <summary>Finds what stands between two double braces, however long.</summary>
internal sealed class BraceFinder(string rule) : ITextValidator
{
    public IReadOnlyList<string> Rules { get; } = [rule];

    public StreamingBehaviour Streaming => StreamingBehaviour.Incremental;

    public int LeftContext => 0;

    public void Find(string text, ValidationContext context, ICollection<Finding> findings) => Walk(text, findings);

    public int FindOpenStart(string text, ValidationContext context) => Walk(text, null);

    private int Walk(string text, ICollection<Finding>? findings)
    {
        for (var at = 0; ;)
        {
            var open = text.IndexOf("{{", at, StringComparison.Ordinal);
            if (open < 0)
            {
                return text.Length > at && text[^1] == '{' ? text.Length - 1 : text.Length;
            }

            var close = text.IndexOf("}}", open + 2, StringComparison.Ordinal);
            if (close < 0)
            {
                return open;
            }

            at = close + 2;
            findings?.Add(new Finding(rule, rule.Split('.')[0], "BRACES", open, at, Severity.High, 1));
        }
    }
}
