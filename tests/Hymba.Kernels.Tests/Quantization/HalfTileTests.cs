using Hymba.Kernels.Decode;
using Hymba.Kernels.Quantization;

namespace Hymba.Kernels.Tests.Quantization;

public sealed class HalfTileTests
{
    [Fact]
    public unsafe void Columns_become_rounded_rows()
    {
        Assert.SkipUnless(HalfTile.IsSupported, "This processor has no AVX2.");
        const int count = 48, stride = 50;
        const ushort guard = 7;
        float[] columns = Numbers.Uniform(count * GroupTile.Rows, -2f, 2f, 1);
        var rows = new ushort[GroupTile.Rows * stride];
        Array.Fill(rows, guard);
        fixed (float* from = columns)
        fixed (ushort* to = rows)
        {
            HalfTile.Run(from, count, to, stride);
        }

        for (int i = 0; i < rows.Length; i++)
        {
            (int row, int column) = (i / stride, i % stride);
            Assert.Equal(column < count ? Bfloat16Rounding.Round(columns[(column * GroupTile.Rows) + row]) : guard, rows[i]);
        }
    }
}
