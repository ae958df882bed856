using Hymba.Kernels.FewRows;
using Hymba.Kernels.Quantization;

namespace Hymba.Kernels.Tests;

public sealed class PeakedProductTests
{
    private const int Columns = 96;

    private delegate void Product(Span<float> y, Span<float> peaks, int threads, KernelTier tier);

    [Theory]
    [InlineData(1, 1)]
    [InlineData(64, 1)]
    [InlineData(700, 1)]
    [InlineData(2001, 1)]
    [InlineData(64, 3)]
    [InlineData(2001, 5)]
    public void Results_are_the_product_s_and_peaks_their_largest(int rows, int count)
    {
        float[] weights = Numbers.Uniform(rows * Columns, -1f, 1f, 1), x = Numbers.Uniform(count * Columns, -1f, 1f, 2);
        ushort[] halves = [.. weights.Select(weight => (ushort)(BitConverter.SingleToUInt32Bits(weight) >> 16))];
        byte[] packed = new byte[GroupMatVec<Int8Format>.PackedBytes(rows, Columns)];
        GroupMatrix.Pack<Int8Format>(weights, rows, Columns, packed, 1);

        Check(rows, count, (y, peaks, threads, tier) => FewRowProduct<Bfloat16Format, ushort>.Run(
            halves, default, rows, Columns, x, count, y, default, peaks, threads, tier));
        Check(rows, count, (y, peaks, threads, tier) => GroupMatVec<Int8Format>.Run(packed, default, rows, Columns, x, count, y, default, peaks, threads, tier));
        if (count == 1)
        {
            Check(rows, count, (y, peaks, threads, tier) => MatVec<Bfloat16Format, ushort>.Run(
                halves, default, rows, Columns, x, y, default, peaks, threads, tier));
        }
    }

    [Fact]
    public void Room_for_too_few_peaks_is_refused()
    {
        float[] weights = new float[65 * Columns];
        byte[] packed = new byte[GroupMatVec<Int8Format>.PackedBytes(65, Columns)];
        Assert.Throws<ArgumentException>(() => MatVec<Float32Format, float>.Run(
            weights, default, 65, Columns, new float[Columns], new float[65], default, new float[1], 1, KernelTier.Scalar));
        Assert.Throws<ArgumentException>(() => FewRowProduct<Float32Format, float>.Run(
            weights, default, 65, Columns, new float[2 * Columns], 2, new float[130], default, new float[3], 1, KernelTier.Scalar));
        var error = Assert.Throws<ArgumentException>(() => GroupMatVec<Int8Format>.Run(
            packed, default, 65, Columns, new float[2 * Columns], 2, new float[130], default, new float[3], 1, KernelTier.Scalar));
        Assert.Contains("4 blocks, with room for 3", error.Message, StringComparison.Ordinal);
    }

    private static void Check(int rows, int count, Product product)
    {
        foreach (KernelTier tier in Numbers.Tiers)
        {
            float[] expected = new float[count * rows];
            product(expected, default, 1, tier);
            foreach (int threads in new[] { 1, 2, 3 })
            {
                float[] y = new float[count * rows], peaks = new float[count * BlockPeaks.Count(rows)];
                product(y, peaks, threads, tier);

                Assert.Equal(expected, y);
                Assert.Equal(expected.Chunk(rows).SelectMany(row => row.Chunk(BlockPeaks.Size)).Select(block => block.Max()), peaks);
            }
        }
    }
}
