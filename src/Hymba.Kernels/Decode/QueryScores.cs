using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Hymba.Kernels.Decode;

/// <summary>
/// Products of several queries with the keys that they share, with AVX-512 or AVX2: a key is read and widened once for all of them. The bits of a product depend neither
/// on the other queries nor on the other keys.
/// </summary>
internal static unsafe class QueryScores<TFormat, TElement>
    where TFormat : IWeightFormat<TElement>
    where TElement : unmanaged
{
    // Of scratch on the stack.
    private const int MostKeySize = 256;

    /// <summary>Whether the processor can with vectors of a width, and the keys are as wide as they have to be.</summary>
    public static bool IsSupported(int keySize, KernelTier tier)
        => ((tier == KernelTier.Vector512 && ScoreTile.IsSupported) || (tier == KernelTier.Vector256 && ScoreTile256.IsSupported))
            && keySize % BlockDot<TFormat, TElement>.BlockSize == 0 && keySize <= MostKeySize;

    /// <summary>Brings queries into the order of lanes that <see cref="Run"/> reads.</summary>
    /// <param name="queries">[count, key size].</param>
    /// <param name="count">How many.</param>
    /// <param name="keySize">Their width.</param>
    /// <param name="ordered">[count, key size], written.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Order(float* queries, int count, nint keySize, float* ordered)
    {
        for (nint query = 0; query < count; query++)
        {
            LaneOrder<TFormat, TElement>.Run(queries + (query * keySize), (int)keySize, ordered + (query * keySize));
        }
    }

    /// <summary>Multiplies. Runs on the calling thread.</summary>
    /// <param name="keys">[entries, stride].</param>
    /// <param name="entries">How many.</param>
    /// <param name="stride">Elements from one key to the next.</param>
    /// <param name="keySize">Width of a key.</param>
    /// <param name="ordered">[count, key size], ordered.</param>
    /// <param name="count">Queries.</param>
    /// <param name="scores">[count, next], the entries of each row written.</param>
    /// <param name="next">From one query's scores to the next one's.</param>
    /// <param name="then">What the thread reads after the keys; null if that is not known.</param>
    /// <param name="tier">As <see cref="IsSupported"/> says.</param>
    [SkipLocalsInit]
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Run(TElement* keys, nint entries, nint stride, nint keySize, float* ordered, int count, float* scores, nint next, void* then, KernelTier tier)
    {
        nint tileBytes = ScoreTile.Keys * stride * sizeof(TElement);
        var ahead = new ReadAhead(keys, entries * stride * sizeof(TElement), then);
        float* scratch = stackalloc float[AlignedScratch.RentedLength(ScoreTile.Keys * MostKeySize)];
        float* last = stackalloc float[ScoreTile.Keys];
        float* wide = AlignedScratch.Align(scratch);
        for (nint entry = 0; entry < entries; entry += ScoreTile.Keys)
        {
            nint here = Math.Min(ScoreTile.Keys, entries - entry);
            nint at = entry / ScoreTile.Keys * tileBytes, lines = stride == keySize ? tileBytes / WeightPrefetch.LineBytes : 0;
            ahead.Pages(at, tileBytes);
            byte* ask = ahead.At(at + WeightPrefetch.LineAhead);
            if (stride == keySize)
            {
                Widen(keys + (entry * keySize), here * keySize, wide, tier);
            }
            else
            {
                for (nint i = 0; i < here; i++)
                {
                    Widen(keys + ((entry + i) * stride), keySize, wide + (i * keySize), tier);
                }
            }

            for (nint query = 0; query < count; query++)
            {
                // A part with each query, or computing would wait for them all.
                ask = WeightPrefetch.Some(ask, (lines * (query + 1) / count) - (lines * query / count));

                // Keys that are missing give products that nobody reads.
                float* to = scores + (query * next) + entry;
                Multiply(wide, ordered + (query * keySize), keySize, here == ScoreTile.Keys ? to : last, tier);
                if (here != ScoreTile.Keys)
                {
                    new ReadOnlySpan<float>(last, (int)here).CopyTo(new Span<float>(to, (int)here));
                }
            }
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Multiply(float* keys, float* query, nint keySize, float* scores, KernelTier tier)
    {
        if (tier == KernelTier.Vector512)
        {
            ScoreTile.Run(keys, query, keySize, scores);
        }
        else
        {
            ScoreTile256.Run(keys, query, keySize, scores);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Widen(TElement* from, nint count, float* to, KernelTier tier)
    {
        for (nint i = 0; i < count; i += BlockDot<TFormat, TElement>.BlockSize)
        {
            if (tier == KernelTier.Vector512)
            {
                (Vector512<float> first, Vector512<float> second) = TFormat.Load512(from + i);
                first.Store(to + i);
                second.Store(to + i + ScoreTile.Lanes);
            }
            else
            {
                Half(from + i, 0, to + i);
                Half(from + i, 1, to + i + (ScoreTile.Lanes / 2));
            }
        }

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        static void Half(TElement* block, int half, float* to)
        {
            (Vector256<float> first, Vector256<float> second) = TFormat.Load256(block, half);
            first.Store(to);
            second.Store(to + ScoreTile.Lanes);
        }
    }
}
