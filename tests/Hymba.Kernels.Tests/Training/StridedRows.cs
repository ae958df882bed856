using Hymba.Kernels.Training;

namespace Hymba.Kernels.Tests.Training;

/// <summary>A block of columns inside wider rows, with guards everywhere around it.</summary>
internal sealed class StridedRows
{
    private const float Guard = -12345.5f;
    private readonly int _rows;
    private readonly int _width;
    private readonly int _offset;
    private readonly int _stride;
    private readonly float[] _wide;

    /// <summary>Rows of a width, padding apart, that begin after as many elements as the padding.</summary>
    public StridedRows(int rows, int width, int padding, float[]? values = null)
    {
        (_rows, _width, _offset, _stride) = (rows, width, padding, width + padding);
        _wide = new float[_offset + (rows * _stride) + 1];
        Array.Fill(_wide, Guard);
        for (int i = 0; i < rows * width; i++)
        {
            _wide[Index(i)] = values is null ? 0f : values[i];
        }
    }

    public ReadOnlyRows Read => new(_wide.AsSpan(_offset), _stride);

    public WritableRows Write => new(_wide.AsSpan(_offset, Math.Max(0, ((_rows - 1) * _stride) + _width)), _stride);

    /// <summary>The columns, packed, once nothing around them has changed.</summary>
    public float[] Values()
    {
        var columns = Enumerable.Range(0, _rows * _width).Select(Index).ToHashSet();
        Assert.All(Enumerable.Range(0, _wide.Length).Where(i => !columns.Contains(i)), i => Assert.Equal(Guard, _wide[i]));
        return [.. Enumerable.Range(0, _rows * _width).Select(i => _wide[Index(i)])];
    }

    private int Index(int packed) => _offset + (packed / _width * _stride) + (packed % _width);
}
