namespace Hymba.Validation.Tests.Guardrails;

/// <summary>A positive stays found, whatever stands around it.</summary>
public sealed class SurroundingsTests
{
    public static TheoryData<string> Names => [.. Surrounding.All.Select(surrounding => surrounding.Name)];

    [Theory]
    [MemberData(nameof(Names))]
    public void Spans_are_the_same_only_further_on(string name)
        => Check(name, file => file.Check == "spans", (_, expected, found) => expected.SequenceEqual(found));

    [Theory]
    [MemberData(nameof(Names))]
    public void Credentials_are_covered(string name)
        => Check(name, file => file.Check == "flag_typed", (_, expected, found) => expected.All(span
            => found.Exists(other => other.Start <= span.Start && other.End >= span.End)));

    [Theory]
    [MemberData(nameof(Names))]
    public void What_is_flagged_stays_flagged(string name)
        => Check(name, file => file.Check is "flag" or "leak" or "url_filter", (_, expected, found) => expected.All(span
            => found.Exists(other => other.Start < span.End && other.End > span.Start)));

    private static void Check(
        string name, Func<GuardrailFile, bool> isChosen, Func<GuardrailCase, List<(int Start, int End)>, List<(int Start, int End)>, bool> isRight)
    {
        var surrounding = Surrounding.All.Single(item => item.Name == name);
        var (count, wrong) = (0, new List<string>());
        foreach (var file in GuardrailFile.All.Where(isChosen))
        {
            foreach (var item in file.Cases.Where(item => item.Tier is "core" or "extended"))
            {
                var subject = CaseSubject.Of(file, item);
                var alone = subject.Find(item.Text);
                if (alone.Count == 0 || (!surrounding.HasLines && item.Text.AsSpan().ContainsAny('\r', '\n')))
                {
                    continue;
                }

                count++;
                var expected = alone.Select(finding => (surrounding.Place(item.Text, finding.Start), surrounding.Place(item.Text, finding.End))).ToList();
                var found = subject.Find(surrounding.Around(item.Text)).Select(finding => (finding.Start, finding.End)).ToList();
                if (!isRight(item, expected, found))
                {
                    wrong.Add($"{item.Id} expected {string.Join(' ', expected)} got {string.Join(' ', found)} in {surrounding.Around(item.Text)}");
                }
            }
        }

        Assert.True(wrong.Count == 0, string.Join('\n', wrong));
        Assert.InRange(count, 20, int.MaxValue);
    }
}
