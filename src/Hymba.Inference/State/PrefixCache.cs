namespace Hymba.Inference.State;

/// <summary>
/// Snapshots of sequence states, found by the longest token prefix that was computed with the same chunk borders, least recently used
/// ones dropped to stay within a byte budget. The borders are part of the key because a matrix product of other shape may round
/// otherwise: a hit gives bit for bit the state that computing the prefix again would. Thread-safe; owns its snapshots.
/// </summary>
internal sealed class PrefixCache : IDisposable
{
    private readonly Lock _lock = new();
    private readonly Dictionary<PrefixKey, LinkedListNode<Entry>> _entries = [];
    private readonly LinkedList<Entry> _byUse = new();
    private readonly long _budgetBytes;
    private long _bytes;

    /// <summary>Creates an empty cache.</summary>
    /// <param name="budgetBytes">The most bytes of snapshots to keep; 0 keeps none.</param>
    public PrefixCache(long budgetBytes)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(budgetBytes);
        _budgetBytes = budgetBytes;
    }

    /// <summary>Bytes of the snapshots kept.</summary>
    public long ByteSize
    {
        get
        {
            lock (_lock)
            {
                return _bytes;
            }
        }
    }

    /// <summary>Snapshots kept.</summary>
    public int Count
    {
        get
        {
            lock (_lock)
            {
                return _entries.Count;
            }
        }
    }

    /// <summary>A copy of the longest kept state among the given prefixes, or null; the caller owns it.</summary>
    /// <param name="longestFirst">Prefixes of the request that end at its snapshot positions, longest first.</param>
    /// <param name="capacityTokens">Room that the copy gets.</param>
    public SequenceState? Find(IEnumerable<PrefixKey> longestFirst, int capacityTokens)
    {
        lock (_lock)
        {
            foreach (PrefixKey key in longestFirst)
            {
                if (_entries.TryGetValue(key, out LinkedListNode<Entry>? node))
                {
                    _byUse.Remove(node);
                    _byUse.AddFirst(node);
                    return node.Value.State.Copy(capacityTokens);
                }
            }
        }

        return null;
    }

    /// <summary>Keeps a copy of the state, unless it is there already or larger than the whole budget.</summary>
    public void Store(PrefixKey key, SequenceState state)
    {
        if (_budgetBytes == 0)
        {
            return;
        }

        lock (_lock)
        {
            if (_entries.ContainsKey(key))
            {
                return;
            }

            SequenceState snapshot = state.Snapshot();
            if (snapshot.ByteSize > _budgetBytes)
            {
                snapshot.Dispose();
                return;
            }

            while (_bytes + snapshot.ByteSize > _budgetBytes && _byUse.Last is LinkedListNode<Entry> oldest)
            {
                Remove(oldest);
            }

            _entries[key] = _byUse.AddFirst(new Entry(key, snapshot));
            _bytes += snapshot.ByteSize;
        }
    }

    /// <summary>Frees every snapshot.</summary>
    public void Dispose()
    {
        lock (_lock)
        {
            while (_byUse.Last is LinkedListNode<Entry> node)
            {
                Remove(node);
            }
        }
    }

    private void Remove(LinkedListNode<Entry> node)
    {
        _byUse.Remove(node);
        _entries.Remove(node.Value.Key);
        _bytes -= node.Value.State.ByteSize;
        node.Value.State.Dispose();
    }

    private sealed record Entry(PrefixKey Key, SequenceState State);
}
