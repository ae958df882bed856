using System.Runtime.CompilerServices;

namespace Hymba.Kernels.Decode;

/// <summary>
/// Sums of values, weighted for several queries that share them, with AVX-512. Each sum has the bits of <see cref="WeightedRows{TFormat, TElement}"/>, also if it
/// goes on where another run over the entries before has ended.
/// </summary>
internal static unsafe class QueryValues<TFormat, TElement>
    where TFormat : IWeightFormat<TElement>
    where TElement : unmanaged
{
    // Stay in the first cache while some queries after the others read them.
    private const int EntriesTogether = 64;

    /// <summary>Whether the processor can, and the values are as wide as they have to be.</summary>
    public static bool IsSupported(int valueSize) => ValueTile<TFormat, TElement>.IsSupported && valueSize % ValueTile<TFormat, TElement>.Columns == 0;

    /// <summary>Adds. Runs on the calling thread.</summary>
    /// <param name="values">[entries, stride].</param>
    /// <param name="entries">How many.</param>
    /// <param name="stride">Elements from one value to the next.</param>
    /// <param name="valueSize">Width of a value.</param>
    /// <param name="weights">[count, next], of each row the first entries.</param>
    /// <param name="next">From one query's weights to the next one's.</param>
    /// <param name="count">Queries.</param>
    /// <param name="output">[count, value size], added to.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Add(TElement* values, nint entries, nint stride, nint valueSize, float* weights, nint next, int count, float* output)
    {
        for (nint entry = 0; entry < entries; entry += EntriesTogether)
        {
            nint here = Math.Min(EntriesTogether, entries - entry);
            for (nint column = 0; column < valueSize; column += ValueTile<TFormat, TElement>.Columns)
            {
                TElement* from = values + (entry * stride) + column;
                for (nint query = 0, left = count; left > 0;)
                {
                    float* weight = weights + (query * next) + entry, sum = output + (query * valueSize) + column;
                    if (left % 3 == 1 || left == 2)
                    {
                        // A query that is left over is its own partner.
                        bool isPair = left > 1;
                        ValueTile<TFormat, TElement>.Two(from, here, stride, weight, isPair ? next : 0, sum, isPair ? valueSize : 0);
                        (query, left) = (query + 2, left - 2);
                    }
                    else
                    {
                        ValueTile<TFormat, TElement>.Three(from, here, stride, weight, next, sum, valueSize);
                        (query, left) = (query + 3, left - 3);
                    }
                }
            }
        }
    }
}
