using System.Text.RegularExpressions;

namespace Hymba.Validation.Tests.Fakes;

/// <summary>Finds eight digits in two groups on word borders, not behind "ref ".</summary>
internal sealed partial class NumberFinder(string rule) : ITextValidator
{
    public IReadOnlyList<string> Rules { get; } = [rule];

    public StreamingBehaviour Streaming => StreamingBehaviour.Incremental;

    public int LeftContext => 8;

    public void Find(string text, ValidationContext context, ICollection<Finding> findings)
    {
        foreach (Match match in Pattern().Matches(text))
        {
            findings.Add(new Finding(rule, rule.Split('.')[0], "NUMBER", match.Index, match.Index + match.Length, Severity.Low, 0.9));
        }
    }

    public int FindOpenStart(string text, ValidationContext context) => Tail().Match(text).Index;

    [GeneratedRegex(@"(?<!ref )\b[0-9]{4}-[0-9]{4}\b")]
    private static partial Regex Pattern();

    [GeneratedRegex(@"[\w\u200C\u200D-]*\z")]
    private static partial Regex Tail();
}
