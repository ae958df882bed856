using Hymba.Inference.Generation;
using Hymba.Inference.Tests.Generation;
using Hymba.Inference.Tests.Golden;
using static TorchSharp.torch;

namespace Hymba.Inference.Tests.Forward;

public sealed class AttentionBranchTests
{
    [Fact]
    public void A_pass_of_several_query_blocks_gives_what_short_passes_give()
    {
        GoldenModel golden = GoldenModel.Get("tiny-a");
        using LoadedModel model = golden.LoadModel();
        int[] tokens = Requests.Tokens(1, 900, 320);
        float[] expected = Sequences.Logits(model, tokens, [.. Enumerable.Repeat(100, 9)]);
        GoldenLogits.Near(expected, Sequences.Logits(model, tokens, [900]), golden.Tolerance, "one pass");
        GoldenLogits.Near(expected, Sequences.Logits(model, tokens, [100, 800]), golden.Tolerance, "on a filled cache");

        using IDisposable guard = no_grad();
        using IDisposable scope = NewDisposeScope();
        Tensor batch = model.Forward.RunBatch([.. tokens, .. tokens, .. tokens], 3);
        GoldenLogits.Near(expected, model.Forward.Logits(batch.select(0, 2)).data<float>().ToArray(), golden.Tolerance, "batch");
    }
}
