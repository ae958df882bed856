using Hymba.Inference.Forward;
using Hymba.Inference.Model;
using Hymba.Inference.Tests.Golden;
using static TorchSharp.torch;

namespace Hymba.Inference.Tests.Forward;

public sealed class AssociativeScanTests
{
    [Fact]
    public void Keeps_no_intermediate_results_of_earlier_blocks()
    {
        using HymbaWeights weights = GoldenModel.Get("tiny-a").LoadWeights();
        Assert.InRange(TensorsLeft(weights, 64 * 20) - TensorsLeft(weights, 64 * 2), 0, 40);
    }

    private static int TensorsLeft(HymbaWeights weights, int tokens)
    {
        HymbaConfig c = weights.Config;
        using IDisposable guard = no_grad();
        using TorchSharp.DisposeScope scope = NewDisposeScope();
        Tensor step = full([1, tokens, c.InnerSize], 0.1f), gate = ones([1, tokens, c.StateSize]);
        using Tensor state = zeros([c.InnerSize, c.StateSize]);
        new AssociativeScan().Run(weights.Layers[0], step, step, gate, gate, state);
        return scope.DisposablesCount;
    }
}
