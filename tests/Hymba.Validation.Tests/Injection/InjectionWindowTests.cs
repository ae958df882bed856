using Hymba.Validation.Injection;

namespace Hymba.Validation.Tests.Injection;

public sealed class InjectionWindowTests
{
    private static readonly InjectionRule First = new("a.a", 0.5, "a");
    private static readonly InjectionRule Second = new("a.b", 0.25, "b");
    private static readonly InjectionRule Third = new("a.c", 0.125, "c");

    [Fact]
    public void Matches_near_each_other_add_up_each_rule_once()
        => Assert.Equal([0.75, 0.75, 0.75, 0.75], InjectionWindow.Totals([(0, First), (10, First), (300, Second), (600, Second)]));

    [Fact]
    public void A_match_has_the_best_window_that_it_lies_in()
        => Assert.Equal([0.75, 0.75, 0.375, 0.125], InjectionWindow.Totals([(0, First), (600, Second), (1200, Third), (2000, Third)]));

    [Fact]
    public void Far_apart_each_stands_alone()
        => Assert.Equal([0.5, 0.25, 0.125], InjectionWindow.Totals([(0, First), (601, Second), (1202, Third)]));

    [Fact]
    public void Nothing_has_no_totals() => Assert.Empty(InjectionWindow.Totals([]));

    [Fact]
    public void It_equals_a_plain_sum_over_all_windows()
    {
        InjectionRule[] rules = [First, Second, Third];
        var random = new Random(11);
        for (int round = 0; round < 200; round++)
        {
            (int Start, InjectionRule Rule)[] matches =
                [.. Enumerable.Range(0, random.Next(1, 20)).Select(_ => (random.Next(3000), rules[random.Next(3)])).OrderBy(match => match.Item1)];
            double[] expected =
            [
                .. matches.Select(match => matches.Where(other => other.Start >= match.Start && other.Start <= match.Start + 600)
                    .Max(last => matches.Where(other => other.Start <= last.Start && other.Start >= last.Start - 600)
                        .Select(other => other.Rule).Distinct().Sum(rule => rule.Weight))),
            ];
            Assert.Equal(expected, InjectionWindow.Totals(matches));
        }
    }
}
