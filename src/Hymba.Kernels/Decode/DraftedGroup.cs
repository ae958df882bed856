using System.Runtime.CompilerServices;

namespace Hymba.Kernels.Decode;

/// <summary>
/// Attention of a few tokens' query heads that share a head of keys and values, with AVX-512 or AVX2. Nearly all entries are the same for all tokens, so these are
/// read and widened once; the slots that the tokens take, which each token finds as those before it left them, go token by token. Every number has the bits of
/// <see cref="QueryGroup{TFormat, TRow, TElement}"/>.
/// </summary>
internal static unsafe class DraftedGroup<TFormat, TElement>
    where TFormat : IWeightFormat<TElement>
    where TElement : unmanaged
{
    /// <summary>The most tokens.</summary>
    public const int MostTokens = ScoreTile.Keys;

    /// <summary>Whether the processor can, the sizes are as the kernels need them, and the tokens do not stand in each other's way.</summary>
    public static bool IsSupported(in AttentionSizes sizes, in DraftedTokens<TElement> tokens, KernelTier tier)
        => tokens.Count <= MostTokens
            && QueryScores<TFormat, TElement>.IsSupported(sizes.KeySize, tier)
            && QueryValues<TFormat, TElement>.IsSupported(sizes.ValueSize, tier)
            && tokens.HaveSlotsOfTheirOwn(sizes.Count);

    /// <summary>Elements of scratch.</summary>
    public static long ScratchLength(in AttentionSizes sizes, int tokens)
        => (long)tokens * (sizes.Heads / sizes.KeyValueHeads) * (sizes.Count + sizes.KeySize + sizes.ValueSize + MostTokens);

    /// <summary>Attends; the cache stays as it is. Runs on the calling thread.</summary>
    /// <param name="keys">The shared head's, [capacity, key size].</param>
    /// <param name="values">The shared head's, [capacity, value size].</param>
    /// <param name="sizes">The sizes; the count is the last token's.</param>
    /// <param name="tokens">The tokens.</param>
    /// <param name="queries">[tokens, queryStride], scaled; each row starts with [heads, key size].</param>
    /// <param name="queryStride">Elements from one token's queries to the next one's.</param>
    /// <param name="scratch">[<see cref="ScratchLength"/>].</param>
    /// <param name="output">[tokens, outputStride], of each row [heads, value size] written.</param>
    /// <param name="outputStride">Elements from one token's output to the next one's.</param>
    /// <param name="tier">As <see cref="IsSupported"/> says.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Run(
        TElement* keys,
        TElement* values,
        in AttentionSizes sizes,
        in DraftedTokens<TElement> tokens,
        float* queries,
        nint queryStride,
        float* scratch,
        float* output,
        nint outputStride,
        KernelTier tier)
    {
        int group = sizes.Heads / sizes.KeyValueHeads, count = tokens.Count * group;
        float* ordered = scratch + ((nint)count * sizes.Count), sums = ordered + ((nint)count * sizes.KeySize), own = sums + ((nint)count * sizes.ValueSize);
        for (nint token = 0; token < tokens.Count; token++)
        {
            QueryScores<TFormat, TElement>.Order(queries + (token * queryStride), group, sizes.KeySize, ordered + (token * group * sizes.KeySize));
        }

        QueryScores<TFormat, TElement>.Run(keys, sizes.Count, sizes.KeySize, sizes.KeySize, ordered, count, scratch, sizes.Count, values, tier);
        QueryScores<TFormat, TElement>.Run(tokens.Keys, tokens.Count, tokens.KeyStride, sizes.KeySize, ordered, count, own, MostTokens, null, tier);
        for (nint query = 0; query < count; query++)
        {
            float* scores = scratch + (query * sizes.Count);
            int token = (int)query / group;
            for (int known = 0; known <= token; known++)
            {
                scores[tokens.Slots[known]] = own[(query * MostTokens) + known];
            }

            SoftmaxRow.Run(new Span<float>(scores, tokens.Seen[token]), tier);
        }

        new Span<float>(sums, count * sizes.ValueSize).Clear();
        Sum(values, sizes, tokens, scratch, sums, tier);
        int width = group * sizes.ValueSize;
        for (nint token = 0; token < tokens.Count; token++)
        {
            new ReadOnlySpan<float>(sums + (token * width), width).CopyTo(new Span<float>(output + (token * outputStride), width));
        }
    }

    // In the order of the entries, as the tokens one by one add them.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Sum(TElement* values, in AttentionSizes sizes, in DraftedTokens<TElement> tokens, float* weights, float* sums, KernelTier tier)
    {
        int count = tokens.Count * (sizes.Heads / sizes.KeyValueHeads), at = 0;
        int* order = stackalloc int[MostTokens];
        Sort(tokens, order);
        for (int i = 0; i < tokens.Count;)
        {
            int first = order[i], slot = tokens.Slots[first], run = 1;
            while (i + run < tokens.Count && order[i + run] == first + run && tokens.Slots[first + run] == slot + run)
            {
                run++;
            }

            Common(values, sizes, at, slot, weights, count, sums, tier);
            for (int token = 0; token < tokens.Count; token++)
            {
                Own(values, sizes, tokens, token, first, Math.Min(run, tokens.Seen[token] - slot), weights, sums, tier);
            }

            at = slot + run;
            i += run;
        }

        Common(values, sizes, at, sizes.Count, weights, count, sums, tier);
    }

    private static void Common(TElement* values, in AttentionSizes sizes, int start, int end, float* weights, int count, float* sums, KernelTier tier)
        => QueryValues<TFormat, TElement>.Add(
            values + ((nint)start * sizes.ValueSize), end - start, sizes.ValueSize, sizes.ValueSize, weights + start, sizes.Count, count, sums, null, tier);

    // What a token finds in slots that follow each other: what it and those before it put there, then what was there before.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Own(
        TElement* values, in AttentionSizes sizes, in DraftedTokens<TElement> tokens, int token, int first, int slots, float* weights, float* sums, KernelTier tier)
    {
        int group = sizes.Heads / sizes.KeyValueHeads, fresh = Math.Clamp(token - first + 1, 0, Math.Max(0, slots)), slot = tokens.Slots[first];
        float* weight = weights + ((nint)token * group * sizes.Count) + slot, sum = sums + ((nint)token * group * sizes.ValueSize);
        QueryValues<TFormat, TElement>.Add(
            tokens.Values + (first * tokens.ValueStride), fresh, tokens.ValueStride, sizes.ValueSize, weight, sizes.Count, group, sum, null, tier);
        QueryValues<TFormat, TElement>.Add(
            values + (((nint)slot + fresh) * sizes.ValueSize), slots - fresh, sizes.ValueSize, sizes.ValueSize, weight + fresh, sizes.Count, group, sum, null, tier);
    }

    private static void Sort(in DraftedTokens<TElement> tokens, int* order)
    {
        for (int token = 0; token < tokens.Count; token++)
        {
            int place = token;
            for (; place > 0 && tokens.Slots[order[place - 1]] > tokens.Slots[token]; place--)
            {
                order[place] = order[place - 1];
            }

            order[place] = token;
        }
    }
}
