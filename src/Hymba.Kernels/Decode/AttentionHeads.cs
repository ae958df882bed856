using Hymba.Kernels.Prefill;
using Hymba.Kernels.Threading;

namespace Hymba.Kernels.Decode;

/// <summary>
/// Attention of one token over cached keys and values: the scores shared among threads by heads, the sums by columns. Each number is computed by one thread
/// in one order: neither tier nor number of threads changes a bit of the products.
/// </summary>
internal static unsafe class AttentionHeads<TFormat, TRow, TElement>
    where TFormat : IWeightFormat<TElement>
    where TRow : struct, IElement<TElement>
    where TElement : unmanaged
{
    // Products below which a second thread costs more than it brings.
    private const long MinParallelProducts = 1 << 17;

    // Columns that are summed together; two of the widest vectors.
    private const int ColumnBlock = 32;

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
            int threads = products < MinParallelProducts ? 1 : maxThreads;
            RangeSplit.Run(new ScoreJob(job), sizes.Heads, 1, threads);
            RangeSplit.Run(new SumJob(job), sizes.KeyValueHeads * ColumnBlocks(sizes), 1, threads);
        }
    }

    private static int ColumnBlocks(in AttentionSizes sizes) => (sizes.ValueSize + ColumnBlock - 1) / ColumnBlock;

    private readonly struct Job
    {
        public required AttentionSizes Sizes { get; init; }

        public required TElement* Keys { get; init; }

        public required TElement* Values { get; init; }

        public required float* Query { get; init; }

        public required float* Scores { get; init; }

        public required float* Output { get; init; }

        public required KernelTier Tier { get; init; }
    }

    private readonly struct ScoreJob(Job job) : IRangeJob
    {
        public void Run(int start, int end)
        {
            AttentionSizes z = job.Sizes;
            for (int head = start; head < end; head++)
            {
                nint source = head / (z.Heads / z.KeyValueHeads);
                var scores = new Span<float>(job.Scores + ((nint)head * z.Count), z.Count);
                MatVec<TFormat, TElement>.Run(
                    new ReadOnlySpan<TElement>(job.Keys + (source * z.Capacity * z.KeySize), z.Count * z.KeySize),
                    z.Count,
                    z.KeySize,
                    new ReadOnlySpan<float>(job.Query + (head * z.KeySize), z.KeySize),
                    scores,
                    1,
                    job.Tier);
                SoftmaxRow.Run(scores, job.Tier);
            }
        }
    }

    private readonly struct SumJob(Job job) : IRangeJob
    {
        public void Run(int start, int end)
        {
            AttentionSizes z = job.Sizes;
            int group = z.Heads / z.KeyValueHeads, blocks = ColumnBlocks(z);
            for (int item = start; item < end; item++)
            {
                (nint source, int column) = (item / blocks, item % blocks * ColumnBlock);
                WeightedRows<TRow, TElement>.Run(
                    new ReadOnlySpan<TElement>(job.Values + (source * z.Capacity * z.ValueSize), z.Count * z.ValueSize),
                    z.Count,
                    z.ValueSize,
                    column,
                    Math.Min(z.ValueSize, column + ColumnBlock),
                    new ReadOnlySpan<float>(job.Scores + (source * group * z.Count), group * z.Count),
                    group,
                    new Span<float>(job.Output + (source * group * z.ValueSize), group * z.ValueSize),
                    job.Tier);
            }
        }
    }
}
