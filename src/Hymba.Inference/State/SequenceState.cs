using Hymba.Inference.Model;
using static TorchSharp.torch;

namespace Hymba.Inference.State;

/// <summary>
/// Everything mutable of one sequence: keys and values of the producer layers, convolution inputs and SSM states of all layers, and
/// the position. Allocated once for a number of tokens and never grown. It cannot be rewound (the SSM is recurrent): copy it instead.
/// Owned by whoever created or copied it; used by one thread at a time.
/// </summary>
internal sealed class SequenceState : IDisposable
{
    private readonly KeyValueCache?[] _keyValues;
    private readonly ScanState[] _scans;
    private readonly MemoryArena? _arena;

    private SequenceState(int memoryTokens, int capacityTokens, KeyValueCache?[] keyValues, ScanState[] scans, MemoryArena? arena)
    {
        _arena = arena;
        MemoryTokens = memoryTokens;
        CapacityTokens = capacityTokens;
        _keyValues = keyValues;
        _scans = scans;
    }

    /// <summary>Memory tokens of the model, M.</summary>
    public int MemoryTokens { get; }

    /// <summary>The most real tokens this state has room for.</summary>
    public int CapacityTokens { get; }

    /// <summary>Where the next token stands, memory tokens included.</summary>
    public int Position { get; private set; }

    /// <summary>Real tokens seen.</summary>
    public int Tokens => Math.Max(0, Position - MemoryTokens);

    /// <summary>Bytes of all buffers.</summary>
    public long ByteSize => _keyValues.Sum(cache => cache?.ByteSize ?? 0) + _scans.Sum(scan => scan.ByteSize);

    /// <summary>An empty state, before even the memory tokens.</summary>
    public static SequenceState Create(HymbaConfig config, ScalarType dtype, Device device, int capacityTokens)
    {
        var shape = new KeyValueShape(config.KeyValueHeads, config.KeyHeadSize, config.ValueHeadSize, dtype, device);
        IReadOnlyList<LayerPlan> plans = LayerPlan.For(config);
        long bytes = plans.Where(plan => plan.IsProducer).Sum(plan => KeyValueCache.BytesOf(shape, config.MemoryTokens, Ring(plan), capacityTokens))
            + (plans.Count * ScanState.BytesOf(config.InnerSize, config.StateSize, config.ConvKernel));
        MemoryArena? arena = device.type == TorchSharp.DeviceType.CPU ? new MemoryArena(bytes, zeroed: true) : null;
        KeyValueCache?[] caches = [.. plans.Select(plan => plan.IsProducer
            ? new KeyValueCache(shape, config.MemoryTokens, Ring(plan), capacityTokens, arena)
            : null)];
        ScanState[] scans = [.. plans.Select(_ => ScanState.Empty(config.InnerSize, config.StateSize, config.ConvKernel, device, arena))];
        return new SequenceState(config.MemoryTokens, capacityTokens, caches, scans, arena);

        int Ring(LayerPlan plan) => plan.IsGlobal ? int.MaxValue : config.SlidingWindow + 1;
    }

    /// <summary>Bytes that a state with room for <paramref name="tokens"/> takes, without making one.</summary>
    public static long EstimateBytes(HymbaConfig config, int bytesPerElement, int tokens)
    {
        long entries = LayerPlan.For(config).Where(plan => plan.IsProducer).Sum(plan =>
            config.MemoryTokens + (long)(plan.IsGlobal ? tokens : Math.Min(config.SlidingWindow + 1, tokens)));
        long keyValue = entries * config.KeyValueHeads * (config.KeyHeadSize + config.ValueHeadSize) * bytesPerElement;
        return keyValue + ((long)config.LayerCount * config.InnerSize * (config.StateSize + config.ConvKernel - 1) * sizeof(float));
    }

    /// <summary>The cache of a producer layer.</summary>
    public KeyValueCache KeyValues(int producerLayer)
        => _keyValues[producerLayer] ?? throw new ArgumentOutOfRangeException(nameof(producerLayer), producerLayer, "The layer caches no keys.");

    /// <summary>The recurrent state of a layer.</summary>
    public ScanState Scan(int layer) => _scans[layer];

    /// <summary>Refuses tokens that there is no room for.</summary>
    /// <exception cref="ContextOverflowException">There is none.</exception>
    public void RequireRoom(int tokens)
    {
        if (Tokens + tokens > CapacityTokens)
        {
            throw new ContextOverflowException(Tokens + tokens, CapacityTokens);
        }
    }

    /// <summary>Moves on by the tokens that a forward pass has stored in every layer.</summary>
    public void Advance(int tokens) => Position += tokens;

    /// <summary>Says that every layer holds the tokens up to a position, after they were read from a file.</summary>
    public void Restore(int position)
    {
        Array.ForEach(_keyValues, cache => cache?.Restore(position));
        Position = position;
    }

    /// <summary>An independent copy with room for <paramref name="capacityTokens"/> (at least what is stored).</summary>
    public SequenceState Copy(int capacityTokens)
    {
        int capacity = Math.Max(capacityTokens, Tokens);
        MemoryArena? arena = _arena is null
            ? null
            : new MemoryArena(_keyValues.Sum(cache => cache?.BytesOfCopy(capacity) ?? 0) + _scans.Sum(scan => scan.BytesOfCopy), zeroed: true);
        return new SequenceState(MemoryTokens, capacity, [.. _keyValues.Select(c => c?.Copy(capacity, arena))], [.. _scans.Select(s => s.Copy(arena))], arena)
        {
            Position = Position,
        };
    }

    /// <summary>A copy with no spare room, for keeping.</summary>
    public SequenceState Snapshot() => Copy(Tokens);

    /// <inheritdoc/>
    public void Dispose()
    {
        Array.ForEach(_keyValues, cache => cache?.Dispose());
        Array.ForEach(_scans, scan => scan.Dispose());
        _arena?.Dispose();
    }
}
