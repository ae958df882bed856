using Hymba.Inference.Speculation;

namespace Hymba.Inference.Tests.Speculation;

public sealed class DraftBudgetTests
{
    // Long enough to vouch for the longest draft, short enough not to go beyond the budget.
    private const int Match = 11;

    [Fact]
    public void Drafts_that_fail_cost_next_to_nothing()
    {
        var budget = new DraftBudget(7);
        int drafted = 0;
        for (int token = 0; token < 2000; token++)
        {
            int next = budget.Next(Match);
            drafted += next;
            budget.Settle(next, 0);
            budget.Earn();
        }

        // Less than a pass each: half a percent of the passes, and what there was to begin with.
        Assert.InRange(drafted * 0.7, 1, (0.005 * 2000) + 2.1);
    }

    [Fact]
    public void Drafts_that_hold_grow_to_the_longest()
    {
        var budget = new DraftBudget(7);
        List<int> lengths = [];
        for (int pass = 0; pass < 5; pass++)
        {
            int next = budget.Next(Match);
            lengths.Add(next);
            budget.Settle(next, next);
        }

        Assert.Equal([3, 4, 6, 7, 7], lengths);
    }

    [Fact]
    public void After_a_failure_one_token_that_holds_leads_back()
    {
        var budget = new DraftBudget(7);
        budget.Settle(3, 0);
        Assert.Equal(0, budget.Next(Match));
        for (int token = 0; token < 140; token++)
        {
            budget.Earn();
        }

        Assert.Equal(1, budget.Next(Match));
        budget.Settle(1, 1);
        for (int token = 0; token < 80; token++)
        {
            budget.Earn();
        }

        Assert.Equal(2, budget.Next(Match));
    }

    [Fact]
    public void Success_is_not_hoarded()
    {
        var budget = new DraftBudget(7);
        for (int pass = 0; pass < 100; pass++)
        {
            budget.Settle(7, 7);
        }

        budget.Settle(7, 0);
        Assert.Equal(0, budget.Next(Match));
    }

    [Theory]
    [InlineData(0, 0)]
    [InlineData(3, 0)]
    [InlineData(4, 1)]
    [InlineData(6, 3)]
    [InlineData(10, 7)]
    [InlineData(32, 7)]
    public void A_match_vouches_for_fewer_tokens_than_it_has(int match, int expected)
    {
        var budget = new DraftBudget(7);
        for (int pass = 0; pass < 4; pass++)
        {
            budget.Settle(7, 7);
        }

        Assert.Equal(expected, budget.Next(match));
    }

    [Theory]
    [InlineData(11, 0)]
    [InlineData(12, 1)]
    [InlineData(15, 4)]
    [InlineData(32, 7)]
    public void What_has_come_true_for_long_is_drafted_on_credit(int match, int expected)
    {
        var budget = new DraftBudget(7);
        budget.Settle(3, 0);

        Assert.Equal(expected, budget.Next(match));
    }

    [Fact]
    public void Credit_has_an_end()
    {
        var budget = new DraftBudget(7);
        int drafted = 0;
        for (int token = 0; token < 2000; token++)
        {
            int next = budget.Next(32);
            drafted += next;
            budget.Settle(next, 0);
            budget.Earn();
        }

        Assert.InRange(drafted * 0.7, 7 * 0.7, (7 * 0.7) + (0.005 * 2000) + 2.1);
    }
}
