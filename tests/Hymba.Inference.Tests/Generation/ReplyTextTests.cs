using Hymba.Inference.Forward;
using Hymba.Inference.Generation;
using Hymba.Inference.Tests.Golden;
using Hymba.Inference.Tests.Text;

namespace Hymba.Inference.Tests.Generation;

public sealed class ReplyTextTests
{
    // The first bytes of the small tokenizer follow its three control pieces.
    private const int FirstByteOfThree = 3 + 0xE2;

    [Fact]
    public void Ids_beyond_the_tokenizer_have_no_text()
    {
        using var tokenizer = new SmallModel("ab");
        var reply = new ReplyText(tokenizer.Load(), []);
        Assert.Equal("A", reply.Append(3 + 'A'));
        Assert.Equal(string.Empty, reply.Append(tokenizer.PieceCount));
        Assert.Equal("B", reply.Append(3 + 'B'));
        Assert.Equal("AB", reply.Text);
    }

    [Theory]
    [InlineData(2)] // ends at the limit
    [InlineData(3)] // ends with the end token
    public void A_stop_string_completed_by_the_end_counts_as_stop(int limit)
    {
        using var tokenizer = new SmallModel("ab");
        using var model = new LoadedModel(GoldenModel.Get("tiny-a").LoadWeights(), new KernelScan(1), tokenizer.Load(), 0, 256);
        GenerationResult result = Sessions.Run(model, new GenerationRequest
        {
            PromptTokens = [1],
            MaxNewTokens = limit,
            StopSequences = ["B\uFFFD"],
            Constraint = (generated, logits) => logits[generated.Length switch { 0 => 3 + 'B', 1 => FirstByteOfThree, _ => 2 }] = 1000,
        });
        Assert.Equal((string.Empty, "B\uFFFD", FinishReason.StopSequence), (result.Text, result.StopSequence, result.FinishReason));
    }

    [Fact]
    public void Half_a_surrogate_pair_is_refused_as_a_stop_string()
    {
        using var tokenizer = new SmallModel("ab");
        using var model = new LoadedModel(GoldenModel.Get("tiny-a").LoadWeights(), new KernelScan(1), tokenizer.Load(), 0, 256);
        var request = new GenerationRequest { PromptTokens = [1], StopSequences = ["\ud83d"] };
        var error = Assert.Throws<InvalidOptionsException>(() => Sessions.Run(model, request));
        Assert.Contains("surrogate", error.Message, StringComparison.Ordinal);
    }
}
