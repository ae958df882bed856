using System.Runtime.CompilerServices;

namespace Hymba.Kernels.Decode;

/// <summary>
/// Sums of values, weighted for several queries that share them, with AVX-512 or AVX2. Each sum has the bits of <see cref="WeightedRows{TFormat, TElement}"/>, also if it
/// goes on where another run over the entries before has ended.
/// </summary>
internal static unsafe class QueryValues<TFormat, TElement>
    where TFormat : IWeightFormat<TElement>
    where TElement : unmanaged
{
    // Stay in the first cache while some queries after the others read them.
    private const int EntriesTogether = 64;

    /// <summary>Whether the processor can with vectors of a width, and the values are as wide as they have to be.</summary>
    public static bool IsSupported(int valueSize, KernelTier tier)
        => ((tier == KernelTier.Vector512 && ValueTile<TFormat, TElement>.IsSupported) || (tier == KernelTier.Vector256 && ValueTile256<TFormat, TElement>.IsSupported))
            && valueSize % ValueTile<TFormat, TElement>.Columns == 0;

    /// <summary>Adds. Runs on the calling thread.</summary>
    /// <param name="values">[entries, stride].</param>
    /// <param name="entries">How many.</param>
    /// <param name="stride">Elements from one value to the next.</param>
    /// <param name="valueSize">Width of a value.</param>
    /// <param name="weights">[count, next], of each row the first entries.</param>
    /// <param name="next">From one query's weights to the next one's.</param>
    /// <param name="count">Queries.</param>
    /// <param name="output">[count, value size], added to.</param>
    /// <param name="then">What the thread reads after the values; null if that is not known.</param>
    /// <param name="tier">As <see cref="IsSupported"/> says.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Add(TElement* values, nint entries, nint stride, nint valueSize, float* weights, nint next, int count, float* output, void* then, KernelTier tier)
    {
        nint rowBytes = stride * sizeof(TElement), togetherBytes = EntriesTogether * rowBytes;
        nint bytes = entries * rowBytes;
        var ahead = new ReadAhead(values, bytes, then);

        // What is read next comes while this is used, an equal part of it with every tile.
        nint tiles = Math.Max(1, valueSize / ValueTile<TFormat, TElement>.Columns * ((count + 2) / 3)), lines = ((rowBytes / WeightPrefetch.LineBytes) + tiles - 1) / tiles;
        for (nint entry = 0; entry < entries; entry += EntriesTogether)
        {
            nint here = Math.Min(EntriesTogether, entries - entry);
            bool isKnown = stride == valueSize && (then is not null || entry + EntriesTogether < entries);
            nint left = isKnown ? here * rowBytes / WeightPrefetch.LineBytes : 0;
            ahead.Pages(entry * rowBytes, here * rowBytes);
            byte* ask = ahead.At(Math.Min(bytes, (entry * rowBytes) + togetherBytes));
            for (nint column = 0; column < valueSize; column += ValueTile<TFormat, TElement>.Columns)
            {
                TElement* from = values + (entry * stride) + column;
                for (nint query = 0, queries = count; queries > 0;)
                {
                    nint asks = Math.Min(lines, left / here);
                    float* weight = weights + (query * next) + entry, sum = output + (query * valueSize) + column;
                    if (queries % 3 == 1 || queries == 2)
                    {
                        // A query that is left over is its own partner.
                        bool isPair = queries > 1;
                        Two(from, here, stride, weight, isPair ? next : 0, sum, isPair ? valueSize : 0, ask, asks, tier);
                        (query, queries) = (query + 2, queries - 2);
                    }
                    else
                    {
                        Three(from, here, stride, weight, next, sum, valueSize, ask, asks, tier);
                        (query, queries) = (query + 3, queries - 3);
                    }

                    ask += asks * here * WeightPrefetch.LineBytes;
                    left -= asks * here;
                }
            }
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Two(
        TElement* values, nint rows, nint stride, float* weights, nint nextWeights, float* y, nint nextY, byte* ask, nint lines, KernelTier tier)
    {
        if (tier == KernelTier.Vector512)
        {
            ValueTile<TFormat, TElement>.Two(values, rows, stride, weights, nextWeights, y, nextY, ask, lines);
        }
        else
        {
            ValueTile256<TFormat, TElement>.Two(values, rows, stride, weights, nextWeights, y, nextY, ask, lines);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Three(
        TElement* values, nint rows, nint stride, float* weights, nint nextWeights, float* y, nint nextY, byte* ask, nint lines, KernelTier tier)
    {
        if (tier == KernelTier.Vector512)
        {
            ValueTile<TFormat, TElement>.Three(values, rows, stride, weights, nextWeights, y, nextY, ask, lines);
        }
        else
        {
            ValueTile256<TFormat, TElement>.Three(values, rows, stride, weights, nextWeights, y, nextY, ask, lines);
        }
    }
}
