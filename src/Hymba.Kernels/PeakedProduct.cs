using System.Runtime.CompilerServices;
using Hymba.Kernels.Threading;

namespace Hymba.Kernels;

/// <summary>A product as a job whose threads note the largest of each block of results while they have them: choosing a token need not read all logits again.</summary>
internal readonly unsafe struct PeakedProduct<TProduct> : IRangeJob
    where TProduct : unmanaged, IRangeJob
{
    /// <summary>The product; pieces of it begin with a block.</summary>
    public required TProduct Product { get; init; }

    /// <summary>With room for peaks.</summary>
    public required ProductResults Results { get; init; }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void Run(int start, int end)
    {
        Product.Run(start, end);
        ProductResults r = Results;
        int first = r.RowOf(start), width = r.RowOf(end) - first, blocks = BlockPeaks.Count(r.Rows), block = first / BlockPeaks.Size;
        for (nint i = 0; i < r.Count; i++)
        {
            var values = new ReadOnlySpan<float>(r.Values + (i * r.Rows) + first, width);
            BlockPeaks.Run(values, new Span<float>(r.Peaks + (i * blocks) + block, BlockPeaks.Count(width)), r.Tier);
        }
    }
}
