using Hymba.Inference.Model;
using Hymba.Kernels.Decode;
using static TorchSharp.torch;

namespace Hymba.Inference.State;

/// <summary>
/// Rotated keys and values of one producer layer for one sequence. The memory tokens are pinned in front; behind them a windowed layer
/// keeps a ring of its last W + 1 tokens, a global layer every token. Buffers are allocated once; not thread-safe.
/// </summary>
internal sealed class KeyValueCache : IDisposable
{
    private readonly int _pinned;
    private readonly int _ring;

    /// <summary>Allocates an empty cache.</summary>
    /// <param name="shape">Heads and head widths.</param>
    /// <param name="pinned">Memory tokens, M.</param>
    /// <param name="ring">Tokens kept behind them: W + 1, or <see cref="int.MaxValue"/> to keep all.</param>
    /// <param name="capacityTokens">The most real tokens the sequence will hold.</param>
    /// <param name="arena">Zeros from which it is cut, on the CPU; null: it gets memory of its own.</param>
    public KeyValueCache(KeyValueShape shape, int pinned, int ring, int capacityTokens, MemoryArena? arena = null)
    {
        _pinned = pinned;
        _ring = ring;
        Shape = shape;
        Capacity = pinned + Math.Min(ring, capacityTokens);
        Keys = LazyTensor.Zeros([shape.Heads, Capacity, shape.KeySize], shape.Dtype, shape.Device, arena);
        Values = LazyTensor.Zeros([shape.Heads, Capacity, shape.ValueSize], shape.Dtype, shape.Device, arena);
    }

    /// <summary>Heads, widths, type and device.</summary>
    public KeyValueShape Shape { get; }

    public LazyTensor Keys { get; } // [Hkv, capacity, Dk]

    public LazyTensor Values { get; } // [Hkv, capacity, Dv]

    /// <summary>Entries that there is room for.</summary>
    public int Capacity { get; }

    /// <summary>The memory of <see cref="Keys"/>; for a cache on the CPU.</summary>
    public Span<byte> KeyBytes => Keys.Bytes;

    /// <summary>The memory of <see cref="Values"/>; for a cache on the CPU.</summary>
    public Span<byte> ValueBytes => Values.Bytes;

    /// <summary>Entries that hold a token.</summary>
    public int Count { get; private set; }

    /// <summary>Bytes of both buffers.</summary>
    public long ByteSize => Keys.ByteSize + Values.ByteSize;

    /// <summary>Entries in use once a sequence has reached <paramref name="position"/>, memory tokens included.</summary>
    public static int CountAt(int position, int pinned, int ring)
        => position <= pinned ? position : pinned + Math.Min(ring, position - pinned);

    /// <summary>The stored part, [Hkv, Count, Dk] and [Hkv, Count, Dv], in slot order; views of the buffers.</summary>
    public (Tensor Keys, Tensor Values) View() => (Keys.Tensor.narrow(1, 0, Count), Values.Tensor.narrow(1, 0, Count));

    /// <summary>The absolute position held by every used slot when the next token's position is <paramref name="position"/>.</summary>
    public long[] SlotPositions(int position)
    {
        var positions = new long[CountAt(position, _pinned, _ring)];
        for (int p = Math.Max(0, position - Math.Min(_ring, position)); p < position; p++)
        {
            positions[Slot(p)] = p;
        }

        for (int p = 0; p < Math.Min(_pinned, position); p++)
        {
            positions[p] = p;
        }

        return positions;
    }

    /// <summary>The stored slots as runs, in the order of the positions that they hold, when the next token's position is <paramref name="position"/>.</summary>
    public IEnumerable<(int Slot, int Count)> Runs(int position)
    {
        int pinned = Math.Min(_pinned, position), recent = Math.Min(_ring, position - pinned);
        int oldest = Slot(position - recent), first = Math.Min(recent, Capacity - oldest);
        return new[] { (0, pinned), (oldest, first), (_pinned, recent - first) }.Where(run => run.Item2 > 0);
    }

