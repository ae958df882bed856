using Hymba.Kernels.Threading;

namespace Hymba.Kernels;

/// <summary>Shares a product among threads, with what they do with its results.</summary>
internal static unsafe class ProductJob
{
    // The activation's widest vector.
    private const int GatedRows = 16;

    /// <summary>Runs it and waits.</summary>
    /// <param name="product">Writes the results.</param>
    /// <param name="gate">Writes those of the gate, if there is one.</param>
    /// <param name="results">Where, and what else.</param>
    /// <param name="items">Items of the product.</param>
    /// <param name="grain">Items of a piece are a multiple of this, where the results ask for no other.</param>
    /// <param name="threads">The most threads.</param>
    public static void Run<TProduct>(TProduct product, TProduct gate, ProductResults results, int items, int grain, int threads)
        where TProduct : unmanaged, IRangeJob
    {
        if (results.GateValues is not null)
        {
            RangeSplit.Run(new GatedProduct<TProduct> { Gate = gate, Up = product, Results = results }, items, GatedRows / results.RowsOfItem, threads);
        }
        else if (results.Peaks is not null)
        {
            RangeSplit.Run(new PeakedProduct<TProduct> { Product = product, Results = results }, items, BlockPeaks.Size / results.RowsOfItem, threads);
        }
        else
        {
            RangeSplit.Run(product, items, grain, threads);
        }
    }
}
