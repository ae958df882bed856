using System.Collections.Concurrent;
using Hymba.Inference.Model;
using Hymba.Inference.State;
using Hymba.Kernels;
using Hymba.Kernels.Prefill;
using Hymba.Kernels.Threading;
using static TorchSharp.torch;

namespace Hymba.Inference.Prefill;

/// <summary>
/// Attention of a chunk over what is cached and over itself. Blocks of queries meet the memory tokens and the keys that the window lets them see and no others,
/// so the work grows with the window, not with the context, and no mask exists. One thread at a time.
/// </summary>
/// <param name="config">Sizes of the model.</param>
/// <param name="type">What activations are to libtorch.</param>
/// <param name="threads">The most threads.</param>
internal sealed class PrefillAttention<TFormat, TElement>(HymbaConfig config, ScalarType type, int threads) : IDisposable
    where TFormat : struct, IElement<TElement>
    where TElement : unmanaged
{
    // Queries of a head that share their keys: scores of a block stay in the second cache.
    private const int BlockTokens = 64;

    private readonly ElementBuffer<TElement> _queries = new(type);
    private readonly ElementBuffer<TElement> _keys = new(type);
    private readonly ElementBuffer<TElement> _values = new(type);
    private readonly ConcurrentBag<AttentionScratch<TElement>> _scratch = [];
    private readonly int _group = config.QueryHeads / config.KeyValueHeads;

    /// <summary>Attends.</summary>
    /// <param name="plan">The layer.</param>
    /// <param name="cache">The keys and values that the layer reads, without the chunk's.</param>
    /// <param name="chunk">The chunk's.</param>
    /// <param name="position">Where the chunk begins.</param>
    /// <param name="tokens">T.</param>
    /// <param name="query">[T, Hq * Dk], not yet rotated.</param>
    /// <param name="cosine">[T, Dk/2].</param>
    /// <param name="sine">[T, Dk/2].</param>
    /// <param name="output">[T, Hq * Dv], written.</param>
    public void Run(
        LayerPlan plan,
        KeyValueCache cache,
        ChunkKeyValues<TElement> chunk,
        int position,
        int tokens,
        NativeRows<TElement> query,
        ReadOnlySpan<float> cosine,
        ReadOnlySpan<float> sine,
        NativeRows<float> output)
    {
        int width = config.QueryHeads * config.KeyHeadSize;
        _queries.Reserve((long)tokens * width);
        var layout = new HeadLayout(config.QueryHeads, config.KeyValueHeads, config.KeyHeadSize, BlockTokens);
        HeadRows<TFormat, TElement>.Stack(
            query, tokens, layout, cosine, sine, 1f / MathF.Sqrt(config.KeyHeadSize), _queries.Rows(tokens * width), threads, KernelTiers.Current);

        int seen = cache.Count + tokens;
        _keys.Reserve((long)seen * config.KeyValueHeads * config.KeyHeadSize);
        _values.Reserve((long)seen * config.KeyValueHeads * config.ValueHeadSize);
        (Tensor chunkKeys, Tensor chunkValues) = chunk.View(tokens);
        using (chunkKeys)
        using (chunkValues)
        {
            Gather(_keys, config.KeyHeadSize, cache, cache.Keys.Tensor, position, chunkKeys);
            Gather(_values, config.ValueHeadSize, cache, cache.Values.Tensor, position, chunkValues);
        }

        // The memory tokens' own chunk sees itself causally, whatever the window.
        int pinned = Math.Min(config.MemoryTokens, position);
        int window = plan.IsGlobal || position < config.MemoryTokens ? int.MaxValue : config.SlidingWindow;
        int blocks = (tokens + BlockTokens - 1) / BlockTokens;
        SharedWork.Run(
            (start, end) =>
            {
                SingleThread.Stay();
                AttentionScratch<TElement> scratch = _scratch.TryTake(out AttentionScratch<TElement>? kept) ? kept : new(type);
                for (int item = start; item < end; item++)
                {
                    Block(scratch, item % config.KeyValueHeads, item / config.KeyValueHeads * BlockTokens, tokens, seen, pinned, window, output);
                }

                _scratch.Add(scratch);
            },
            blocks * config.KeyValueHeads,
            1,
            threads);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _queries.Dispose();
        _keys.Dispose();
        _values.Dispose();
        foreach (AttentionScratch<TElement> scratch in _scratch)
        {
            scratch.Dispose();
        }
    }

    // What is cached, in the order of positions, and the chunk behind it: [Hkv, seen, size].
    private static void Gather(ElementBuffer<TElement> target, int size, KeyValueCache cache, Tensor cached, int position, Tensor chunk)
    {
        long heads = chunk.shape[0], tokens = chunk.shape[1], seen = cache.Count + tokens;
        using Tensor flat = target.View(heads, seen * size), all = flat.view(heads, seen, size);
        long at = 0;
        foreach ((int slot, int count) in cache.Runs(position))
        {
            using Tensor from = cached.narrow(1, slot, count), to = all.narrow(1, at, count);
            to.copy_(from);
            at += count;
        }

        using Tensor last = all.narrow(1, at, tokens);
        last.copy_(chunk);
    }

    // One head of keys and values, and the queries [first, first + count) of all heads that share it.
    private void Block(AttentionScratch<TElement> scratch, int head, int first, int tokens, int seen, int pinned, int window, NativeRows<float> output)
    {
        int count = Math.Min(BlockTokens, tokens - first), rows = count * _group;
        (int keySize, int valueSize) = (config.KeyHeadSize, config.ValueHeadSize);
        int own = seen - tokens + first; // where the first query's own key lies
        int from = window >= own - pinned ? pinned : own - window; // the first key behind the memory tokens that the block sees
        int recent = own + count - from, columns = pinned + recent;
        scratch.Reserve(rows, columns, valueSize);
        long queryStart = ((long)first * config.QueryHeads * keySize) + ((long)head * rows * keySize);
        using Tensor queries = _queries.View(queryStart, rows, keySize), scores = scratch.Scores.View(rows, columns), sums = scratch.Sums.View(rows, valueSize);

        // Where the window hides nothing, everything lies beside each other.
        (int leading, int others) = from == pinned ? (columns, 0) : (pinned, recent);
        Part(_keys, keySize, 0, leading, (keys, at) => Scores(queries, keys, scores, at));
        Part(_keys, keySize, from, others, (keys, at) => Scores(queries, keys, scores, at));
        var view = new BlockView(pinned, pinned + own - from, window, count, _group);
        NativeRows<float> factors = scratch.Factors.Rows(rows);
        SoftmaxBlock<TFormat, TElement>.Run(scratch.Scores.Rows(columns), columns, rows, view, factors, 1, KernelTiers.Current);
        Part(_values, valueSize, 0, leading, (values, at) => Sum(scores, at, values, sums, keep: 0f));
        Part(_values, valueSize, from, others, (values, at) => Sum(scores, at, values, sums, keep: leading == 0 ? 0f : 1f));
        var layout = new HeadLayout(_group, 1, valueSize, count);
        HeadRows<TFormat, TElement>.Unstack(
            scratch.Sums.Rows(rows * valueSize), factors, count, layout, output.Below(first).From(head * _group * valueSize), 1, KernelTiers.Current);

        void Part(ElementBuffer<TElement> buffer, int size, int start, int length, Action<Tensor, int> use)
        {
            if (length > 0)
            {
                using Tensor part = buffer.View((((long)head * seen) + start) * size, length, size);
                use(part, start == 0 ? 0 : pinned);
            }
        }
    }

    private static void Scores(Tensor queries, Tensor keys, Tensor scores, int at)
    {
        using Tensor turned = keys.t(), part = scores.narrow(1, at, keys.shape[0]);
        part.addmm_(queries, turned, 0f, 1f);
    }

    private static void Sum(Tensor scores, int at, Tensor values, Tensor sums, float keep)
    {
        using Tensor part = scores.narrow(1, at, values.shape[0]);
        sums.addmm_(part, values, keep, 1f);
    }
}
