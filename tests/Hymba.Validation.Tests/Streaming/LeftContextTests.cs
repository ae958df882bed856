using Hymba.Validation.Banned;
using Hymba.Validation.Streaming;
using Hymba.Validation.Tests.Guardrails;

namespace Hymba.Validation.Tests.Streaming;

public sealed class LeftContextTests
{
    private static readonly ValidationContext Empty = new();

    private static BannedTextValidator Validator { get; } = new(new()
    {
        Substrings = ["is", "card", "number 4"],
        WholeWords = true,
        Patterns = [@"\bth[a-z]+", "[0-9]{3,6}", "a+b", @"[a-z]+@[a-z.]+"],
    });

    [Fact]
    public void Banned_text_looks_at_one_unit_in_front() => Assert.Equal(1, Validator.LeftContext);

    [Fact]
    public void Windows_find_what_the_whole_text_holds()
    {
        int found = 0;
        foreach (string text in CaseTexts.All().Where((_, index) => index % 3 == 0))
        {
            IReadOnlyList<Finding> whole = Contract.Find(Validator, text);
            found += whole.Count;
            Assert.Equal(whole, Grow(text, 1));
            Assert.Equal(whole, Grow(text, 7));
        }

        Assert.InRange(found, 100, int.MaxValue);
    }

    [Fact]
    public void Windows_stay_as_short_as_the_open_part()
    {
        var text = new GrowingText();
        var scan = ValidatorScan.Start(Validator);
        foreach (string word in CaseTexts.Prose().Split(' '))
        {
            text.Append(word + " ");
            scan = scan.Scan(text, text.Length, false, Empty).Scan;
        }

        Assert.InRange(scan.WindowLength(text.Length), 0, 64);
    }

    private static List<Finding> Grow(string text, int size)
    {
        var growing = new GrowingText();
        var scan = ValidatorScan.Start(Validator);
        var findings = new List<Finding>();
        for (int at = 0; at < text.Length; at += size)
        {
            string piece = text[at..Math.Min(text.Length, at + size)];
            growing.Append(piece);
            ValidatorScan.Step step = scan.Scan(growing, growing.Length, growing.Length == text.Length, Empty);
            scan = step.Scan;
            findings.AddRange(step.Findings);
        }

        return [.. findings.OrderBy(finding => finding.Start)];
    }
}
