using Hymba.Inference.Speculation;

namespace Hymba.Inference.Tests.Speculation;

public sealed class DraftBudgetTests
{
    [Fact]
    public void Drafts_that_fail_cost_next_to_nothing()
    {
        var budget = new DraftBudget(7);
        int drafted = 0;
        for (int token = 0; token < 2000; token++)
        {
            int next = budget.Next;
            drafted += next;
            budget.Settle(next, 0);
            budget.Earn();
        }

        // Half a pass each: one percent of the passes, and what there was to begin with.
        Assert.InRange(drafted / 2.0, 1, (0.01 * 2000) + 1.5);
    }

    [Fact]
    public void Drafts_that_hold_grow_to_the_longest()
    {
        var budget = new DraftBudget(7);
        List<int> lengths = [];
        for (int pass = 0; pass < 4; pass++)
        {
            int next = budget.Next;
            lengths.Add(next);
            budget.Settle(next, next);
        }

        Assert.Equal([3, 6, 7, 7], lengths);
    }

    [Fact]
    public void After_a_failure_one_token_that_holds_leads_back()
    {
        var budget = new DraftBudget(7);
        budget.Settle(3, 0);
        Assert.Equal(0, budget.Next);
        for (int token = 0; token < 51; token++)
        {
            budget.Earn();
        }

        Assert.Equal(1, budget.Next);
        budget.Settle(1, 1);
        Assert.Equal(2, budget.Next);
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
        Assert.Equal(0, budget.Next);
    }
}