    /// <summary>Stores the tokens [position, position + T); of more than a ring's worth only the last stay.</summary>
    public void Append(int position, Tensor keys, Tensor values)
    {
        int tokens = (int)keys.shape[1];
        int skip = position >= _pinned ? Math.Max(0, tokens - _ring) : 0;
        for (int t = skip; t < tokens;)
        {
            int slot = Slot(position + t);
            int run = position + t < _pinned ? _pinned - (position + t) : _ring == int.MaxValue ? tokens : _ring - (slot - _pinned);
            run = Math.Min(run, tokens - t);
            Keys.Tensor.narrow(1, slot, run).copy_(keys.narrow(1, t, run));
            Values.Tensor.narrow(1, slot, run).copy_(values.narrow(1, t, run));
            t += run;
        }

        Count = CountAt(position + tokens, _pinned, _ring);
    }

    /// <summary>Makes room for the single token at a position, the next one.</summary>
    /// <returns>Its slot; the caller writes keys and values there.</returns>
    public int Reserve(int position)
    {
        Count = CountAt(position + 1, _pinned, _ring);
        return Slot(position);
    }

    /// <summary>Says that the tokens up to a position are stored.</summary>
    public void Restore(int position) => Count = CountAt(position, _pinned, _ring);

    /// <summary>Changes what a slot holds for what is given, so that doing it twice changes nothing; for a cache on the CPU.</summary>
    /// <param name="slot">The slot.</param>
    /// <param name="keys">[Hkv * Dk] in the cache's type; gets what the slot held.</param>
    /// <param name="values">[Hkv * Dv], likewise.</param>
    public void Exchange(int slot, Span<byte> keys, Span<byte> values)
    {
        Exchange(KeyBytes, slot, keys);
        Exchange(ValueBytes, slot, values);
    }

    /// <summary>Bytes of an arena that such a cache takes. The arguments are those of the constructor.</summary>
    public static long BytesOf(KeyValueShape shape, int pinned, int ring, int capacityTokens)
    {
        long entries = pinned + Math.Min(ring, capacityTokens);
        return MemoryArena.BytesOf([shape.Heads, entries, shape.KeySize], shape.Dtype) + MemoryArena.BytesOf([shape.Heads, entries, shape.ValueSize], shape.Dtype);
    }

    /// <summary>Bytes of an arena that a copy with room for <paramref name="capacityTokens"/> takes, which is at least what is stored.</summary>
    public long BytesOfCopy(int capacityTokens) => BytesOf(Shape, _pinned, _ring, capacityTokens);

    /// <summary>A copy with room for <paramref name="capacityTokens"/>; slots keep their places.</summary>
    /// <param name="capacityTokens">Real tokens.</param>
    /// <param name="arena">As in the constructor.</param>
    public KeyValueCache Copy(int capacityTokens, MemoryArena? arena = null)
    {
        var copy = new KeyValueCache(Shape, _pinned, _ring, Math.Max(capacityTokens, Math.Max(0, Count - _pinned)), arena) { Count = Count };
        if (Shape.Device.type == TorchSharp.DeviceType.CPU)
        {
            CopyHeads(KeyBytes, copy.KeyBytes, copy.Capacity);
            CopyHeads(ValueBytes, copy.ValueBytes, copy.Capacity);
        }
        else if (Count > 0)
        {
            using IDisposable scope = NewDisposeScope();
            (Tensor keys, Tensor values) = View();
            copy.Keys.Tensor.narrow(1, 0, Count).copy_(keys);
            copy.Values.Tensor.narrow(1, 0, Count).copy_(values);
        }

        return copy;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        Keys.Dispose();
        Values.Dispose();
    }

    private void Exchange(Span<byte> cache, int slot, Span<byte> entry)
    {
        int size = entry.Length / Shape.Heads;
        for (int head = 0; head < Shape.Heads; head++)
        {
            EntrySwap.Run(cache.Slice(((head * Capacity) + slot) * size, size), entry.Slice(head * size, size));
        }
    }

    // [Hkv, capacity, size], of which the first entries hold tokens.
    private void CopyHeads(ReadOnlySpan<byte> from, Span<byte> to, int capacity)
    {
        int size = Capacity == 0 ? 0 : from.Length / (Shape.Heads * Capacity);
        for (int head = 0; head < Shape.Heads; head++)
        {
            from.Slice(head * Capacity * size, Count * size).CopyTo(to[(head * capacity * size)..]);
        }
    }

    private int Slot(int position) => position < _pinned ? position : _pinned + ((position - _pinned) % _ring);
}
