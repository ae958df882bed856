using Hymba.Kernels.Decode;

namespace Hymba.Kernels.Tests;

public class NativeBlockTests
{
    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(1000)]
    [InlineData(5_000_001)]
    public void Starts_at_a_cache_line_and_is_zeros_where_that_is_asked_for(int bytes)
    {
        using var dirty = new NativeBlock(bytes);
        dirty.Slice(0, bytes).Values.Fill(0xFF);
        dirty.Dispose();

        using var block = new NativeBlock(bytes, zeroed: true);
        NativeArray<byte> all = block.Slice(0, bytes);

        Assert.Equal(bytes, block.Bytes);
        Assert.Equal(0, all.Address % 64);
        Assert.False(all.Values.ContainsAnyExcept((byte)0));
    }

    [Fact]
    public void Parts_lie_where_they_should()
    {
        using var block = new NativeBlock(100);
        block.Slice(0, 100).Values.Fill(1);
        block.Slice(40, 10).Values.Fill(2);

        Assert.Equal([.. Enumerable.Range(0, 100).Select(i => (byte)(i is >= 40 and < 50 ? 2 : 1))], block.Slice(0, 100).Values.ToArray());
        Assert.Equal(40, block.Slice(40, 10).Address - block.Slice(0, 1).Address);
    }

    [Theory]
    [InlineData(-1, 1)]
    [InlineData(0, -1)]
    [InlineData(0, 101)]
    [InlineData(100, 1)]
    [InlineData(101, 0)]
    public void Parts_outside_are_refused(long start, int length)
    {
        using var block = new NativeBlock(100);
        Assert.Throws<ArgumentOutOfRangeException>(() => block.Slice(start, length));
    }

    [Fact]
    public void A_negative_length_is_refused() => Assert.Throws<ArgumentOutOfRangeException>(() => new NativeBlock(-1));

    [Fact]
    public void What_is_freed_is_not_given_out()
    {
        var block = new NativeBlock(10);
        block.Dispose();
        block.Dispose();
        Assert.Throws<ObjectDisposedException>(() => block.Slice(0, 1));
    }

    [Fact]
    public void Large_pages_start_inside()
    {
        using var block = new NativeBlock(2L * LargePages.Bytes);
        int first = block.AdviseLargePages();

        Assert.InRange(first, 0, LargePages.Bytes - 1);
        Assert.Equal(0, block.Slice(first, 1).Address % LargePages.Bytes);
    }
}
