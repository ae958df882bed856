using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
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
    // Values that stay in the first cache while one pair of heads after the other reads them.
    private const int ValuesTogether = 64;

    // Of scratch on the stack; wider keys are read as they are.
    private const int MostKeySize = 256;

    /// <summary>Attends. Runs on the calling thread.</summary>
    /// <param name="keys">The shared head's, [capacity, key size].</param>
    /// <param name="values">The shared head's, [capacity, value size].</param>
    /// <param name="sizes">The sizes.</param>
    /// <param name="queries">[heads, key size], scaled.</param>
    /// <param name="heads">Query heads, 1 or more.</param>
    /// <param name="scores">Scratch, [heads, count].</param>
    /// <param name="output">[heads, value size], written.</param>
    /// <param name="tier">The vector width.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Run(
        TElement* keys, TElement* values, in AttentionSizes sizes, float* queries, int heads, float* scores, float* output, KernelTier tier)
    {
        int count = sizes.Count;
        bool isWide = tier == KernelTier.Vector512;
        if (isWide && ScoreTile.IsSupported && sizes.KeySize % BlockDot<TFormat, TElement>.BlockSize == 0 && sizes.KeySize <= MostKeySize)
        {
            Score(keys, sizes, queries, heads, scores);
        }
        else
        {
            ScoreHeads(keys, sizes, queries, heads, scores, tier);
        }

        for (nint head = 0; head < heads; head++)
        {
            SoftmaxRow.Run(new Span<float>(scores + (head * count), count), tier);
        }

        new Span<float>(output, heads * sizes.ValueSize).Clear();
        if (isWide && ValueTile<TFormat, TElement>.IsSupported && sizes.ValueSize % ValueTile<TFormat, TElement>.Columns == 0)
        {
            Sum(values, sizes, heads, scores, output);
            return;
        }

        for (nint head = 0; head < heads; head++)
        {
            WeightedRows<TRow, TElement>.Run(values, count, sizes.ValueSize, scores + (head * count), output + (head * sizes.ValueSize), tier);
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

    [SkipLocalsInit]
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Score(TElement* keys, in AttentionSizes sizes, float* queries, int heads, float* scores)
    {
        float* scratch = stackalloc float[AlignedScratch.RentedLength(ScoreTile.Keys * MostKeySize)];
        float* ordered = stackalloc float[heads * sizes.KeySize];
        float* last = stackalloc float[ScoreTile.Keys];
        float* wide = AlignedScratch.Align(scratch);
        nint size = sizes.KeySize, count = sizes.Count;
        for (nint head = 0; head < heads; head++)
        {
            LaneOrder<TFormat, TElement>.Run(queries + (head * size), (int)size, ordered + (head * size));
        }

        for (nint entry = 0; entry < count; entry += ScoreTile.Keys)
        {
            nint entries = Math.Min(ScoreTile.Keys, count - entry);
            Widen(keys + (entry * size), entries * size, wide);
            for (nint head = 0; head < heads; head++)
            {
                // Keys that are missing give products that nobody reads.
                float* to = scores + (head * count) + entry;
                ScoreTile.Run(wide, ordered + (head * size), size, entries == ScoreTile.Keys ? to : last);
                if (entries != ScoreTile.Keys)
                {
                    new ReadOnlySpan<float>(last, (int)entries).CopyTo(new Span<float>(to, (int)entries));
                }
            }
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Widen(TElement* from, nint count, float* to)
    {
        for (nint i = 0; i < count; i += BlockDot<TFormat, TElement>.BlockSize)
        {
            WeightPrefetch.Page(from + i, BlockDot<TFormat, TElement>.BlockSize * sizeof(TElement));
            WeightPrefetch.Line(from + i);
            (Vector512<float> first, Vector512<float> second) = TFormat.Load512(from + i);
            first.Store(to + i);
            second.Store(to + i + Vector512<float>.Count);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Sum(TElement* values, in AttentionSizes sizes, int heads, float* weights, float* output)
    {
        nint size = sizes.ValueSize, count = sizes.Count;
        for (nint entry = 0; entry < count; entry += ValuesTogether)
        {
            nint entries = Math.Min(ValuesTogether, count - entry);
            for (nint head = 0; head < heads; head += 2)
            {
                // A head that is left over is its own partner.
                nint other = Math.Min(head + 1, heads - 1);
                float* own = weights + (head * count) + entry, others = weights + (other * count) + entry;
                for (nint column = 0; column < size; column += ValueTile<TFormat, TElement>.Columns)
                {
                    ValueTile<TFormat, TElement>.Run(
                        values + (entry * size) + column, entries, size, own, others, output + (head * size) + column, output + (other * size) + column);
                }
            }
        }
    }
}
