using Hymba.Inference.Model;
using Hymba.Kernels;
using static TorchSharp.torch;

namespace Hymba.Inference.Forward;

/// <summary>The scan on the CPU through our own kernel, without gradients. Any split of a sequence gives the same bits.</summary>
/// <param name="threads">The most threads to use.</param>
internal sealed class KernelScan(int threads) : IScan
{
    /// <inheritdoc/>
    public Tensor Run(LayerWeights weights, Tensor step, Tensor x, Tensor inputGate, Tensor outputGate, Tensor? state)
    {
        int batch = (int)x.shape[0], tokens = (int)x.shape[1], channels = (int)x.shape[2], states = (int)inputGate.shape[2];
        Tensor y = empty([batch, tokens, channels], ScalarType.Float32);
        Span<float> output = TensorSpan.Of(y);
        ReadOnlySpan<float> dt = TensorSpan.Of(step.contiguous()), inputs = TensorSpan.Of(x.contiguous());
        ReadOnlySpan<float> b = TensorSpan.Of(inputGate.contiguous()), c = TensorSpan.Of(outputGate.contiguous());
        int block = tokens * channels, gates = tokens * states;
        for (int row = 0; row < batch; row++)
        {
            Span<float> s = state is null ? new float[channels * states] : TensorSpan.Of(state);
            SelectiveScan.Run(
                new SelectiveScanArguments
                {
                    Tokens = tokens,
                    Channels = channels,
                    States = states,
                    Delta = new ReadOnlyRows(dt.Slice(row * block, block), channels),
                    Input = new ReadOnlyRows(inputs.Slice(row * block, block), channels),
                    InputMatrix = new ReadOnlyRows(b.Slice(row * gates, gates), states),
                    OutputMatrix = new ReadOnlyRows(c.Slice(row * gates, gates), states),
                    Decay = TensorSpan.Of(weights.Decay()),
                    Skip = TensorSpan.Of(weights.Skip.Tensor),
                    State = s,
                    Output = output.Slice(row * block, block),
                    OutputStride = channels,
                },
                threads);
        }

        return y;
    }
}
