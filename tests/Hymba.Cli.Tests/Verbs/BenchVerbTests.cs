using System.Text.Json;

namespace Hymba.Cli.Tests.Verbs;

public sealed class BenchVerbTests
{
    [Fact]
    public async Task Json_has_all_measurements()
    {
        JsonElement json = (await ToolRun.StartAsync(
            "bench", "--model", ToolRun.IdModel, "--prompt-tokens", "20", "--new-tokens", "4", "--repeat", "2", "--threads", "1", "--json")).Succeeded().Json;
        string[] measured = ["prefill_tok_s", "decode_tok_s", "decode_bytes_per_token", "decode_gb_s", "memory_read_gb_s", "load_s", "peak_rss_bytes"];
        Assert.All(measured, name => Assert.True(json.GetProperty(name).GetDouble() > 0, name));
        Assert.Equal((20, 4, 2, 1), (Whole("prompt_tokens"), Whole("new_tokens"), Whole("repeat"), Whole("threads")));
        double product = json.GetProperty("decode_bytes_per_token").GetDouble() * json.GetProperty("decode_tok_s").GetDouble();
        Assert.Equal(1, json.GetProperty("decode_gb_s").GetDouble() * 1e9 / product, 6);

        int Whole(string name) => json.GetProperty(name).GetInt32();
    }

    [Fact]
    public async Task Small_integers_read_less_and_the_context_may_be_longer_than_the_prompt()
    {
        string[] arguments = ["bench", "--model", ToolRun.IdModel, "--prompt-tokens", "4", "--new-tokens", "3", "--repeat", "1", "--threads", "1", "--json"];
        JsonElement full = (await ToolRun.StartAsync([.. arguments])).Succeeded().Json;
        JsonElement small = (await ToolRun.StartAsync([.. arguments, "--weights", "int4", "--context", "30"])).Succeeded().Json;

        Assert.Equal(("bfloat16", 4), (full.GetProperty("dtype").GetString(), full.GetProperty("context_tokens").GetInt32()));
        Assert.Equal(("int4", 30, 4), (small.GetProperty("dtype").GetString(), small.GetProperty("context_tokens").GetInt32(), small.GetProperty("prompt_tokens").GetInt32()));
        Assert.True(small.GetProperty("decode_bytes_per_token").GetInt64() < full.GetProperty("decode_bytes_per_token").GetInt64());
        double limit = small.GetProperty("memory_read_gb_s").GetDouble() * 1e9 / small.GetProperty("decode_bytes_per_token").GetDouble();
        Assert.Equal(1, small.GetProperty("decode_limit_tok_s").GetDouble() / limit, 6);
        Assert.True(small.GetProperty("decode_share_of_limit").GetDouble() > 0);
    }

    [Fact]
    public async Task Speculation_is_compared_on_text_that_repeats_and_text_that_does_not()
    {
        JsonElement json = (await ToolRun.StartAsync(
            "bench", "--model", ToolRun.IdModel, "--speculate", "--prompt-tokens", "24", "--new-tokens", "60", "--repeat", "1", "--threads", "1", "--json")).Succeeded().Json;
        JsonElement[] cases = [.. json.EnumerateArray()];
        Assert.Equal(["copies", "no repetition", "traps"], cases.Select(found => found.GetProperty("text").GetString()));
        Assert.All(cases, found => Assert.True(found.GetProperty("plain_tok_s").GetDouble() > 0 && found.GetProperty("speculative_tok_s").GetDouble() > 0));
        Assert.InRange(cases[0].GetProperty("tokens_per_pass").GetDouble(), 3, 8);
        Assert.InRange(cases[0].GetProperty("accepted_share").GetDouble(), 0.9, 1);
        Assert.InRange(cases[1].GetProperty("drafted_tokens").GetInt32(), 0, 6);
        Assert.InRange(cases[2].GetProperty("drafted_tokens").GetInt32(), 1, 6);
    }

    [Fact]
    public async Task Unknown_weights_are_refused()
        => (await ToolRun.StartAsync("bench", "--model", ToolRun.IdModel, "--weights", "int3")).Failed(ExitCode.Usage, "int3");

    [Fact]
    public async Task More_tokens_than_the_context_are_refused()
        => (await ToolRun.StartAsync("bench", "--model", ToolRun.IdModel, "--prompt-tokens", "1000", "--new-tokens", "25"))
            .Failed(ExitCode.Failure, "1000 prompt tokens and 25 new tokens", "context of 1024");
}
