using Hymba.Inference.Forward;
using Hymba.Inference.Model;
using Hymba.Inference.Tests.Golden;
using static TorchSharp.torch;

namespace Hymba.Inference.Tests.Model;

public sealed class LayerWeightsTests
{
    [Fact]
    public void The_decay_of_fixed_weights_is_what_libtorch_computes_for_trainable_ones()
    {
        using HymbaWeights weights = GoldenModel.Get("tiny-b").LoadWeights(), trainable = GoldenModel.Get("tiny-b").LoadWeights(trainable: true);
        using IDisposable scope = NewDisposeScope();
        for (int layer = 0; layer < weights.Layers.Count; layer++)
        {
            ReadOnlySpan<float> expected = HostValues.Read(trainable.Layers[layer].Decay()), actual = HostValues.Read(weights.Layers[layer].Decay());
            Assert.True(actual.SequenceEqual(weights.Layers[layer].FixedDecay.Widen()));
            Assert.Equal(expected.Length, actual.Length);
            for (int i = 0; i < expected.Length; i++)
            {
                Assert.True(actual[i] < 0);
                Assert.Equal(1.0, actual[i] / expected[i], 3e-7);
            }

            Assert.Throws<InvalidOperationException>(() => trainable.Layers[0].FixedDecay);
        }
    }
}
