using Hymba.Kernels.Decode;
using Hymba.Kernels.Quantization;

namespace Hymba.Kernels.Tests.Quantization;

public sealed class GroupPairsTests
{
    // Beside the rows of a part.
    private const int Behind = 16;

    [Theory]
    [InlineData(16, 128)]
    [InlineData(37, 200)]
    [InlineData(64, 416)]
    public void Pairs_of_columns_are_the_numbers_rounded_to_bfloat16(int rows, int columns)
    {
        Assert.SkipUnless(PairTile.IsSupported, "AVX-512 only.");
        Check<Int4Format>(rows, columns);
        Check<Int8Format>(rows, columns);
    }

    [Fact]
    public void Parts_that_do_not_fit_are_refused()
    {
        byte[] packed = new byte[GroupMatVec<Int8Format>.PackedBytes(32, 256)];
        uint[] pairs = new uint[GroupPairs.Length(128, 32)];

        Refuse(new MatrixPart(8, 16, 0, 128));
        Refuse(new MatrixPart(0, 16, 64, 128));
        Refuse(new MatrixPart(0, 16, 128, 192));
        Refuse(new MatrixPart(16, 32, 0, 128));
        Refuse(new MatrixPart(0, 16, 0, 256));

        void Refuse(MatrixPart part)
        {
            var error = Assert.Throws<ArgumentException>(() => GroupPairs.Run<Int8Format>(packed, 256, part, pairs, 32));
            Assert.Contains(part.ToString(), error.Message, StringComparison.Ordinal);
        }
    }

    private static void Check<TFormat>(int rows, int columns)
        where TFormat : struct, IGroupFormat
    {
        byte[] packed = new byte[GroupMatVec<TFormat>.PackedBytes(rows, columns)];
        GroupMatrix.Pack<TFormat>(Numbers.Uniform(rows * columns, -1f, 1f, rows), rows, columns, packed, 1);
        float[] numbers = new float[rows * columns];
        GroupMatrix.Unpack<TFormat>(packed, rows, columns, numbers, 1);
        int stride = (GroupTile.Strips(rows) * GroupTile.Rows) + Behind;
        for (int firstRow = 0; firstRow < rows; firstRow += 16)
        {
            for (int firstColumn = 0; firstColumn < columns; firstColumn += GroupPairs.ColumnGrain)
            {
                var part = new MatrixPart(firstRow, rows - firstRow, firstColumn, columns - firstColumn);
                uint[] pairs = [.. Enumerable.Repeat(uint.MaxValue, GroupPairs.Length(part.Columns, stride))];
                GroupPairs.Run<TFormat>(packed, columns, part, pairs, stride);
                for (int row = 0; row < part.Rows; row++)
                {
                    for (int column = 0; column < part.Columns; column++)
                    {
                        uint pair = pairs[(column / 2 * stride) + row];
                        ushort half = (ushort)(column % 2 == 0 ? pair : pair >> 16);
                        Assert.Equal(Bfloat16Rounding.Round(numbers[((firstRow + row) * columns) + firstColumn + column]), half);
                    }
                }

                // Nothing is written beside whole strips.
                Assert.All(Enumerable.Range(1, part.Columns / 2), pair => Assert.Equal(uint.MaxValue, pairs[(pair * stride) - 1]));
            }
        }
    }
}
