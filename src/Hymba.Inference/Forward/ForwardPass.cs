using Hymba.Inference.Model;
using Hymba.Inference.State;
using static TorchSharp.torch;

namespace Hymba.Inference.Forward;

/// <summary>
/// What the layers of one forward pass share: where its tokens stand, the keys and values that producers leave for their consumers, and
/// the masks. Lives for one pass; what it keeps moves out of the layer's dispose scope into the pass's.
/// </summary>
/// <param name="weights">The model.</param>
/// <param name="state">The sequence that is continued; null computes whole sequences and keeps nothing.</param>
/// <param name="tokens">T, memory tokens included when the pass computes them.</param>
/// <param name="observer">Sees intermediate results; usually null.</param>
/// <param name="fused">Whether whole sequences run through the differentiable kernels of <see cref="Hymba.Inference.Forward.Fused"/>.</param>
internal sealed class ForwardPass(
    HymbaWeights weights, SequenceState? state, int tokens, StageObserver? observer = null, bool fused = false)
{
    private readonly Dictionary<int, (Tensor Keys, Tensor Values)> _keyValues = [];
    private readonly Dictionary<bool, Tensor> _masks = [];

    /// <summary>Sizes of the model.</summary>
    public HymbaConfig Config => weights.Config;

    /// <summary>The sequence that is continued, if any.</summary>
    public SequenceState? State => state;

    /// <summary>Position of the first token of the pass.</summary>
    public int Start { get; } = state?.Position ?? 0;

    /// <summary>T.</summary>
    public int Tokens => tokens;

    /// <summary>Whether operations use our differentiable kernels. They compute whole sequences on the CPU and show no stages.</summary>
    public bool IsFused => fused;

    /// <summary>Shows a result to whoever observes the pass.</summary>
    public Tensor Observe(LayerPlan plan, string stage, Tensor value)
    {
        observer?.Invoke(plan.Index, stage, value);
        return value;
    }

    /// <summary>
    /// Leaves the rotated keys and values of a producer, [B, Hkv, T, Dk] and [B, Hkv, T, Dv], behind those already cached.
    /// A single step is stored first and attends the cache in place; a chunk attends cache and chunk side by side.
    /// </summary>
    public void Produce(int layer, Tensor keys, Tensor values)
    {
        if (state is null)
        {
            Keep(layer, keys, values);
            return;
        }

        KeyValueCache cache = state.KeyValues(layer);
        (Tensor Keys, Tensor Values) own = (keys.squeeze(0), values.squeeze(0));
        if (tokens > 1 && cache.Count > 0)
        {
            (Tensor oldKeys, Tensor oldValues) = cache.View();
            Keep(layer, cat([oldKeys, own.Keys], 1).unsqueeze(0), cat([oldValues, own.Values], 1).unsqueeze(0));
            cache.Append(Start, own.Keys, own.Values);
            return;
        }

        cache.Append(Start, own.Keys, own.Values);
        (Tensor allKeys, Tensor allValues) = tokens > 1 ? own : cache.View();
        Keep(layer, allKeys.unsqueeze(0), allValues.unsqueeze(0));
    }

    /// <summary>Keys [B, Hkv, K, Dk] and values [B, Hkv, K, Dv] that a producer left in this pass; fused, [B, T, Hkv*Dk] and [B, T, Hkv*Dv].</summary>
    public (Tensor Keys, Tensor Values) KeyValues(int producerLayer) => _keyValues[producerLayer];

    /// <summary>The mask [T, K] for global or windowed layers; null when the pass is one step, which sees all that is cached.</summary>
    public Tensor? Mask(LayerPlan plan)
    {
        if (tokens == 1 && state is not null)
        {
            return null;
        }

        if (!_masks.TryGetValue(plan.IsGlobal, out Tensor? mask))
        {
            long[] own = [.. Enumerable.Range(Start, tokens).Select(p => (long)p)];
            long[] cached = state is null ? [] : CachedPositions(plan);
            int? window = plan.IsGlobal ? null : Config.SlidingWindow;
            mask = AttentionMask.Create(Start, tokens, [.. cached, .. own], window, Config.MemoryTokens, weights.Device);
            _masks[plan.IsGlobal] = mask.MoveToOuterDisposeScope();
        }

        return mask;
    }

    /// <summary>Leaves keys and values for <see cref="KeyValues"/> as they are.</summary>
    public void Keep(int layer, Tensor keys, Tensor values)
        => _keyValues[layer] = (keys.MoveToOuterDisposeScope(), values.MoveToOuterDisposeScope());

    // All caches of one kind hold the same positions, and Produce has already moved this layer's on: ask for the start of the pass.
    private long[] CachedPositions(LayerPlan plan) => state!.KeyValues(plan.KeyValueLayer).SlotPositions(Start);
}
