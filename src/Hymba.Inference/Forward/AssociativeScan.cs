using Hymba.Inference.Model;
using static TorchSharp.torch;

namespace Hymba.Inference.Forward;

/// <summary>
/// The scan in torch operations, for any device and with gradients. Steps compose associatively,
/// (a2, b2) after (a1, b1) = (a1 a2, a2 b1 + b2), so a block of K steps takes log2 K passes (Hillis and Steele);
/// blocks follow one another so that memory is bounded by the block, not by T.
/// </summary>
internal sealed class AssociativeScan : IScan
{
    private const int BlockTokens = 64;

    /// <inheritdoc/>
    public Tensor Run(LayerWeights weights, Tensor step, Tensor x, Tensor inputGate, Tensor outputGate, Tensor? state)
    {
        long batch = x.shape[0], tokens = x.shape[1], channels = x.shape[2], states = inputGate.shape[2];
        Tensor decay = weights.Decay();
        Tensor carried = state is null
            ? zeros([batch, channels, states], ScalarType.Float32, x.device)
            : state.unsqueeze(0);
        var blocks = new List<Tensor>();
        for (long start = 0; start < tokens; start += BlockTokens)
        {
            // [B, K, Di, N] is large: without a scope of its own every block's steps would live until the layer is done.
            using IDisposable scope = NewDisposeScope();
            long length = Math.Min(BlockTokens, tokens - start);
            Tensor dt = step.narrow(1, start, length).unsqueeze(3); // [B, K, Di, 1]
            Tensor a = dt.mul(decay).exp(); // [B, K, Di, N]
            Tensor b = dt.mul(x.narrow(1, start, length).unsqueeze(3)).mul(inputGate.narrow(1, start, length).unsqueeze(2));
            (Tensor prefixA, Tensor prefixB) = Compose(a, b, length);
            Tensor s = prefixA.mul(carried.unsqueeze(1)).add(prefixB, KeptScalar.One); // [B, K, Di, N]
            carried = s.select(1, length - 1).clone().MoveToOuterDisposeScope();
            blocks.Add(s.matmul(outputGate.narrow(1, start, length).unsqueeze(3)).squeeze(3).MoveToOuterDisposeScope());
        }

        if (state is not null)
        {
            state.copy_(carried.squeeze(0));
        }

        return cat(blocks, 1).add(x.mul(weights.Skip.Tensor), KeptScalar.One);
    }

    private static (Tensor A, Tensor B) Compose(Tensor a, Tensor b, long length)
    {
        for (long reach = 1; reach < length; reach *= 2)
        {
            using IDisposable scope = NewDisposeScope();
            Tensor laterA = a.narrow(1, reach, length - reach);
            Tensor laterB = b.narrow(1, reach, length - reach);
            b = cat([b.narrow(1, 0, reach), laterA.mul(b.narrow(1, 0, length - reach)).add(laterB, KeptScalar.One)], 1).MoveToOuterDisposeScope();
            a = cat([a.narrow(1, 0, reach), laterA.mul(a.narrow(1, 0, length - reach))], 1).MoveToOuterDisposeScope();
        }

        return (a, b);
    }
}
