using Hymba.Kernels.Training;

namespace Hymba.Kernels.Tests.Training;

/// <summary>Rows inside a wider buffer whose other elements are guards.</summary>
internal sealed class GuardedRows
{
    private const float Guard = -12345.5f;
    private readonly float[] _values;
    private readonly int _rows;
    private readonly int _width;
    private readonly int _stride;
    private readonly int _offset;

    public GuardedRows(int rows, int width, int padding, Func<int, float>? initial = null)
    {
        (_rows, _width, _stride, _offset) = (rows, width, width + padding, padding / 2);
        _values = new float[(rows * _stride) + _offset + 1];
        Array.Fill(_values, Guard);
        for (int i = 0; initial is not null && i < rows * width; i++)
        {
            _values[At(i)] = initial(i);
        }
    }

    public WritableRows Rows => new(_values.AsSpan(_offset), _stride);

    public float this[int index] => _values[At(index)];

    /// <summary>Rows of uniform values.</summary>
    public static GuardedRows Uniform(int rows, int width, int padding, float limit, int seed)
    {
        float[] values = Numbers.Uniform(rows * width, -limit, limit, seed);
        return new(rows, width, padding, i => values[i]);
    }

    public double[] ToDouble()
    {
        AssertGuards();
        return [.. Enumerable.Range(0, _rows * _width).Select(i => (double)this[i])];
    }

    public float[] ToSingle() => [.. ToDouble().Select(value => (float)value)];

    private int At(int index) => _offset + (index / _width * _stride) + (index % _width);

    private void AssertGuards()
    {
        for (int i = 0; i < _values.Length; i++)
        {
            bool inside = i >= _offset && i < _offset + (_rows * _stride) && (i - _offset) % _stride < _width;
            Assert.True(inside || _values[i] == Guard, $"Element {i} outside the rows was written: {_values[i]}.");
        }
    }
}
