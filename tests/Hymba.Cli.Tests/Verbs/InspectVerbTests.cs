using System.Text.Json;

namespace Hymba.Cli.Tests.Verbs;

public sealed class InspectVerbTests
{
    [Fact]
    public async Task Json_holds_counts_plan_and_cache()
    {
        JsonElement json = (await ToolRun.StartAsync("inspect", "--model", ToolRun.TextModel, "--json")).Succeeded().Json;
        JsonElement expected = JsonDocument.Parse(await File.ReadAllTextAsync(
            Path.Combine(ToolRun.TextModel, "expected.json"), TestContext.Current.CancellationToken)).RootElement;
        Assert.Equal(expected.GetProperty("parameters").GetInt64(), json.GetProperty("parameters").GetInt64());
        Assert.Equal(2 * json.GetProperty("parameters").GetInt64(), json.GetProperty("weight_bytes").GetInt64());
        Assert.Equal("bfloat16", Assert.Single(json.GetProperty("stored_dtypes").EnumerateArray()).GetString());
        Assert.Equal(expected.GetProperty("memory_tokens").GetInt32(), json.GetProperty("memory_tokens").GetInt32());
        Assert.Equal(["global", "window", "window", "global"], json.GetProperty("layers").EnumerateArray().Select(layer => layer.GetProperty("attention").GetString()));
        Assert.Equal([0, 1, 1, 3], json.GetProperty("layers").EnumerateArray().Select(layer => layer.GetProperty("kv_layer").GetInt32()));
        JsonElement cache = json.GetProperty("cache_bytes");
        Assert.True(cache.GetProperty("8192").GetInt64() > cache.GetProperty("1024").GetInt64());
    }

    [Fact]
    public async Task The_cache_is_sized_for_the_dtype()
    {
        long half = await CacheAsync("bfloat16"), full = await CacheAsync("float32");
        Assert.InRange(full, half + 1, 2 * half);
    }

    [Fact]
    public async Task Text_is_for_people()
    {
        ToolRun run = (await ToolRun.StartAsync("inspect", "--model", ToolRun.IdModel)).Succeeded();
        Assert.Contains("731,219", run.Out, StringComparison.Ordinal);
        Assert.Contains("window of 16 tokens, keys and values of layer 1", run.Out, StringComparison.Ordinal);
        Assert.DoesNotContain('\u001b', run.Out);
    }

    private static async Task<long> CacheAsync(string dataType)
        => (await ToolRun.StartAsync("inspect", "--model", ToolRun.IdModel, "--dtype", dataType, "--json")).Succeeded()
            .Json.GetProperty("cache_bytes").GetProperty("1024").GetInt64();
}
