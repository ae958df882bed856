using System.Buffers;

namespace Hymba.Kernels.Training;

/// <summary>
/// Causal attention of one sequence, and its gradient. Query i sees key j where j &lt;= i and (i - j &lt;= W, or j &lt; M, or the attention
/// is global); several query heads share a head of keys and values. Runs on the calling thread; safe to call from several threads that
/// write to different buffers.
/// </summary>
/// <remarks>
/// As in FlashAttention (Dao 2023, arXiv 2307.08691) no matrix of T x T exists: blocks of queries meet tiles of the keys that they see, the
/// softmax is built up over the tiles, and the gradient computes the probabilities anew from each query's logsumexp. A block stacks the
/// query heads that share keys, and scores lie as [keys, queries], so that lanes are queries: maximum, sum, and what is constant per query
/// need no horizontal step, and keys and values are read where they are.
/// </remarks>
internal static unsafe partial class WindowAttentionGradient
{
    /// <summary>Writes the output and what the gradient needs.</summary>
    /// <param name="arguments">Sizes and inputs.</param>
    /// <param name="output">[T, Hq * Dv].</param>
    /// <param name="logSumExp">[Hq, T]: of each query's visible scores.</param>
    /// <param name="tier">Vector width.</param>
    /// <exception cref="ArgumentException">A span is too short for the sizes, or a size is out of range.</exception>
    public static void Forward(in WindowAttentionArguments arguments, WritableRows output, Span<float> logSumExp, KernelTier tier)
    {
        Check(arguments, output, nameof(output), logSumExp.Length);
        var sizes = new Sizes(arguments);
        float[] scratch = ArrayPool<float>.Shared.Rent(sizes.ForwardScratch);
        fixed (float* q = arguments.Query.Values, k = arguments.Key.Values, v = arguments.Value.Values)
        fixed (float* o = output.Values, lse = logSumExp, buffer = scratch)
        {
            var job = new ForwardJob
            {
                Sizes = sizes,
                Query = new(q, arguments.Query.Stride),
                Key = new(k, arguments.Key.Stride),
                Value = new(v, arguments.Value.Stride),
                Output = new(o, output.Stride),
                LogSumExp = lse,
                Scratch = buffer,
            };
            TierJob.Run(job, tier);
        }

        ArrayPool<float>.Shared.Return(scratch);
    }

    /// <summary>Writes dQ, and adds to dK and dV.</summary>
    /// <param name="arguments">Sizes and inputs.</param>
    /// <param name="output">[T, Hq * Dv], from the forward pass.</param>
    /// <param name="logSumExp">[Hq, T], from the forward pass.</param>
    /// <param name="outputGradient">dO [T, Hq * Dv].</param>
    /// <param name="queryGradient">dQ [T, Hq * Dk]; may be q itself.</param>
    /// <param name="keyGradient">dK [T, Hkv * Dk], added to.</param>
    /// <param name="valueGradient">dV [T, Hkv * Dv], added to.</param>
    /// <param name="tier">Vector width.</param>
    /// <exception cref="ArgumentException">A span is too short for the sizes, or a size is out of range.</exception>
    public static void Backward(
        in WindowAttentionArguments arguments,
        ReadOnlyRows output,
        ReadOnlySpan<float> logSumExp,
        ReadOnlyRows outputGradient,
        WritableRows queryGradient,
        WritableRows keyGradient,
        WritableRows valueGradient,
        KernelTier tier)
    {
        Check(arguments, output, nameof(output), logSumExp.Length);
        outputGradient.Require(arguments.Tokens, arguments.Heads * arguments.ValueSize, nameof(outputGradient));
        queryGradient.Require(arguments.Tokens, arguments.Heads * arguments.KeySize, nameof(queryGradient));
        keyGradient.Require(arguments.Tokens, arguments.KeyHeads * arguments.KeySize, nameof(keyGradient));
        valueGradient.Require(arguments.Tokens, arguments.KeyHeads * arguments.ValueSize, nameof(valueGradient));
        var sizes = new Sizes(arguments);
        float[] scratch = ArrayPool<float>.Shared.Rent(sizes.BackwardScratch);
        fixed (float* q = arguments.Query.Values, k = arguments.Key.Values, v = arguments.Value.Values, o = output.Values)
        fixed (float* lse = logSumExp, to = outputGradient.Values, buffer = scratch)
        fixed (float* dq = queryGradient.Values, dk = keyGradient.Values, dv = valueGradient.Values)
        {
            var job = new BackwardJob
            {
                Sizes = sizes,
                Query = new(q, arguments.Query.Stride),
                Key = new(k, arguments.Key.Stride),
                Value = new(v, arguments.Value.Stride),
                Output = new(o, output.Stride),
                OutputGradient = new(to, outputGradient.Stride),
                LogSumExp = lse,
                QueryGradient = new(dq, queryGradient.Stride),
                KeyGradient = new(dk, keyGradient.Stride),
                ValueGradient = new(dv, valueGradient.Stride),
                Scratch = buffer,
            };
            TierJob.Run(job, tier);
        }

        ArrayPool<float>.Shared.Return(scratch);
    }

    private static void Check(in WindowAttentionArguments arguments, ReadOnlyRows output, string name, int logSumExp)
    {
        arguments.Check();
        output.Require(arguments.Tokens, checked(arguments.Heads * arguments.ValueSize), name);
        ReadOnlyRows.Require(logSumExp, arguments.Tokens, arguments.Heads, arguments.Tokens, nameof(logSumExp));
    }
}
