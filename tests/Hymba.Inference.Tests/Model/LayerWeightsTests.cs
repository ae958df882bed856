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

    [Theory]
    [InlineData(ScalarType.Float32)]
    [InlineData(ScalarType.BFloat16)]
    public void Time_step_weights_are_padded_with_zeros_to_whole_blocks(ScalarType type)
    {
        using HymbaWeights weights = GoldenModel.Get("tiny-b").LoadWeights(type);
        LayerWeights layer = weights.Layers[1];
        int rows = (int)layer.TimeStepProjection.Shape[0], columns = (int)layer.TimeStepProjection.Shape[1], padding = 32 - columns;
        LazyTensor padded = layer.PaddedTimeStepProjection();
        float[] expected = layer.TimeStepProjection.Widen(), actual = padded.Widen();

        Assert.Equal([rows, 32], padded.Shape);
        Assert.Same(padded, layer.PaddedTimeStepProjection());
        for (int row = 0; row < rows; row++)
        {
            Assert.Equal(expected.AsSpan(row * columns, columns), actual.AsSpan(row * 32, columns));
            Assert.Equal(new float[padding], actual.AsSpan((row * 32) + columns, padding));
        }
    }
}
