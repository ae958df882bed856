using System.Runtime.CompilerServices;
using Hymba.Kernels.Prefill;

namespace Hymba.Kernels.Decode;

/// <summary>
/// Attention of one token's query heads that share a head of keys and values: what is read and widened serves several of them. What a head gets depends neither on
/// the others nor on how many they are.
/// </summary>
internal static unsafe class QueryGroup<TFormat, TRow, TElement>
    where TFormat : IWeightFormat<TElement>
    where TRow : struct, IElement<TElement>
    where TElement : unmanaged
{
    /// <summary>Attends. Runs on the calling thread.</summary>
    /// <param name="keys">The shared head's, [capacity, key size].</param>
    /// <param name="values">The shared head's, [capacity, value size].</param>
    /// <param name="sizes">The sizes.</param>
    /// <param name="queries">[heads, key size], scaled.</param>
    /// <param name="heads">Query heads, 1 or more.</param>
    /// <param name="scores">Scratch, [heads, count].</param>
    /// <param name="output">[heads, value size], written.</param>
    /// <param name="tier">The vector width.</param>
    [SkipLocalsInit]
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Run(
        TElement* keys, TElement* values, in AttentionSizes sizes, float* queries, int heads, float* scores, float* output, KernelTier tier)
    {
        nint count = sizes.Count;
        if (QueryScores<TFormat, TElement>.IsSupported(sizes.KeySize, tier))
        {
            float* ordered = stackalloc float[heads * sizes.KeySize];
            QueryScores<TFormat, TElement>.Order(queries, heads, sizes.KeySize, ordered);
            QueryScores<TFormat, TElement>.Run(keys, count, sizes.KeySize, sizes.KeySize, ordered, heads, scores, count, values, tier);
        }
        else
        {
            ScoreHeads(keys, sizes, queries, heads, scores, tier);
        }

        for (nint head = 0; head < heads; head++)
        {
            SoftmaxRow.Run(new Span<float>(scores + (head * count), sizes.Count), tier);
        }

        new Span<float>(output, heads * sizes.ValueSize).Clear();
        if (QueryValues<TFormat, TElement>.IsSupported(sizes.ValueSize, tier))
        {
            TElement* nextKeys = keys + ((nint)sizes.Capacity * sizes.KeySize);
            QueryValues<TFormat, TElement>.Add(values, count, sizes.ValueSize, sizes.ValueSize, scores, count, heads, output, nextKeys, tier);
            return;
        }

        for (nint head = 0; head < heads; head++)
        {
            WeightedRows<TRow, TElement>.Run(values, sizes.Count, sizes.ValueSize, scores + (head * count), output + (head * sizes.ValueSize), tier);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void ScoreHeads(TElement* keys, in AttentionSizes sizes, float* queries, int heads, float* scores, KernelTier tier)
    {
        for (nint head = 0; head < heads; head++)
        {
            MatVec<TFormat, TElement>.Run(
                new ReadOnlySpan<TElement>(keys, sizes.Count * sizes.KeySize),
                sizes.Count,
                sizes.KeySize,
                new ReadOnlySpan<float>(queries + (head * sizes.KeySize), sizes.KeySize),
                new Span<float>(scores + (head * sizes.Count), sizes.Count),
                1,
                tier);
        }
    }
}
