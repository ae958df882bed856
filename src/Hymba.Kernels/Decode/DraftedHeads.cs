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
    /// <summary>Elements of scratch for so many tokens.</summary>
    public static long ScratchLength(in AttentionSizes sizes, int tokens) => sizes.KeyValueHeads * DraftedGroup<TFormat, TElement>.ScratchLength(sizes, tokens);

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
    /// <param name="scratch">[<see cref="ScratchLength"/>].</param>
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
        Span<float> scratch,
        Span<float> output,
        int maxThreads,
        KernelTier tier)
    {
        int tokens = slots.Length, last = tokens - 1;
        sizes.Check(keys.Length, values.Length, queries.Length - (last * stride), scratch.Length, output.Length - (last * sizes.Heads * sizes.ValueSize));
        int keyRow = sizes.KeyValueHeads * sizes.KeySize, valueRow = sizes.KeyValueHeads * sizes.ValueSize;
        if (counts.Length != tokens || newKeys.Length < tokens * keyRow || newValues.Length < tokens * valueRow
            || scratch.Length < ScratchLength(sizes, tokens) || counts.ContainsAnyExceptInRange(1, sizes.Count) || slots.ContainsAnyExceptInRange(0, sizes.Capacity - 1))
        {
            throw new ArgumentException(
                $"{tokens} tokens with {counts.Length} counts, {newKeys.Length} keys, {newValues.Length} values and {scratch.Length} of scratch, or one of their slots, do not fit {sizes}.");
        }

        fixed (TElement* k = keys, v = values, nk = newKeys, nv = newValues)
        fixed (int* at = slots, seen = counts)
        fixed (float* q = queries, s = scratch, o = output)
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
                Scratch = s,
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

        public required float* Scratch { get; init; }

        public required float* Output { get; init; }

        public required KernelTier Tier { get; init; }

        [MethodImpl(MethodImplOptions.AggressiveOptimization)]
        public void Run(int start, int end)
        {
            for (int source = start; source < end; source++)
            {
                AttentionSizes z = Sizes;
                DraftedTokens<TElement> tokens = TokensOf(source);
                if (DraftedGroup<TFormat, TElement>.IsSupported(z, tokens, Tier))
                {
                    Together(source, tokens);
                }
                else
                {
                    OneByOne(source);
                }
            }
        }

        [MethodImpl(MethodImplOptions.AggressiveOptimization)]
        private void Together(nint source, in DraftedTokens<TElement> tokens)
        {
            AttentionSizes z = Sizes;
            nint head = source * (z.Heads / z.KeyValueHeads);
            DraftedGroup<TFormat, TElement>.Run(
                Keys + (source * z.Capacity * z.KeySize),
                Values + (source * z.Capacity * z.ValueSize),
                z,
                tokens,
                Queries + (head * z.KeySize),
                Stride,
                ScratchOf(source),
                Output + (head * z.ValueSize),
                z.Heads * z.ValueSize,
                Tier);
            for (int token = 0; token < Tokens; token++)
            {
                Exchange(source, token);
            }
        }

        [MethodImpl(MethodImplOptions.AggressiveOptimization)]
        private void OneByOne(nint source)
        {
            int group = Sizes.Heads / Sizes.KeyValueHeads;
            nint head = source * group;
            for (int token = 0; token < Tokens; token++)
            {
                AttentionSizes z = Sizes with { Count = Counts[token] };
                Exchange(source, token);
                QueryGroup<TFormat, TRow, TElement>.Run(
                    Keys + (source * z.Capacity * z.KeySize),
                    Values + (source * z.Capacity * z.ValueSize),
                    z,
                    Queries + ((nint)token * Stride) + (head * z.KeySize),
                    group,
                    ScratchOf(source),
                    Output + (((token * z.Heads) + head) * z.ValueSize),
                    Tier);
            }
        }

        private float* ScratchOf(nint source) => Scratch + (source * (nint)DraftedGroup<TFormat, TElement>.ScratchLength(Sizes, Tokens));

        private DraftedTokens<TElement> TokensOf(nint source) => new()
        {
            Count = Tokens,
            Slots = Slots,
            Seen = Counts,
            Keys = NewKeys + (source * Sizes.KeySize),
            KeyStride = Sizes.KeyValueHeads * Sizes.KeySize,
            Values = NewValues + (source * Sizes.ValueSize),
            ValueStride = Sizes.KeyValueHeads * Sizes.ValueSize,
        };

        private void Exchange(nint source, int token)
        {
            nint slot = (source * Sizes.Capacity) + Slots[token], entry = (token * Sizes.KeyValueHeads) + source;
            Exchange(Keys, slot, NewKeys, entry, Sizes.KeySize);
            Exchange(Values, slot, NewValues, entry, Sizes.ValueSize);
        }

        private static void Exchange(TElement* cached, nint slot, TElement* kept, nint entry, int size)
            => EntrySwap.Run(new Span<TElement>(cached + (slot * size), size), new Span<TElement>(kept + (entry * size), size));
    }
}
