using System.Runtime.CompilerServices;
using Hymba.Kernels.Threading;
using Hymba.Kernels.Training;

namespace Hymba.Kernels;

/// <summary>
/// silu(G x) * (U x) as one job: each thread multiplies what it has just computed, where two products and the activation after each other would wait twice for
/// all threads and carry half of the values from one core to another.
/// </summary>
internal readonly unsafe struct GatedProduct<TProduct> : IRangeJob
    where TProduct : unmanaged, IRangeJob
{
    /// <summary>The product with G, which writes <see cref="GateValues"/>.</summary>
    public required TProduct Gate { get; init; }

    /// <summary>The product with U, which writes <see cref="Values"/>.</summary>
    public required TProduct Up { get; init; }

    /// <summary>[count, rows].</summary>
    public required float* GateValues { get; init; }

    /// <summary>[count, rows], in the end the result.</summary>
    public required float* Values { get; init; }

    /// <summary>Rows of x.</summary>
    public required int Count { get; init; }

    /// <summary>Rows of a matrix.</summary>
    public required int Rows { get; init; }

    /// <summary>Rows of a matrix that an item of the products is.</summary>
    public required int RowsOfItem { get; init; }

    /// <summary>The vector width.</summary>
    public required KernelTier Tier { get; init; }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void Run(int start, int end)
    {
        Gate.Run(start, end);
        Up.Run(start, end);
        int first = start * RowsOfItem, width = Math.Min(Rows, end * RowsOfItem) - first, length = ((Count - 1) * Rows) + width;
        var up = new Span<float>(Values + first, length);
        GatedSiluGradient.Forward(
            Count, width, new ReadOnlyRows(new ReadOnlySpan<float>(GateValues + first, length), Rows), new ReadOnlyRows(up, Rows), new WritableRows(up, Rows), Tier);
    }
}
