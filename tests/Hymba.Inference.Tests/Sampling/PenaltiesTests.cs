using Hymba.Inference.Sampling;

namespace Hymba.Inference.Tests.Sampling;

public sealed class PenaltiesTests
{
    [Fact]
    public void Repetition_divides_positive_and_multiplies_negative_logits_once_per_token()
        => Assert.Equal(
            [2f, -4f, 0f, 4f, 1f, float.NegativeInfinity],
            Apply(new SamplingOptions { RepetitionPenalty = 2f }, [4f, -2f, 0f, 4f, 2f, float.NegativeInfinity], [0, 0, 1, 2, 5], [4, 4]));

    [Fact]
    public void Frequency_counts_the_reply_alone()
        => Assert.Equal(
            [1f, 0.5f, -0.5f],
            Apply(new SamplingOptions { FrequencyPenalty = 0.5f }, [1f, 1f, 1f], prompt: [0, 1, 2], generated: [1, 2, 2, 2]));

    [Fact]
    public void Presence_is_subtracted_once_and_only_for_the_reply()
        => Assert.Equal(
            [1f, 0.5f, 0.5f],
            Apply(new SamplingOptions { PresencePenalty = 0.5f }, [1f, 1f, 1f], prompt: [0, 1, 2], generated: [1, 2, 2, 2]));

    [Fact]
    public void Bias_comes_before_repetition_and_repetition_before_the_others()
        => Assert.Equal(
            [((-1f + 3f) / 2f) - (2 * 0.5f) - 0.25f],
            Apply(
                new SamplingOptions
                {
                    LogitBias = new Dictionary<int, float> { [0] = 3f },
                    RepetitionPenalty = 2f,
                    FrequencyPenalty = 0.5f,
                    PresencePenalty = 0.25f,
                },
                [-1f],
                prompt: [],
                generated: [0, 0]));

    [Fact]
    public void No_option_changes_nothing()
        => Assert.Equal([1f, -2f], Apply(new SamplingOptions(), [1f, -2f], [0, 1], [0, 1]));

    [Fact]
    public void Bias_is_read_once()
    {
        var bias = new Dictionary<int, float> { [0] = 1f };
        var penalties = new Penalties(new SamplingOptions { LogitBias = bias });
        bias[0] = 50f;
        float[] logits = [0f];
        penalties.Apply(logits);

        Assert.Equal([1f], logits);
    }

    private static float[] Apply(SamplingOptions options, float[] logits, int[] prompt, int[] generated)
    {
        var penalties = new Penalties(options);
        Array.ForEach(prompt, penalties.ObservePrompt);
        Array.ForEach(generated, penalties.ObserveGenerated);
        penalties.Apply(logits);
        return logits;
    }
}
