using Hymba.Inference.Sampling;

namespace Hymba.Inference.Tests.Sampling;

public sealed class LogProbabilitiesTests
{
    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(20)]
    public void Top_agrees_with_a_full_sort_over_the_real_vocabulary(int top)
    {
        float[] logits = Logits.Random(32001, seed: 2, step: 0.25f);
        double sum = logits.Sum(logit => Math.Exp(logit));
        var expected = Enumerable.Range(0, logits.Length).OrderByDescending(id => logits[id]).ThenBy(id => id).Take(top).ToArray();

        TokenChoice choice = new Sampler(new SamplingOptions { TopLogProbabilities = top }, 32001).Next([.. logits]);

        Assert.Equal(expected, choice.TopLogProbabilities.Select(token => token.Id));
        Assert.All(choice.TopLogProbabilities, token => Assert.Equal(logits[token.Id] - Math.Log(sum), token.LogProbability, 1e-5));
        Assert.Equal(logits[choice.Id] - Math.Log(sum), choice.LogProbability!.Value, 1e-5);
    }

    [Fact]
    public void They_are_the_models_own_whatever_the_options_change()
    {
        var options = new SamplingOptions { Temperature = 0.1f, LogitBias = new Dictionary<int, float> { [2] = 100f }, TopLogProbabilities = 2 };

        TokenChoice choice = new Sampler(options, 3).Next([MathF.Log(0.5f), MathF.Log(0.4f), MathF.Log(0.1f)]);

        Assert.Equal(2, choice.Id);
        Assert.Equal(Math.Log(0.1), choice.LogProbability!.Value, 1e-6);
        Assert.Equal([0, 1], choice.TopLogProbabilities.Select(token => token.Id));
        Assert.Equal(Math.Log(0.5), choice.TopLogProbabilities[0].LogProbability, 1e-6);
    }

    [Fact]
    public void Forbidden_tokens_take_no_share_and_are_not_listed()
    {
        TokenChoice choice = new Sampler(new SamplingOptions { TopLogProbabilities = 5 }, 3).Next([0f, float.NegativeInfinity, 0f]);

        Assert.Equal([0, 2], choice.TopLogProbabilities.Select(token => token.Id));
        Assert.Equal(Math.Log(0.5), choice.LogProbability!.Value, 1e-6);
    }

    [Fact]
    public void None_are_computed_unless_asked_for()
    {
        TokenChoice choice = new Sampler(new SamplingOptions(), 2).Next([0f, 1f]);

        Assert.Null(choice.LogProbability);
        Assert.Empty(choice.TopLogProbabilities);
    }
}
