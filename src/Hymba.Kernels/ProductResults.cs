namespace Hymba.Kernels;

/// <summary>Where the results of a product go, and what of it each thread does with those that it has just computed.</summary>
internal readonly unsafe struct ProductResults
{
    /// <summary>[count, rows].</summary>
    public required float* Values { get; init; }

    /// <summary>Scratch for the results of a gate, [count, rows]; null for none.</summary>
    public float* GateValues { get; init; }

    /// <summary>The largest result of each block, [count, blocks of rows] as <see cref="BlockPeaks"/> counts them; null for none.</summary>
    public float* Peaks { get; init; }

    /// <summary>Rows of x.</summary>
    public required int Count { get; init; }

    /// <summary>Rows of a matrix.</summary>
    public required int Rows { get; init; }

    /// <summary>Rows of a matrix that an item of the product is.</summary>
    public required int RowsOfItem { get; init; }

    /// <summary>The vector width.</summary>
    public required KernelTier Tier { get; init; }

    /// <summary>The first row of an item.</summary>
    public int RowOf(int item) => Math.Min(Rows, item * RowsOfItem);
}
