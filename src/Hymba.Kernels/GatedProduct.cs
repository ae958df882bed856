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
    /// <summary>The product with G, which writes the gate's values.</summary>
    public required TProduct Gate { get; init; }

    /// <summary>The product with U, which writes the values.</summary>
    public required TProduct Up { get; init; }

    /// <summary>With room for a gate; the values are the result in the end.</summary>
    public required ProductResults Results { get; init; }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void Run(int start, int end)
    {
        Gate.Run(start, end);
        Up.Run(start, end);
        ProductResults r = Results;
        int first = r.RowOf(start), width = r.RowOf(end) - first, length = ((r.Count - 1) * r.Rows) + width;
        var up = new Span<float>(r.Values + first, length);
        var gate = new ReadOnlyRows(new ReadOnlySpan<float>(r.GateValues + first, length), r.Rows);
        GatedSiluGradient.Forward(r.Count, width, gate, new ReadOnlyRows(up, r.Rows), new WritableRows(up, r.Rows), r.Tier);
    }
}
