using Hymba.Inference.Model;
using Hymba.Kernels;
using static TorchSharp.torch;

namespace Hymba.Inference.Tests.Model;

public sealed class MemoryArenaTests
{
    [Theory]
    [InlineData(1000)]
    [InlineData(3 << 20)]
    public void Zeros_of_any_size_lie_apart_at_cache_lines_and_end_where_they_should(int elements)
    {
        long[] shape = [elements];
        using var arena = new MemoryArena(2 * MemoryArena.BytesOf(shape, ScalarType.BFloat16), zeroed: true);
        LazyTensor first = arena.Take(shape, ScalarType.BFloat16), second = arena.Take(shape, ScalarType.BFloat16);
        Assert.False(first.Bytes.ContainsAnyExcept((byte)0));
        first.Bytes.Fill(1);

        Assert.False(second.Bytes.ContainsAnyExcept((byte)0));
        Assert.Equal(2 * elements, second.Bytes.Length);
        Assert.Equal((0, 0), (first.Memory.Address % 64, second.Memory.Address % 64));
        Assert.Throws<ArgumentOutOfRangeException>(() => arena.Take(LargePages.Bytes + 1));
    }

    [Fact]
    public void A_block_of_large_pages_begins_at_one()
    {
        using var arena = new MemoryArena(LargePages.Bytes);

        Assert.Equal(0, arena.Take(64).Address % LargePages.Bytes);
    }
}
