using System.Runtime.InteropServices;
using Hymba.Kernels.Lanes;
using Hymba.Kernels.Prefill;

namespace Hymba.Kernels.Tests.Prefill;

/// <summary>A matrix that does not move, with a gap behind every row that must stay as it is.</summary>
internal sealed class NativeMatrix<TFormat, TElement>
    where TFormat : struct, IElement<TElement>
    where TElement : unmanaged
{
    private const int Gap = 3;
    private const float Untouched = 77f;

    private readonly byte[] _bytes;
    private readonly int _rows;
    private readonly int _width;

    public NativeMatrix(int rows, int width, ReadOnlySpan<float> values = default)
    {
        (_rows, _width) = (rows, width);
        _bytes = GC.AllocateArray<byte>(rows * (width + Gap) * Marshal.SizeOf<TElement>(), pinned: true);
        for (int row = 0; row < rows; row++)
        {
            for (int column = 0; column < width + Gap; column++)
            {
                Set(row, column, column < width && !values.IsEmpty ? values[(row * width) + column] : Untouched);
            }
        }
    }

    public NativeRows<TElement> Rows => NativeRows<TElement>.Of(_bytes, _width + Gap);

    /// <summary>What the matrix holds, after a look at the gaps.</summary>
    public float[] Read()
    {
        var values = new float[_rows * _width];
        for (int row = 0; row < _rows; row++)
        {
            for (int column = 0; column < _width + Gap; column++)
            {
                float value = Get(row, column);
                if (column < _width)
                {
                    values[(row * _width) + column] = value;
                }
                else
                {
                    Assert.Equal(Untouched, value);
                }
            }
        }

        return values;
    }

    private unsafe void Set(int row, int column, float value) => TFormat.Store(Lanes1.Create(value), Rows.Row(row) + column);

    private unsafe float Get(int row, int column)
    {
        float value;
        Lanes1.Store(TFormat.Load<Lanes1>(Rows.Row(row) + column), &value);
        return value;
    }
}
