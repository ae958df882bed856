using Hymba.Inference.Sampling;

namespace Hymba.Inference.Tests.Sampling;

public sealed class SamplingOptionsTests
{
    [Fact]
    public void All_errors_are_reported_together_with_value_and_limit()
    {
        var options = new SamplingOptions
        {
            Temperature = -0.5f,
            TopK = 0,
            TopP = 0f,
            MinP = 1.5f,
            RepetitionPenalty = 0f,
            FrequencyPenalty = 2.5f,
            PresencePenalty = float.NaN,
            LogitBias = new Dictionary<int, float> { [7] = 200f, [10] = 1f },
            TopLogProbabilities = 21,
        };

        var error = Assert.Throws<InvalidOptionsException>(() => options.Validate(vocabularySize: 10));

        Assert.Equal(
            [
                "Temperature is -0.5: it takes a finite number from 0 on.",
                "TopK is 0: it takes a whole number from 1 on.",
                "TopP is 0: it takes a number above 0 and at most 1.",
                "MinP is 1.5: it takes a number from 0 to 1.",
                "RepetitionPenalty is 0: it takes a number from 0.01 to 100.",
                "FrequencyPenalty is 2.5: it takes a number from -2 to 2.",
                "PresencePenalty is NaN: it takes a number from -2 to 2.",
                "TopLogProbabilities is 21: it takes a whole number from 0 to 20.",
                "LogitBias[7] is 200: it takes a number from -100 to 100.",
                "LogitBias[10] names no token: ids go from 0 to 9.",
            ],
            error.Errors);
        Assert.StartsWith("Invalid options, 10 problems:", error.Message, StringComparison.Ordinal);
        Assert.All(error.Errors, problem => Assert.Contains(problem, error.Message, StringComparison.Ordinal));
    }

    [Fact]
    public void Not_a_number_and_infinity_are_refused_everywhere()
    {
        foreach (float bad in new[] { float.NaN, float.PositiveInfinity, float.NegativeInfinity })
        {
            var options = new SamplingOptions
            {
                Temperature = bad,
                TopP = bad,
                MinP = bad,
                RepetitionPenalty = bad,
                FrequencyPenalty = bad,
                PresencePenalty = bad,
                LogitBias = new Dictionary<int, float> { [0] = bad },
            };

            Assert.Equal(7, Assert.Throws<InvalidOptionsException>(() => options.Validate(1)).Errors.Count);
        }
    }

    [Fact]
    public void A_single_error_is_the_whole_message()
        => Assert.Equal(
            "Invalid options: TopK is -3: it takes a whole number from 1 on.",
            Assert.Throws<InvalidOptionsException>(() => new SamplingOptions { TopK = -3 }.Validate(10)).Message);

    [Fact]
    public void Limits_themselves_are_accepted()
    {
        new SamplingOptions().Validate(1);
        new SamplingOptions { Temperature = 0f, TopK = 1, TopP = 1f, MinP = 0f, RepetitionPenalty = 0.01f, TopLogProbabilities = 0 }.Validate(1);
        new SamplingOptions
        {
            TopK = int.MaxValue,
            MinP = 1f,
            RepetitionPenalty = 100f,
            FrequencyPenalty = -2f,
            PresencePenalty = 2f,
            LogitBias = new Dictionary<int, float> { [0] = -100f, [9] = 100f },
            Seed = long.MinValue,
            TopLogProbabilities = 20,
        }.Validate(10);
    }

    [Fact]
    public void Choice_is_greedy_unless_an_option_asks_for_a_draw()
    {
        Assert.True(new SamplingOptions().IsGreedy);
        Assert.True(new SamplingOptions { Seed = 3, RepetitionPenalty = 2f, TopLogProbabilities = 1 }.IsGreedy);
        Assert.True(new SamplingOptions { Temperature = 0f, TopP = 0.5f }.IsGreedy);
        Assert.False(new SamplingOptions { Temperature = 0.1f }.IsGreedy);
        Assert.False(new SamplingOptions { TopK = 5 }.IsGreedy);
        Assert.False(new SamplingOptions { TopP = 0.5f }.IsGreedy);
        Assert.False(new SamplingOptions { MinP = 0.1f }.IsGreedy);
    }
}
