using System.Runtime.InteropServices;

namespace Hymba.Inference.Text;

/// <summary>
/// Merges one stretch of characters into pieces: the best pair first, the leftmost among equals. O(n log n) time, O(n) memory.
/// One instance serves one encoding; its buffers are used again for each stretch.
/// </summary>
internal sealed class BpeMerger(MergeTable merges, TokenSink sink)
{
    private readonly List<Symbol> _symbols = [];
    private readonly PriorityQueue<(int Left, int Right, int Merged), long> _queue = new();

    /// <summary>Adds a character; a stretch ends by itself where no merge can cross.</summary>
    public void Add(int characterId, int offset)
    {
        if (_symbols.Count > 0 && !merges.MayMeet(_symbols[^1].Id, characterId))
        {
            Complete();
        }

        _symbols.Add(new Symbol { Id = characterId, Offset = offset, Previous = _symbols.Count - 1, Next = _symbols.Count + 1 });
    }

    /// <summary>Merges what was added and writes it to the sink.</summary>
    public void Complete()
    {
        Span<Symbol> symbols = CollectionsMarshal.AsSpan(_symbols);
        for (int left = 0; left + 1 < symbols.Length; left++)
        {
            Offer(symbols, left);
        }

        while (_queue.TryDequeue(out (int Left, int Right, int Merged) offer, out long priority))
        {
            MergeAt(symbols, (int)priority, offer);
        }

        for (int index = 0; index < symbols.Length; index = symbols[index].Next)
        {
            sink.Add(symbols[index].Id, symbols[index].Offset);
        }

        _symbols.Clear();
    }

    private void MergeAt(Span<Symbol> symbols, int index, (int Left, int Right, int Merged) offer)
    {
        ref Symbol left = ref symbols[index];

        // An offer is stale once either side took part in an earlier merge; a swallowed symbol has id -1.
        if (left.Id != offer.Left || left.Next >= symbols.Length || symbols[left.Next].Id != offer.Right)
        {
            return;
        }

        left.Id = offer.Merged;
        ref Symbol right = ref symbols[left.Next];
        right.Id = -1;
        left.Next = right.Next;
        if (left.Next < symbols.Length)
        {
            symbols[left.Next].Previous = index;
            Offer(symbols, index);
        }

        if (left.Previous >= 0)
        {
            Offer(symbols, left.Previous);
        }
    }

    private void Offer(Span<Symbol> symbols, int index)
    {
        (int left, int right) = (symbols[index].Id, symbols[symbols[index].Next].Id);
        int merged = merges.FindMerge(left, right, out int rank);
        if (merged >= 0)
        {
            _queue.Enqueue((left, right, merged), ((long)rank << 32) | (uint)index);
        }
    }

    private struct Symbol
    {
        public int Id;
        public int Offset;
        public int Previous;
        public int Next;
    }
}
