namespace Hymba.Kernels.Decode;

/// <summary>Tokens that follow each other, as one head of keys and values knows them; somebody else owns the memory.</summary>
internal readonly unsafe struct DraftedTokens<TElement>
    where TElement : unmanaged
{
    /// <summary>How many.</summary>
    public required int Count { get; init; }

    /// <summary>[Count], the cache's entry that each takes.</summary>
    public required int* Slots { get; init; }

    /// <summary>[Count], entries that each attends.</summary>
    public required int* Seen { get; init; }

    /// <summary>Their keys, each <see cref="KeyStride"/> behind the one before.</summary>
    public required TElement* Keys { get; init; }

    /// <summary>Elements from one key to the next.</summary>
    public required nint KeyStride { get; init; }

    /// <summary>Their values, each <see cref="ValueStride"/> behind the one before.</summary>
    public required TElement* Values { get; init; }

    /// <summary>Elements from one value to the next.</summary>
    public required nint ValueStride { get; init; }

    /// <summary>
    /// Whether no two take the same slot, none attends fewer entries than the one before, and all that the last one attends and the first one does not is theirs.
    /// </summary>
    /// <param name="count">Entries that the last one attends.</param>
    public bool HaveSlotsOfTheirOwn(int count)
    {
        int added = 0;
        for (int i = 0; i < Count; i++)
        {
            added += Slots[i] >= Seen[0] ? 1 : 0;
            if (Slots[i] >= count || new ReadOnlySpan<int>(Slots, i).Contains(Slots[i]) || (i > 0 && Seen[i] < Seen[i - 1]))
            {
                return false;
            }
        }

        return added == count - Seen[0];
    }
}
