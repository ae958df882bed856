namespace Hymba.Kernels;

/// <summary>Rows of float32 that lie a fixed distance apart, as a slice of columns of a wider row-major buffer does.</summary>
/// <param name="values">Starts at the first element of row 0 and reaches at least to the last element of the last row.</param>
/// <param name="stride">Elements from the start of one row to the start of the next.</param>
internal readonly ref struct ReadOnlyRows(ReadOnlySpan<float> values, int stride)
{
    /// <summary>From the first element of row 0 on.</summary>
    public ReadOnlySpan<float> Values { get; } = values;

    /// <summary>Elements from row to row.</summary>
    public int Stride { get; } = stride;

    /// <summary>Checks that a number of rows of a width lie inside.</summary>
    /// <exception cref="ArgumentException">They do not; the message names the sizes.</exception>
    public void Require(int rows, int width, string name) => Require(Values.Length, Stride, rows, width, name);

    /// <summary>As the other overload, for rows that are held otherwise.</summary>
    public static void Require(int length, int stride, int rows, int width, string name)
    {
        if (stride < width)
        {
            throw new ArgumentException($"Rows of {width} elements cannot lie {stride} apart.", name);
        }

        long needed = rows == 0 ? 0 : ((rows - 1L) * stride) + width;
        if (length < needed)
        {
            throw new ArgumentException($"{rows} rows of {width} elements, {stride} apart, need {needed} elements; {length} were given.", name);
        }
    }
}
