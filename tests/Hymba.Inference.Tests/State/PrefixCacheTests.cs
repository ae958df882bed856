using Hymba.Inference.Generation;
using Hymba.Inference.State;
using Hymba.Inference.Tests.Golden;

namespace Hymba.Inference.Tests.State;

public sealed class PrefixCacheTests
{
    private static readonly int[] Tokens = [1, 2, 3, 4, 5, 6];

    [Fact]
    public void Finds_the_longest_prefix_with_the_same_borders()
    {
        using LoadedModel model = GoldenModel.Get("tiny-a").LoadModel();
        using var cache = new PrefixCache(1 << 24);
        Store(cache, model, [2]);
        Store(cache, model, [2, 4]);
        Assert.Equal(4, Lookup(cache, [2, 4], [2]));
        Assert.Equal(2, Lookup(cache, [2, 5], [2]));
        Assert.Equal(0, Lookup(cache, [4]));
        Assert.Equal(0, Lookup(cache, [3]));
    }

    [Fact]
    public void Drops_the_least_recently_used_to_stay_within_its_bytes()
    {
        using LoadedModel model = GoldenModel.Get("tiny-a").LoadModel();
        using var cache = new PrefixCache(2 * Size(model, 3));
        Store(cache, model, [1]);
        Store(cache, model, [2]);
        Assert.Equal(1, Lookup(cache, [1]));
        Store(cache, model, [3]);
        Assert.Equal(2, cache.Count);
        Assert.Equal(Size(model, 1) + Size(model, 3), cache.ByteSize);
        Assert.Equal(0, Lookup(cache, [2]));
        Assert.Equal(1, Lookup(cache, [1]));
        Assert.Equal(3, Lookup(cache, [3]));
    }

    [Fact]
    public void Keeps_nothing_larger_than_its_budget()
    {
        using LoadedModel model = GoldenModel.Get("tiny-a").LoadModel();
        using var small = new PrefixCache(100);
        using var none = new PrefixCache(0);
        Store(small, model, [1]);
        Store(none, model, [1]);
        Assert.Equal((0, 0L, 0), (small.Count, small.ByteSize, none.Count));
        Assert.Throws<ArgumentOutOfRangeException>(() => new PrefixCache(-1));
    }

    [Fact]
    public void A_found_state_is_a_copy()
    {
        using LoadedModel model = GoldenModel.Get("tiny-a").LoadModel();
        using var cache = new PrefixCache(1 << 24);
        Store(cache, model, [2]);
        var key = new PrefixKey(Tokens, [2]);
        using SequenceState first = cache.Find([key], 10)!;
        first.Scan(0).StateValues.Clear();
        using SequenceState second = cache.Find([key], 10)!;
        Assert.Equal(10, second.CapacityTokens);
        Assert.True(second.Scan(0).StateValues.ContainsAnyExcept(0f));
    }

    [Fact]
    public void Is_safe_under_concurrent_use()
    {
        using LoadedModel model = GoldenModel.Get("tiny-a").LoadModel();
        long budget = 3 * Size(model, 6);
        using var cache = new PrefixCache(budget);
        Parallel.For(0, 400, new ParallelOptions { MaxDegreeOfParallelism = 4 }, i =>
        {
            int end = 1 + (i % 6);
            if (i % 3 == 0)
            {
                Store(cache, model, [end]);
            }
            else
            {
                using SequenceState? found = cache.Find([new PrefixKey(Tokens, [end])], 6);
                Assert.True(found is null || found.Tokens == end || found.Position == model.Config.MemoryTokens + end);
            }
        });
        Assert.InRange(cache.Count, 1, 3);
        Assert.InRange(cache.ByteSize, cache.Count * Size(model, 1), budget);
    }

    private static long Size(LoadedModel model, int tokens) => SequenceState.EstimateBytes(model.Config, sizeof(float), tokens);

    private static void Store(PrefixCache cache, LoadedModel model, int[] borders)
    {
        using SequenceState state = model.InitialState.Copy(0);
        state.Advance(borders[^1]);
        cache.Store(new PrefixKey(Tokens, borders), state);
    }

    private static int Lookup(PrefixCache cache, params int[][] borders)
    {
        using SequenceState? found = cache.Find(borders.Select(b => new PrefixKey(Tokens, b)), Tokens.Length);
        return found?.Tokens ?? 0;
    }
}
