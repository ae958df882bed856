namespace Hymba.Kernels.Training;

/// <summary>Rows of float32 to write, a fixed distance apart, as a slice of columns of a wider row-major buffer has them.</summary>
/// <param name="values">Starts at the first element of row 0 and reaches at least to the last element of the last row.</param>
/// <param name="stride">Elements from the start of one row to the start of the next.</param>
internal readonly ref struct Rows(Span<float> values, int stride)
{
    /// <summary>From the first element of row 0 on.</summary>
    public Span<float> Values { get; } = values;

    /// <summary>Elements from row to row.</summary>
    public int Stride { get; } = stride;

    /// <summary>Checks that a number of rows of a width lie inside.</summary>
    /// <exception cref="ArgumentException">They do not; the message names the sizes.</exception>
    public void Require(int rows, int width, string name) => ReadOnlyRows.Require(Values.Length, Stride, rows, width, name);
}
