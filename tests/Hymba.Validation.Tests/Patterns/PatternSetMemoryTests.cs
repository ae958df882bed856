using Hymba.Validation.Patterns;

namespace Hymba.Validation.Tests.Patterns;

public sealed class PatternSetMemoryTests
{
    private static readonly string[] Patterns = ["a.{0,6}b", "(ab|ba){2,5}c", "c[ab]{3}", "b.{2,9}c"];

    [Fact]
    public void Forgetting_states_changes_no_match_and_keeps_the_memory_bounded()
    {
        const int most = 12;
        var whole = new PatternSet(Patterns);
        var forgetful = new PatternSet(Patterns, maxStates: most);
        var random = new Random(3);
        for (var round = 0; round < 200; round++)
        {
            var text = string.Concat(Enumerable.Range(0, 60).Select(_ => "abcx"[random.Next(4)]));
            Assert.Equal(Matches(whole, text), Matches(forgetful, text));
            Assert.Equal(All(whole, text), All(forgetful, text));
            Assert.InRange(forgetful.StateCount, 1, most);
        }

        Assert.True(whole.StateCount > most);
    }

    private static List<PatternMatch> Matches(PatternSet set, string text)
    {
        var matches = new List<PatternMatch>();
        set.Scan(text, matches);
        return matches;
    }

    private static List<PatternMatch> All(PatternSet set, string text)
    {
        var matches = new List<PatternMatch>();
        set.ScanAll(text, matches);
        return matches;
    }
}
