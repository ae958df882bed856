namespace Hymba.Kernels.Tests;

public sealed class BlockPeaksTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(64)]
    [InlineData(65)]
    [InlineData(1000)]
    public void Each_block_has_its_largest_number(int length)
    {
        foreach (KernelTier tier in Numbers.Tiers)
        {
            float[] values = Numbers.Uniform(length, -9f, 9f, length);
            values[length / 2] = float.NegativeInfinity;
            values[length / 3] = float.PositiveInfinity;

            Assert.Equal(values.Chunk(BlockPeaks.Size).Select(block => block.Max()), Run(values, tier));
        }
    }

    [Theory]
    [InlineData(0)]
    [InlineData(15)]
    [InlineData(63)]
    [InlineData(129)]
    public void What_is_no_number_is_not_lost(int place)
    {
        foreach (KernelTier tier in Numbers.Tiers)
        {
            float[] values = Numbers.Uniform(130, -9f, 9f, 1);
            values[place] = float.NaN;
            float[] peaks = Run(values, tier);

            Assert.Equal([.. Enumerable.Range(0, 3).Select(block => block == place / BlockPeaks.Size)], peaks.Select(float.IsNaN));
        }
    }

    [Fact]
    public void Room_for_fewer_blocks_is_refused()
    {
        var error = Assert.Throws<ArgumentException>(() => BlockPeaks.Run(new float[65], new float[1], KernelTier.Scalar));
        Assert.Contains("2 blocks", error.Message, StringComparison.Ordinal);
    }

    private static float[] Run(float[] values, KernelTier tier)
    {
        float[] peaks = new float[BlockPeaks.Count(values.Length)];
        BlockPeaks.Run(values, peaks, tier);
        return peaks;
    }
}
