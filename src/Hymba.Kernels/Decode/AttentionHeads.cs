using System.Runtime.CompilerServices;
using Hymba.Kernels.Prefill;
using Hymba.Kernels.Threading;

namespace Hymba.Kernels.Decode;

/// <summary>
/// Attention of one token over cached keys and values, shared among threads by heads: scores, softmax and sum of a head follow each other on one thread, which
/// waits for no other. The number of threads changes no bit.
/// </summary>
internal static unsafe class AttentionHeads<TFormat, TRow, TElement>
    where TFormat : IWeightFormat<TElement>
    where TRow : struct, IElement<TElement>
    where TElement : unmanaged
{
    /// <summary>Products below which a second thread costs more than it brings.</summary>
    public const long MinParallelProducts = 1 << 17;

    /// <summary>Attends.</summary>
    /// <param name="keys">[key-value heads, capacity, key size]; the first entries of each head are attended.</param>
    /// <param name="values">[key-value heads, capacity, value size].</param>
    /// <param name="sizes">The sizes.</param>
    /// <param name="query">[heads * key size], scaled.</param>
    /// <param name="scores">Scratch, [heads * count].</param>
    /// <param name="output">[heads * value size], written.</param>
    /// <param name="maxThreads">The most threads, the calling one included.</param>
    /// <param name="tier">The vector width.</param>
    /// <exception cref="ArgumentException">A span is shorter than the sizes say.</exception>
    public static void Run(
        ReadOnlySpan<TElement> keys,
        ReadOnlySpan<TElement> values,
        in AttentionSizes sizes,
        ReadOnlySpan<float> query,
        Span<float> scores,
        Span<float> output,
        int maxThreads,
        KernelTier tier)
    {
        sizes.Check(keys.Length, values.Length, query.Length, scores.Length, output.Length);
        long products = (long)sizes.Heads * sizes.Count * (sizes.KeySize + sizes.ValueSize);
        fixed (TElement* k = keys, v = values)
        fixed (float* q = query, s = scores, o = output)
        {
            var job = new Job { Sizes = sizes, Keys = k, Values = v, Query = q, Scores = s, Output = o, Tier = tier };
            RangeSplit.Run(job, sizes.Heads, 1, products < MinParallelProducts ? 1 : maxThreads, piecesPerThread: 1);
        }
    }

    private readonly struct Job : IRangeJob
    {
        public required AttentionSizes Sizes { get; init; }

        public required TElement* Keys { get; init; }

        public required TElement* Values { get; init; }

        public required float* Query { get; init; }

        public required float* Scores { get; init; }

        public required float* Output { get; init; }

        public required KernelTier Tier { get; init; }

        [MethodImpl(MethodImplOptions.AggressiveOptimization)]
        public void Run(int start, int end)
        {
            AttentionSizes z = Sizes;
            int group = z.Heads / z.KeyValueHeads;
            for (int head = start, next; head < end; head = next)
            {
                nint source = head / group;
                next = Math.Min(end, ((int)source + 1) * group);
                QueryGroup<TFormat, TRow, TElement>.Run(
                    Keys + (source * z.Capacity * z.KeySize),
                    Values + (source * z.Capacity * z.ValueSize),
                    z,
                    Query + (head * z.KeySize),
                    next - head,
                    Scores + ((nint)head * z.Count),
                    Output + (head * z.ValueSize),
                    Tier);
            }
        }
    }
}
