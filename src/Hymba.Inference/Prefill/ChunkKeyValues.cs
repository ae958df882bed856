using Hymba.Inference.Model;
using Hymba.Inference.State;
using Hymba.Kernels.Prefill;
using static TorchSharp.torch;

namespace Hymba.Inference.Prefill;

/// <summary>
/// Rotated keys and values of a chunk, of one producer layer, until all its consumers have read them; only then does the cache forget what the chunk's first
/// tokens still see. One thread at a time.
/// </summary>
/// <param name="config">Sizes of the model.</param>
/// <param name="type">What activations are to libtorch.</param>
internal sealed class ChunkKeyValues<TElement>(HymbaConfig config, ScalarType type) : IDisposable
    where TElement : unmanaged
{
    private readonly ElementBuffer<TElement> _keys = new(type);
    private readonly ElementBuffer<TElement> _values = new(type);

    /// <summary>Makes room for T tokens.</summary>
    public void Reserve(int tokens)
    {
        _keys.Reserve((long)tokens * config.KeyValueHeads * config.KeyHeadSize);
        _values.Reserve((long)tokens * config.KeyValueHeads * config.ValueHeadSize);
    }

    /// <summary>[Hkv, T, Dk] as one row.</summary>
    public NativeRows<TElement> Keys(int tokens) => _keys.Rows(tokens * config.KeyValueHeads * config.KeyHeadSize);

    /// <summary>[Hkv, T, Dv] as one row.</summary>
    public NativeRows<TElement> Values(int tokens) => _values.Rows(tokens * config.KeyValueHeads * config.ValueHeadSize);

    /// <summary>Both as [Hkv, T, size]; the caller disposes of the views.</summary>
    public (Tensor Keys, Tensor Values) View(int tokens) => (
        View(_keys, tokens, config.KeyHeadSize),
        View(_values, tokens, config.ValueHeadSize));

    /// <summary>Stores them in a cache, behind what it holds.</summary>
    public void Append(KeyValueCache cache, int position, int tokens)
    {
        (Tensor keys, Tensor values) = View(tokens);
        using (keys)
        using (values)
        {
            cache.Append(position, keys, values);
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _keys.Dispose();
        _values.Dispose();
    }

    private Tensor View(ElementBuffer<TElement> buffer, int tokens, int size)
    {
        using Tensor flat = buffer.View(config.KeyValueHeads, (long)tokens * size);
        return flat.view(config.KeyValueHeads, tokens, size);
    }
}
