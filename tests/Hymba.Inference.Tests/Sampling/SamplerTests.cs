using Hymba.Inference.Sampling;

namespace Hymba.Inference.Tests.Sampling;

public sealed class SamplerTests
{
    [Fact]
    public void Known_peaks_are_believed_unless_a_penalty_changes_logits()
    {
        float[] logits = [.. Enumerable.Range(0, 130).Select(id => id == 70 ? 2f : id / 1000f)];

        Assert.Equal(70, new Sampler(new SamplingOptions(), 130).Next([.. logits], [0.063f, 2f, 0.129f]).Id);
        Assert.Equal(129, new Sampler(new SamplingOptions(), 130).Next([.. logits], [0.063f, 0.127f, 0.129f]).Id);

        var penalised = new Sampler(new SamplingOptions { LogitBias = new Dictionary<int, float> { [3] = 9f } }, 130);
        Assert.Equal(3, penalised.Next([.. logits], [0.063f, 2f, 0.129f]).Id);
    }

    [Fact]
    public void Greedy_takes_the_largest_logit_and_the_lowest_id_of_equals()
    {
        Assert.Equal(2, new Sampler(new SamplingOptions(), 5).Next([0f, 1f, 3f, 3f, -1f]).Id);
        Assert.Equal(0, new Sampler(new SamplingOptions(), 3).Next([-0f, 0f, -1f]).Id);
        Assert.Equal(1, new Sampler(new SamplingOptions(), 3).Next([float.NegativeInfinity, -1e30f, float.NegativeInfinity]).Id);
    }

    [Fact]
    public void Draws_follow_the_distribution()
    {
        float[] logits = Logits.Random(12, seed: 4, spread: 1f);
        foreach (SamplingOptions options in new SamplingOptions[]
        {
            new() { Temperature = 1f, Seed = 1 },
            new() { Temperature = 0.6f, Seed = 2 },
            new() { Temperature = 1.4f, TopK = 6, Seed = 3 },
            new() { TopP = 0.8f, Seed = 4 },
            new() { MinP = 0.2f, Seed = 5 },
        })
        {
            const int Draws = 20_000;
            var sampler = new Sampler(options, 12);
            int[] counts = new int[12];
            for (int i = 0; i < Draws; i++)
            {
                counts[sampler.Next([.. logits]).Id]++;
            }

            (int Id, double Probability)[] expected =
                Logits.Reference(logits, options.EffectiveTemperature, options.TopK, options.TopP, options.MinP);
            double chiSquare = expected.Sum(token => Math.Pow(counts[token.Id] - (Draws * token.Probability), 2) / (Draws * token.Probability));

            // 31.3 is the 0.1 % point at 11 degrees of freedom, the most there are here.
            Assert.InRange(chiSquare, 0, 31.3);
            Assert.Equal(Draws, expected.Sum(token => counts[token.Id]));
        }
    }

    [Fact]
    public void The_same_seed_gives_the_same_tokens_and_another_seed_others()
    {
        var options = new SamplingOptions { Temperature = 1f, TopP = 0.95f, RepetitionPenalty = 1.1f, Seed = 7 };

        int[] tokens = Run(options);

        Assert.Equal(tokens, Run(options));
        Assert.NotEqual(tokens, Run(options with { Seed = 8 }));
    }

    [Fact]
    public void A_seed_is_drawn_and_reported_when_none_is_given()
    {
        var options = new SamplingOptions { Temperature = 1f };
        var first = new Sampler(options, 10);

        Assert.NotEqual(first.Seed, new Sampler(options, 10).Seed);
        Assert.Equal(-5, new Sampler(options with { Seed = -5 }, 10).Seed);
        Assert.Equal(Run(options with { Seed = first.Seed }, first), Run(options with { Seed = first.Seed }));
    }

    [Fact]
    public void Prompt_and_chosen_tokens_are_counted()
    {
        var sampler = new Sampler(new SamplingOptions { RepetitionPenalty = 2f, PresencePenalty = 2f }, 3);
        sampler.Observe([0]);

        // 0 falls to 2.5; then 1 to 4/2 - 2 = 0, and so on.
        Assert.Equal(1, sampler.Next([5f, 4f, 1f]).Id);
        Assert.Equal(0, sampler.Next([5f, 4f, 1f]).Id);
        Assert.Equal(2, sampler.Next([5f, 4f, 1f]).Id);
    }

    [Theory]
    [InlineData(-1)]
    [InlineData(3)]
    public void A_prompt_token_outside_the_vocabulary_is_refused(int id)
    {
        var error = Assert.Throws<InvalidTokenException>(() => new Sampler(new SamplingOptions(), 3).Observe([0, id]));

        Assert.Equal((id, 1, 3), (error.TokenId, error.Position, error.VocabularySize));
    }

    [Fact]
    public void Forbidden_tokens_are_never_drawn()
    {
        var sampler = new Sampler(new SamplingOptions { Temperature = 100f, Seed = 1, LogitBias = new Dictionary<int, float> { [0] = 100f } }, 3);
        for (int i = 0; i < 1000; i++)
        {
            Assert.Equal(1, sampler.Next([float.NegativeInfinity, -50f, float.NegativeInfinity]).Id);
        }
    }

    [Theory]
    [InlineData(null)]
    [InlineData(1f)]
    public void Logits_that_allow_no_choice_are_refused(float? temperature)
    {
        var options = new SamplingOptions { Temperature = temperature, TopLogProbabilities = 2 };

        Assert.Equal(
            "The logits of all 2 tokens are minus infinity: no token is allowed.",
            Refusal(options, float.NegativeInfinity, float.NegativeInfinity));
        Assert.StartsWith("The logit of token 1 is NaN:", Refusal(options, 0f, float.NaN), StringComparison.Ordinal);
        Assert.StartsWith("The logit of token 0 is NaN:", Refusal(options, float.NaN, 0f), StringComparison.Ordinal);
        Assert.StartsWith("The logit of token 1 is Infinity:", Refusal(options, 0f, float.PositiveInfinity), StringComparison.Ordinal);
        Assert.Throws<ArgumentException>(() => new Sampler(options, 3).Next([0f, 0f]));
    }

    [Fact]
    public void Options_are_checked_at_the_start()
        => Assert.Throws<InvalidOptionsException>(() => new Sampler(new SamplingOptions { TopK = 0 }, 3));

    private static string Refusal(SamplingOptions options, params float[] logits)
        => Assert.Throws<InvalidLogitsException>(() => new Sampler(options, logits.Length).Next(logits)).Message;

    private static int[] Run(SamplingOptions options, Sampler? sampler = null)
    {
        sampler ??= new Sampler(options, 10);
        return [.. Enumerable.Range(0, 50).Select(step => sampler.Next(Logits.Random(10, seed: step, spread: 0.5f)).Id)];
    }
}
