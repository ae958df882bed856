namespace Hymba.Kernels;

/// <summary>
/// y = W x with W in bfloat16, x and y in float32. The weights are widened exactly and summed in float32 by fused multiply-add, so the error
/// is that of a float32 sum. Bound by reading W from memory.
/// </summary>
internal static class Bfloat16MatVec
{
    /// <summary>Multiplies in the process's tier.</summary>
    /// <param name="weights">[rows, columns], row-major, the bits of bfloat16.</param>
    /// <param name="rows">Rows of the matrix, 0 or more.</param>
    /// <param name="columns">Columns of the matrix, 0 or more.</param>
    /// <param name="x">[columns].</param>
    /// <param name="y">[rows], written; does not overlap x.</param>
    /// <param name="maxThreads">The most threads to use, the calling one included; small products use one.</param>
    /// <exception cref="ArgumentException">A span is shorter than the sizes say, or a size is out of range.</exception>
    public static void Run(ReadOnlySpan<ushort> weights, int rows, int columns, ReadOnlySpan<float> x, Span<float> y, int maxThreads)
        => Run(weights, rows, columns, x, y, maxThreads, KernelTiers.Current);

    /// <summary>
    /// As the other overload, in a given tier; one that the processor lacks runs in software. All tiers give the same bits.
    /// </summary>
    public static void Run(
        ReadOnlySpan<ushort> weights, int rows, int columns, ReadOnlySpan<float> x, Span<float> y, int maxThreads, KernelTier tier)
        => MatVec<Bfloat16Format, ushort>.Run(weights, rows, columns, x, y, maxThreads, tier);
}
