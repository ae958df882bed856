using Hymba.Inference.Forward;
using Hymba.Inference.Native;
using Hymba.Inference.State;
using Microsoft.Extensions.Logging.Abstractions;
using static TorchSharp.torch;

namespace Hymba.Inference.Tests.State;

public sealed class KeyValueCacheTests
{
    private const int Pinned = 3;
    private const int Ring = 5;
    private static readonly KeyValueShape Shape = new(1, 1, 1, ScalarType.Float32, CPU);

    public KeyValueCacheTests() => TorchRuntime.EnsureLoaded(NullLogger.Instance);

    /// <summary>Every token's key is its position, so the slots can be read off.</summary>
    [Theory]
    [InlineData(1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1)]
    [InlineData(2, 4, 3, 7, 1, 1)]
    [InlineData(20, 1, 6)]
    [InlineData(5, 5, 1, 4)]
    public void Slots_hold_the_pinned_and_the_last_tokens(params int[] chunks)
    {
        using var cache = new KeyValueCache(Shape, Pinned, Ring, 100);
        Append(cache, 0, Pinned);
        int position = Pinned;
        foreach (int chunk in chunks)
        {
            Append(cache, position, chunk);
            position += chunk;
            long[] slots = cache.SlotPositions(position);
            Assert.Equal(slots.Select(p => (float)p), HostValues.Read(cache.View().Keys).ToArray());
            Assert.Equal(slots.Select(p => -(float)p), HostValues.Read(cache.View().Values).ToArray());
            int first = Math.Max(Pinned, position - Ring);
            Assert.Equal([.. Enumerable.Range(0, Pinned), .. Enumerable.Range(first, position - first)], slots.Select(p => (int)p).Order());
        }
    }

    [Fact]
    public void A_growing_cache_keeps_all()
    {
        using var cache = new KeyValueCache(Shape, Pinned, int.MaxValue, 30);
        Append(cache, 0, Pinned);
        Append(cache, 3, 20);
        Append(cache, 23, 1);
        Assert.Equal(Enumerable.Range(0, 24).Select(p => (float)p), HostValues.Read(cache.View().Keys).ToArray());
        using KeyValueCache copy = cache.Copy(0);
        Assert.Equal(24, copy.Keys.Shape[1]);
        Assert.Equal(24, copy.Count);
    }

    private static void Append(KeyValueCache cache, int position, int tokens)
    {
        using IDisposable scope = NewDisposeScope();
        Tensor keys = arange(position, position + tokens, ScalarType.Float32).view(1, tokens, 1);
        cache.Append(position, keys, keys.neg());
    }
}
