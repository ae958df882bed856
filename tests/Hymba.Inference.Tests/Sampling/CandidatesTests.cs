using Hymba.Inference.Sampling;

namespace Hymba.Inference.Tests.Sampling;

public sealed class CandidatesTests
{
    public static TheoryData<float?, int?, float?, float?> Filters => new()
    {
        { 1f, null, null, null },
        { 0.7f, null, null, null },
        { 1f, 1, null, null },
        { 1f, 40, null, null },
        { 1f, 1_000_000, null, null },
        { null, null, 0.9f, null },
        { 2f, null, 0.999f, null },
        { null, null, 1e-6f, null },
        { null, null, 1f, null },
        { 1.5f, null, null, 0.05f },
        { null, null, null, 1f },
        { 1e30f, null, null, 1f },
        { 1e-30f, null, null, 0.5f },
        { 100f, null, null, 0.97f },
        { 0.8f, 50, 0.95f, 0.02f },
        { 1e-30f, null, 0.9f, null },
        { 1e30f, null, 0.5f, null },
    };

    [Theory]
    [MemberData(nameof(Filters))]
    public void Kept_tokens_and_probabilities_are_those_of_a_full_sort(float? temperature, int? topK, float? topP, float? minP)
    {
        var options = new SamplingOptions { Temperature = temperature, TopK = topK, TopP = topP, MinP = minP };
        foreach (int size in new[] { 1, 2, 3, 17, 500, 32001 })
        {
            foreach (float step in new[] { 0f, 0.5f })
            {
                AssertAgrees(options, Logits.Random(size, seed: size, step: step));
            }
        }
    }

    [Fact]
    public void Sorted_reversed_and_equal_logits_are_no_special_case()
    {
        var options = new SamplingOptions { Temperature = 1f, TopK = 700, TopP = 0.6f };
        AssertAgrees(options, [.. Enumerable.Range(0, 3000).Select(id => id / 1000f)]);
        AssertAgrees(options, [.. Enumerable.Range(0, 3000).Select(id => -id / 1000f)]);
        AssertAgrees(options, new float[3000]);
    }

    [Fact]
    public void Forbidden_tokens_are_left_out()
    {
        float[] logits = Logits.Random(100, seed: 5);
        for (int id = 0; id < 100; id += 3)
        {
            logits[id] = float.NegativeInfinity;
        }

        AssertAgrees(new SamplingOptions { Temperature = 1f }, logits);
        AssertAgrees(new SamplingOptions { Temperature = 1f, TopK = 90, TopP = 0.99f }, logits);
    }

    [Fact]
    public void Ties_at_the_limit_keep_the_lower_ids()
    {
        var candidates = new Candidates(new SamplingOptions { TopK = 3 }, 6);
        Fill(candidates, [1f, 2f, 2f, 2f, 2f, 0f]);

        Assert.Equal([1, 2, 3], candidates.Ids.ToArray().Order());
    }

    [Fact]
    public void A_point_falls_to_the_token_whose_share_it_lies_in()
    {
        var candidates = new Candidates(new SamplingOptions { Temperature = 1f }, 4);
        Fill(candidates, [MathF.Log(0.2f), float.NegativeInfinity, MathF.Log(0.5f), MathF.Log(0.3f)]);

        Assert.Equal([0, 0, 2, 2, 3, 3], new[] { 0.0, 0.199, 0.201, 0.699, 0.701, Math.BitDecrement(1.0) }.Select(candidates.At));
    }

    [Fact]
    public void A_share_includes_its_start_and_not_its_end()
    {
        var candidates = new Candidates(new SamplingOptions { Temperature = 1f }, 2);
        Fill(candidates, [0f, 0f]);

        Assert.Equal([0, 0, 1], new[] { 0.0, Math.BitDecrement(0.5), 0.5 }.Select(candidates.At));
    }

    [Theory]
    [InlineData(null)]
    [InlineData(0.99f)]
    public void What_min_p_keeps_does_not_hang_on_top_p(float? topP)
    {
        // e^-2e-8 is 1 in float32.
        var candidates = new Candidates(new SamplingOptions { Temperature = 1e6f, TopP = topP, MinP = 1f }, 2);
        Fill(candidates, [3f, 2.98f]);

        Assert.Equal([0], candidates.Ids.ToArray());
    }

    [Theory]
    [InlineData(64)]
    [InlineData(300)]
    public void Points_among_many_tokens_fall_as_their_shares_lie(int size)
    {
        float[] logits = Logits.Random(size, seed: 7);
        double[] weights = [.. logits.Select(logit => Math.Exp(logit))];
        var candidates = new Candidates(new SamplingOptions { Temperature = 1f }, size);
        Fill(candidates, logits);
        double before = 0, total = weights.Sum();
        for (int id = 0; id < size; before += weights[id], id++)
        {
            Assert.Equal(id, candidates.At((before + (0.5 * weights[id])) / total));
        }
    }

    [Fact]
    public void What_rounding_leaves_falls_to_the_last_token_that_can_be_drawn()
    {
        // Behind the first part of the tokens nothing has a probability that is not zero.
        float[] logits = [.. Enumerable.Range(0, 500).Select(id => id < 40 ? 0.1f * (id % 7) : -1e30f)];
        var candidates = new Candidates(new SamplingOptions { Temperature = 1f }, logits.Length);
        Fill(candidates, logits);

        Assert.Equal(39, candidates.At(1));
    }

    private static void Fill(Candidates candidates, float[] logits)
    {
        var blocks = new LogitBlocks(logits.Length);
        blocks.Read(logits);
        candidates.Fill(logits, blocks);
    }

    private static void AssertAgrees(SamplingOptions options, float[] logits)
    {
        (int Id, double Probability)[] expected =
            Logits.Reference(logits, options.EffectiveTemperature, options.TopK, options.TopP, options.MinP);
        var candidates = new Candidates(options, logits.Length);
        Fill(candidates, logits);

        Assert.Equal(expected.Select(token => token.Id).Order(), candidates.Ids.ToArray().Order());
        double total = candidates.Ids.ToArray().Sum(candidates.Weight);

        // The distance to the best logit is rounded to float32: a power of e is off by some units of its last place for each of them.
        Assert.All(expected, token => Assert.Equal(token.Probability, candidates.Weight(token.Id) / total, 1e-5 * token.Probability));
    }
}
