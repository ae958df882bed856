namespace Hymba.Kernels.Training;

/// <summary>As <see cref="ReadOnlyRows"/>, for rows that a kernel writes.</summary>
/// <param name="values">Starts at the first element of row 0 and reaches at least to the last element of the last row.</param>
/// <param name="stride">Elements from the start of one row to the start of the next.</param>
internal readonly ref struct WritableRows(Span<float> values, int stride)
{
    /// <summary>From the first element of row 0 on.</summary>
    public Span<float> Values { get; } = values;

    /// <summary>Elements from row to row.</summary>
    public int Stride { get; } = stride;

    /// <summary>The same rows, to read.</summary>
    public static implicit operator ReadOnlyRows(WritableRows rows) => new(rows.Values, rows.Stride);

    /// <summary>Checks that a number of rows of a width lie inside.</summary>
    /// <exception cref="ArgumentException">They do not; the message names the sizes.</exception>
    public void Require(int rows, int width, string name) => ReadOnlyRows.Require(Values.Length, Stride, rows, width, name);
}
