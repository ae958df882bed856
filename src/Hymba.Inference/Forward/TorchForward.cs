using Hymba.Inference.Forward.Fused;
using Hymba.Inference.Model;
using Hymba.Inference.State;
using static TorchSharp.torch;

namespace Hymba.Inference.Forward;

/// <summary>
/// The model's forward pass on any device TorchSharp has: chunks and single steps on a sequence's state, whole batches without one.
/// Takes (weights, state, tokens) and owns no data of a request. Every returned tensor belongs to the caller's dispose scope.
/// Differentiable when the weights require gradients and no state is given.
/// </summary>
internal sealed class TorchForward : IDisposable
{
    private readonly HymbaWeights _weights;
    private readonly RotaryTable _rotary;
    private readonly HybridLayer _layer;
    private readonly bool _fused;
    private int _passes;

    /// <summary>Prepares the pass for a model.</summary>
    /// <param name="weights">Borrowed; must outlive this.</param>
    /// <param name="scan">How the recurrence is computed.</param>
    /// <param name="fused">Whether whole sequences on the CPU run through our differentiable kernels, as training does.</param>
    public TorchForward(HymbaWeights weights, IScan scan, bool fused = false)
    {
        _weights = weights;
        _fused = fused && weights.Device.type == TorchSharp.DeviceType.CPU;
        _rotary = new RotaryTable(weights.Config, weights.Device);
        _layer = new HybridLayer(new AttentionBranch(_rotary), new ScanBranch(scan));
    }

    /// <summary>Sizes of the model.</summary>
    public HymbaConfig Config => _weights.Config;

    /// <summary>Cosines and sines, shared with whoever decodes beside this pass.</summary>
    public RotaryTable Rotary => _rotary;

    /// <summary>The model.</summary>
    public HymbaWeights Weights => _weights;

    /// <summary>The state after the memory tokens, with which every sequence starts.</summary>
    public SequenceState CreateInitialState()
    {
        var state = SequenceState.Create(Config, _weights.Dtype, _weights.Device, capacityTokens: 0);
        if (_weights.MemoryTokens is LazyTensor memory)
        {
            using IDisposable scope = NewDisposeScope();
            Run(memory.Tensor.to(ScalarType.Float32).unsqueeze(0), state);
        }

        return state;
    }

    /// <summary>Continues one sequence by a chunk of any length.</summary>
    /// <param name="state">The sequence; moves on by the chunk.</param>
    /// <param name="tokens">At least one id, each within the vocabulary.</param>
    /// <returns>The residual stream after the last layer, [1, T, D] f32.</returns>
    public Tensor Continue(SequenceState state, ReadOnlySpan<int> tokens)
    {
        state.RequireRoom(tokens.Length);

        return Run(Embed(Upload(tokens, 1)), state);
    }

    /// <summary>Whole sequences of one length, right-padded where needed (the mask is causal, so padding behind changes nothing).</summary>
    /// <param name="tokens">B * T ids, row after row.</param>
    /// <param name="batch">B.</param>
    /// <param name="observer">Sees intermediate results, memory rows included.</param>
    /// <returns>The residual stream after the last layer, memory rows dropped, [B, T, D] f32.</returns>
    public Tensor RunBatch(ReadOnlySpan<int> tokens, int batch, StageObserver? observer = null)
    {
        Tensor hidden = Embed(Upload(tokens, batch));
        if (_weights.MemoryTokens is LazyTensor memory)
        {
            hidden = cat([memory.Tensor.to(ScalarType.Float32).unsqueeze(0).expand(batch, -1, -1), hidden], 1);
        }

        Tensor result = Run(hidden, state: null, observer);
        return result.narrow(1, Config.MemoryTokens, tokens.Length / batch);
    }

    /// <summary>Final norm and output matrix, [.., D] f32 to [.., V] f32.</summary>
    public Tensor Logits(Tensor hidden)
        => Linear.ApplyWide(RmsNorm.ApplyWide(hidden, _weights.FinalNorm.Tensor, Config.NormEpsilon), _weights.Head.Tensor);

    /// <summary>Sum of weight times negative log-likelihood over predictions; differentiable.</summary>
    /// <param name="hidden">The residual stream where each prediction is made, [R, D] f32.</param>
    /// <param name="labels">The right ids, R of them.</param>
    /// <param name="weights">R of them.</param>
    /// <returns>A scalar, f32.</returns>
    public Tensor WeightedLoss(Tensor hidden, int[] labels, float[] weights)
    {
        if (_fused)
        {
            Tensor normed = RmsNorm.ApplyWide(hidden, _weights.FinalNorm.Tensor, Config.NormEpsilon, fused: true);
            return FusedLoss.Run(normed, _weights.Head.Tensor, labels, weights);
        }

        Tensor losses = nn.functional.cross_entropy(
            Logits(hidden), tensor(labels.Select(label => (long)label).ToArray(), device: _weights.Device), reduction: nn.Reduction.None);
        return losses.mul(tensor(weights, device: _weights.Device)).sum();
    }

    /// <inheritdoc/>
    public void Dispose() => _rotary.Dispose();

    private Tensor Run(Tensor hidden, SequenceState? state, StageObserver? observer = null)
    {
        if (Interlocked.Increment(ref _passes) != 1)
        {
            throw new InvalidOperationException("A second forward pass began while one was running; a model computes one sequence at a time.");
        }

        try
        {
            return RunLayers(hidden, state, observer);
        }
        finally
        {
            Interlocked.Decrement(ref _passes);
        }
    }

    private Tensor RunLayers(Tensor hidden, SequenceState? state, StageObserver? observer)
    {
        var pass = new ForwardPass(_weights, state, (int)hidden.shape[1], observer, _fused && state is null && observer is null);
        foreach (LayerWeights layer in _weights.Layers)
        {
            // Without a scope of its own every layer's intermediate results would live until the last layer is done.
            using IDisposable scope = NewDisposeScope();
            hidden = _layer.Run(pass, layer, hidden).MoveToOuterDisposeScope();
        }

        state?.Advance(pass.Tokens);
        return hidden;
    }

    private Tensor Embed(Tensor ids)
        => _weights.Embedding.Tensor.index_select(0, ids.flatten()).to(ScalarType.Float32).view(ids.shape[0], ids.shape[1], Config.HiddenSize);

    private Tensor Upload(ReadOnlySpan<int> tokens, int batch)
    {
        var ids = new long[tokens.Length];
        for (int i = 0; i < tokens.Length; i++)
        {
            ids[i] = (uint)tokens[i] < (uint)Config.VocabularySize
                ? tokens[i]
                : throw new InvalidTokenException(tokens[i], i, Config.VocabularySize);
        }

        return tensor(ids, [batch, tokens.Length / batch], device: _weights.Device);
    }
}
