namespace Hymba.Kernels.Tests;

public sealed class TileTransposeTests
{
    [Theory]
    [InlineData(16, 16)]
    [InlineData(8, 16)]
    [InlineData(16, 8)]
    [InlineData(3, 5)]
    public unsafe void Rows_become_columns(int rows, int columns)
    {
        float[] source = Numbers.Uniform(rows * columns, -1f, 1f, 1), turned = new float[source.Length];
        fixed (float* from = source, to = turned)
        {
            TileTranspose.Run(from, rows, columns, to);
        }

        for (int row = 0; row < rows; row++)
        {
            for (int column = 0; column < columns; column++)
            {
                Assert.Equal(source[(row * columns) + column], turned[(column * rows) + row]);
            }
        }
    }
}
