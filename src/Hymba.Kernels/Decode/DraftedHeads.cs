using System.Runtime.CompilerServices;
using Hymba.Kernels.Prefill;
using Hymba.Kernels.Threading;

namespace Hymba.Kernels.Decode;

/// <summary>
/// Attention of a few tokens that follow each other. Each takes its slot of the cache, where a ring forgets its oldest token, and attends what is there then;
/// a thread goes through all tokens for one head of keys and values, so threads wait for each other once a pass. Every number has the bits that
/// <see cref="AttentionHeads{TFormat, TRow, TElement}"/> gives token by token.
/// </summary>
internal static unsafe class DraftedHeads<TFormat, TRow, TElement>
    where TFormat : IWeightFormat<TElement>
    where TRow : struct, IElement<TElement>
    where TElement : unmanaged
{
    /// <summary>Attends.</summary>
    /// <param name="keys">[key-value heads, capacity, key size].</param>
    /// <param name="values">[key-value heads, capacity, value size].</param>
    /// <param name="sizes">The sizes; the count is the last token's.</param>
    /// <param name="newKeys">The tokens' keys, [tokens, key-value heads * key size]; exchanged for what their slots held.</param>
    /// <param name="newValues">[tokens, key-value heads * value size], likewise.</param>
    /// <param name="slots">[tokens].</param>
    /// <param name="counts">[tokens], entries that each token attends; none is greater than the last.</param>
    /// <param name="queries">[tokens, stride], scaled; each row starts with [heads * key size].</param>
    /// <param name="stride">Elements from one token's queries to the next one's.</param>
    /// <param name="scores">Scratch, [heads * count].</param>
    /// <param name="output">[tokens, heads * value size], written.</param>
    /// <param name="maxThreads">The most threads, the calling one included.</param>
    /// <param name="tier">The vector width.</param>
    /// <exception cref="ArgumentException">A span is shorter than the sizes say.</exception>
    public static void Run(
        Span<TElement> keys,
        Span<TElement> values,
        in AttentionSizes sizes,
        Span<TElement> newKeys,
        Span<TElement> newValues,
        ReadOnlySpan<int> slots,
        ReadOnlySpan<int> counts,
        ReadOnlySpan<float> queries,
        int stride,
        Span<float> scores,
        Span<float> output,
        int maxThreads,
        KernelTier tier)
    {
        int tokens = slots.Length, last = tokens - 1;
        sizes.Check(keys.Length, values.Length, queries.Length - (last * stride), scores.Length, output.Length - (last * sizes.Heads * sizes.ValueSize));
        int keyRow = sizes.KeyValueHeads * sizes.KeySize, valueRow = sizes.KeyValueHeads * sizes.ValueSize;
        if (counts.Length != tokens || newKeys.Length < tokens * keyRow || newValues.Length < tokens * valueRow
            || counts.ContainsAnyExceptInRange(1, sizes.Count) || slots.ContainsAnyExceptInRange(0, sizes.Capacity - 1))
        {
            throw new ArgumentException(
                $"{tokens} tokens with {counts.Length} counts, {newKeys.Length} keys and {newValues.Length} values, or one of their slots, do not fit {sizes}.");
        }

        fixed (TElement* k = keys, v = values, nk = newKeys, nv = newValues)
        fixed (int* at = slots, seen = counts)
        fixed (float* q = queries, s = scores, o = output)
        {
            var job = new Job
            {
                Sizes = sizes,
                Tokens = tokens,
                Keys = k,
                Values = v,
                NewKeys = nk,
                NewValues = nv,
                Slots = at,
                Counts = seen,
                Queries = q,
                Stride = stride,
                Scores = s,
                Output = o,
                Tier = tier,
            };
            long products = (long)tokens * sizes.Heads * sizes.Count * (sizes.KeySize + sizes.ValueSize);
            int threads = products < AttentionHeads<TFormat, TRow, TElement>.MinParallelProducts ? 1 : maxThreads;
            RangeSplit.Run(job, sizes.KeyValueHeads, 1, threads);
        }
    }

    private readonly struct Job : IRangeJob
    {
        public required AttentionSizes Sizes { get; init; }

        public required int Tokens { get; init; }

        public required TElement* Keys { get; init; }

        public required TElement* Values { get; init; }

        public required TElement* NewKeys { get; init; }

        public required TElement* NewValues { get; init; }

        public required int* Slots { get; init; }

        public required int* Counts { get; init; }

        public required float* Queries { get; init; }

        public required int Stride { get; init; }

        public required float* Scores { get; init; }

        public required float* Output { get; init; }

        public required KernelTier Tier { get; init; }

        [MethodImpl(MethodImplOptions.AggressiveOptimization)]
        public void Run(int start, int end)
        {
            for (int source = start; source < end; source++)
            {
                for (int token = 0; token < Tokens; token++)
                {
                    One(source, token);
                }
            }
        }

        [MethodImpl(MethodImplOptions.AggressiveOptimization)]
        private void One(nint source, int token)
        {
            AttentionSizes z = Sizes with { Count = Counts[token] };
            TElement* keys = Keys + (source * z.Capacity * z.KeySize), values = Values + (source * z.Capacity * z.ValueSize);
            nint entry = (token * z.KeyValueHeads) + source;
            Exchange(keys, NewKeys + (entry * z.KeySize), Slots[token], z.KeySize);
            Exchange(values, NewValues + (entry * z.ValueSize), Slots[token], z.ValueSize);
            int group = z.Heads / z.KeyValueHeads;
            nint head = source * group;
            QueryGroup<TFormat, TRow, TElement>.Run(
                keys,
                values,
                z,
                Queries + ((nint)token * Stride) + (head * z.KeySize),
                group,
                Scores + (head * Sizes.Count),
                Output + (((token * z.Heads) + head) * z.ValueSize),
                Tier);
        }

        private static void Exchange(TElement* cached, TElement* kept, nint slot, int size)
            => EntrySwap.Run(new Span<TElement>(cached + (slot * size), size), new Span<TElement>(kept, size));
    }
}
