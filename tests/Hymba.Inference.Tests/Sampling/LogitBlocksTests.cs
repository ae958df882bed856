using Hymba.Inference.Sampling;

namespace Hymba.Inference.Tests.Sampling;

public sealed class LogitBlocksTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(64)]
    [InlineData(65)]
    [InlineData(1000)]
    public void The_best_token_is_the_first_of_the_largest(int size)
    {
        foreach (float step in new[] { 0f, 0.5f })
        {
            float[] logits = Logits.Random(size, seed: size, step: step);
            Assert.Equal(Array.IndexOf(logits, logits.Max()), Read(logits).Best);
        }
    }

    [Fact]
    public void Zeros_of_both_signs_are_equal()
    {
        foreach ((float first, float second) in new[] { (0f, -0f), (-0f, 0f) })
        {
            float[] logits = [.. Enumerable.Repeat(-1f, 200)];
            (logits[70], logits[150]) = (first, second);

            Assert.Equal(70, Read(logits).Best);
        }
    }

    [Fact]
    public void What_is_no_number_is_found()
    {
        float[] logits = Logits.Random(300, seed: 1);
        logits[201] = float.NaN;

        Assert.Equal(201, Read(logits).Best);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(7)]
    [InlineData(16)]
    public void At_least_so_many_tokens_reach_the_bound(int tokens)
    {
        foreach (int seed in Enumerable.Range(1, 20))
        {
            float[] logits = Logits.Random(1000, seed, step: seed % 2 == 0 ? 0.5f : 0f);
            float bound = Read(logits).ReachedBy(tokens);

            Assert.True(float.IsFinite(bound));
            Assert.InRange(logits.Count(logit => logit >= bound), tokens, 1000);
        }
    }

    [Fact]
    public void Few_blocks_know_no_bound_for_many_tokens() => Assert.Equal(float.NegativeInfinity, Read(Logits.Random(1000, seed: 1)).ReachedBy(17));

    [Theory]
    [InlineData(float.NegativeInfinity)]
    [InlineData(float.MinValue)]
    [InlineData(-1f)]
    [InlineData(0.5f)]
    [InlineData(100f)]
    public void The_tokens_not_below_a_limit_are_gathered_by_id(float limit)
    {
        float[] logits = Logits.Random(700, seed: 3, step: 0.5f);
        (logits[0], logits[64], logits[699]) = (float.NegativeInfinity, float.MinValue, float.NegativeInfinity);
        int[] ids = new int[700];
        int count = Read(logits).Gather(logits, limit, ids);

        Assert.Equal(Enumerable.Range(0, 700).Where(id => logits[id] >= limit && logits[id] != float.NegativeInfinity), ids.Take(count));
    }

    private static LogitBlocks Read(float[] logits)
    {
        var blocks = new LogitBlocks(logits.Length);
        blocks.Read(logits);
        return blocks;
    }
}
