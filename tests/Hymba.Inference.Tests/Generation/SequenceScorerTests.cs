using Hymba.Inference.Generation;
using Hymba.Inference.Tests.Golden;

namespace Hymba.Inference.Tests.Generation;

public sealed class SequenceScorerTests
{
    private static readonly GoldenModel Golden = GoldenModel.Get("tiny-a");

    [Fact]
    public void A_score_is_the_sum_of_the_log_probabilities()
    {
        using LoadedModel model = Golden.LoadModel(chunkTokens: 7);
        int[] tokens = Requests.Tokens(1, 30, 320);
        float[] logits = Sequences.Logits(model, tokens, [30]);
        double sum = 0;
        for (int t = 0; t < 29; t++)
        {
            double[] row = [.. logits.AsSpan(t * 320, 320).ToArray().Select(x => (double)x)];
            sum += row[tokens[t + 1]] - Math.Log(row.Sum(Math.Exp));
        }

        TokenScore score = SequenceScorer.Score(model, tokens, CancellationToken.None);
        Assert.Equal(29, score.Tokens);
        Assert.Equal(sum, score.LogLikelihood, 1e-3);
        Assert.Equal(1, score.Perplexity / Math.Exp(-sum / 29), 1e-4);
    }

    [Theory]
    [InlineData(TorchSharp.torch.ScalarType.Float32, 1e-3)]
    [InlineData(TorchSharp.torch.ScalarType.Float16, 0.5)]
    [InlineData(TorchSharp.torch.ScalarType.BFloat16, 3)]
    public void A_batch_of_very_different_lengths_scores_as_its_rows_alone(TorchSharp.torch.ScalarType type, double tolerance)
    {
        using LoadedModel model = Golden.LoadModel(type);
        int[][] sequences = [Requests.Tokens(1, 400, 320), [7], Requests.Tokens(2, 2, 320), Requests.Tokens(3, 133, 320)];
        TokenScore[] batch = SequenceScorer.ScoreBatch(model, sequences);
        for (int i = 0; i < sequences.Length; i++)
        {
            TokenScore alone = SequenceScorer.Score(model, sequences[i], CancellationToken.None);
            Assert.Equal(alone.Tokens, batch[i].Tokens);
            Assert.Equal(alone.LogLikelihood, batch[i].LogLikelihood, tolerance);
        }

        Assert.Equal(0, batch[1].LogLikelihood);
        Assert.Equal(double.NaN, batch[1].Perplexity);
    }

    [Fact]
    public void A_model_that_gives_no_numbers_is_an_error()
    {
        using LoadedModel model = Golden.LoadModel();
        model.Weights.Head.Tensor.fill_(float.NaN);
        Assert.Throws<InvalidLogitsException>(() => SequenceScorer.Score(model, [1, 2], CancellationToken.None));
        Assert.Throws<InvalidLogitsException>(() => SequenceScorer.ScoreBatch(model, [[1, 2], [3]]));
        Assert.Throws<InvalidLogitsException>(() => Sessions.Run(model, Requests.Random(1, 4, 2, 320)));
    }
}
