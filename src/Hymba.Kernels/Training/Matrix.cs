namespace Hymba.Kernels.Training;

/// <summary>A float32 matrix anywhere in memory: element (i, j) lies at <c>Start[i * RowStride + j * ColumnStride]</c>.</summary>
internal readonly unsafe struct Matrix(float* start, int rowStride, int columnStride = 1)
{
    public float* Start { get; } = start;

    public nint RowStride { get; } = rowStride;

    public nint ColumnStride { get; } = columnStride;

    /// <summary>The same memory read by columns.</summary>
    public Matrix Transposed => new(Start, (int)ColumnStride, (int)RowStride);

    /// <summary>From a row on.</summary>
    public Matrix From(nint row) => new(Start + (row * RowStride), (int)RowStride, (int)ColumnStride);
}
