using System.Text.Json;

namespace Hymba.Cli.Tests.Verbs;

public sealed class GenerateVerbTests
{
    [Fact]
    public async Task Json_has_the_promised_shape_and_the_reference_ids()
    {
        (string tokens, int[] expected) = Golden("generate-text");
        JsonElement json = (await RunAsync("--tokens", tokens, "--max-tokens", $"{expected.Length}", "--dtype", "float32", "--ignore-eos", "--json")).Succeeded().Json;
        Assert.Equal(expected, json.GetProperty("token_ids").EnumerateArray().Select(id => id.GetInt32()));
        Assert.NotEmpty(json.GetProperty("text").GetString()!);
        Assert.Equal("length", json.GetProperty("finish_reason").GetString());
        JsonElement usage = json.GetProperty("usage"), timings = json.GetProperty("timings");
        Assert.Equal(tokens.Split(',').Length, usage.GetProperty("prompt_tokens").GetInt32());
        Assert.Equal(0, usage.GetProperty("cached_tokens").GetInt32());
        Assert.Equal(expected.Length, usage.GetProperty("completion_tokens").GetInt32());
        Assert.All(["load_s", "prefill_s", "decode_s"], name => Assert.True(timings.GetProperty(name).GetDouble() > 0));
        Assert.Equal(JsonValueKind.Null, json.GetProperty("seed").ValueKind);
        Assert.False(json.TryGetProperty("logprobs", out _));
    }

    [Fact]
    public async Task A_prompt_is_encoded_with_its_start_token_and_no_template()
    {
        using var folder = new TemporaryFolder();
        const string Prompt = "The quick brown fox jumps over the lazy dog.";
        (string tokens, _) = Golden("generate-text");
        string[] more = ["--max-tokens", "6", "--json"];
        ToolRun ids = await RunAsync(["--tokens", tokens, .. more]), text = await RunAsync(["--prompt", Prompt, .. more]);
        ToolRun file = await RunAsync(["--prompt-file", folder.Write("prompt.txt", Prompt), .. more]);
        ToolRun stdin = await ToolRun.WithInputAsync(Prompt, ["generate", "--model", ToolRun.TextModel, "--prompt-file", "-", .. more]);
        Assert.All([text, file, stdin], run => Assert.Equal(Text(ids), Text(run)));
    }

    [Fact]
    public async Task Text_is_streamed_as_it_is_in_the_json()
    {
        ToolRun json = await RunAsync("--prompt", "Hi", "--max-tokens", "8", "--json"), plain = await RunAsync("--prompt", "Hi", "--max-tokens", "8");
        Assert.Equal(Text(json) + Environment.NewLine, plain.Succeeded().Out);
    }

    [Fact]
    public async Task Speculation_changes_no_token_and_is_reported()
    {
        string[] arguments = ["--tokens", "5,6,7", "--max-tokens", "12", "--temperature", "0.7", "--seed", "3", "--logit-bias", "9=100", "--ignore-eos", "--json"];
        JsonElement plain = (await RunAsync(arguments)).Succeeded().Json, speculating = (await RunAsync([.. arguments, "--speculate"])).Succeeded().Json;
        Assert.Equal(plain.GetProperty("token_ids").GetRawText(), speculating.GetProperty("token_ids").GetRawText());
        Assert.False(plain.TryGetProperty("speculation", out _));
        JsonElement usage = speculating.GetProperty("speculation");
        Assert.Equal(11, usage.GetProperty("passes").GetInt32() + usage.GetProperty("accepted_tokens").GetInt32());
        Assert.InRange(usage.GetProperty("accepted_tokens").GetInt32(), 4, 11);
    }

    [Fact]
    public async Task A_type_that_cannot_speculate_goes_on_with_a_warning()
    {
        ToolRun run = await RunAsync("--tokens", "5,6,7", "--max-tokens", "3", "--dtype", "float16", "--speculate", "--json");
        Assert.False(run.Json.TryGetProperty("speculation", out _));
        Assert.Contains("warning: --speculate has no effect", run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_stop_text_ends_the_reply_before_it()
    {
        string whole = Text(await RunAsync("--prompt", "Hi", "--max-tokens", "8", "--json"));
        string stop = whole[(whole.Length / 2)..];
        JsonElement json = (await RunAsync("--prompt", "Hi", "--max-tokens", "8", "--stop", "never", "--stop", stop, "--json")).Succeeded().Json;
        Assert.Equal(whole[..whole.IndexOf(stop, StringComparison.Ordinal)], json.GetProperty("text").GetString());
        Assert.Equal("stop", json.GetProperty("finish_reason").GetString());
    }

    [Fact]
    public async Task An_end_token_stops_unless_ignored()
    {
        string[] forceEnd = ["--tokens", "1,5", "--max-tokens", "3", "--logit-bias", "2=100", "--json"];
        JsonElement stopped = (await RunAsync(forceEnd)).Succeeded().Json, ignored = (await RunAsync([.. forceEnd, "--ignore-eos"])).Succeeded().Json;
        Assert.Equal(("stop", 0), (stopped.GetProperty("finish_reason").GetString(), stopped.GetProperty("token_ids").GetArrayLength()));
        Assert.Equal([2, 2, 2], ignored.GetProperty("token_ids").EnumerateArray().Select(id => id.GetInt32()));
    }

    [Fact]
    public async Task A_seed_repeats_a_sampled_text_and_alone_changes_nothing()
    {
        string[] sampled = ["--prompt", "Hi", "--max-tokens", "12", "--temperature", "3", "--json", "--seed"];
        ToolRun first = await RunAsync([.. sampled, "1"]), again = await RunAsync([.. sampled, "1"]), other = await RunAsync([.. sampled, "2"]);
        Assert.Equal(Text(first), Text(again));
        Assert.NotEqual(Text(first), Text(other));
        Assert.Equal(1, first.Json.GetProperty("seed").GetInt64());
        ToolRun greedy = await RunAsync("--prompt", "Hi", "--max-tokens", "12", "--json"), seeded = await RunAsync("--prompt", "Hi", "--max-tokens", "12", "--json", "--seed", "9");
        Assert.Equal(Text(greedy), Text(seeded));
    }

    [Fact]
    public async Task Log_probabilities_come_where_asked_for()
    {
        JsonElement json = (await RunAsync("--prompt", "Hi", "--max-tokens", "2", "--logprobs", "3", "--json")).Succeeded().Json;
        JsonElement[] entries = [.. json.GetProperty("logprobs").EnumerateArray()];
        Assert.Equal(json.GetProperty("token_ids").EnumerateArray().Select(id => id.GetInt32()), entries.Select(entry => entry.GetProperty("id").GetInt32()));
        Assert.All(entries, entry => Assert.Equal(3, entry.GetProperty("top").GetArrayLength()));
        Assert.All(entries, entry => Assert.True(entry.GetProperty("logprob").GetDouble() < 0));
    }

    [Theory]
    [InlineData("--prompt", "a", "--prompt", "b")]
    [InlineData("--tokens", "1,2;3,4")]
    [InlineData("--tokens", "1,2", "--tokens", "3,4")]
    public async Task Several_prompts_are_refused_with_the_reason(params string[] args)
        => (await RunAsync(args)).Failed(ExitCode.Failure, "Generation takes 1 sequence, 2 were passed", "separate requests");

    [Fact]
    public async Task An_id_outside_the_vocabulary_is_named()
    {
        (await RunAsync("--tokens", "1,32001")).Failed(ExitCode.Failure, "Token id 32001 at index 1", "0 to 32000");
        (await RunAsync("--tokens", "-1")).Failed(ExitCode.Failure, "Token id -1 at index 0");
        (await RunAsync("--tokens", "1", "--logit-bias", "32001=1")).Failed(ExitCode.Failure, "LogitBias[32001]", "0 to 32000");
    }

    [Fact]
    public async Task A_prompt_longer_than_the_context_is_refused()
        => (await RunAsync("--tokens", string.Join(',', Enumerable.Repeat(1, 1024)))).Failed(ExitCode.Failure, "1024 tokens", "at most 1023");

    [Fact]
    public async Task A_prompt_file_that_cannot_be_read_is_named()
    {
        using var folder = new TemporaryFolder();
        (await RunAsync("--prompt-file", folder["none.txt"])).Failed(ExitCode.Failure, folder["none.txt"]);
        await File.WriteAllBytesAsync(folder["latin1.txt"], [0x68, 0xE9, 0x21], TestContext.Current.CancellationToken);
        (await RunAsync("--prompt-file", folder["latin1.txt"])).Failed(ExitCode.Failure, folder["latin1.txt"], "not UTF-8");
    }

    [Theory]
    [InlineData("Exactly one of --prompt, --prompt-file and --tokens is needed, 0 were given.")]
    [InlineData("2 were given.", "--prompt", "a", "--tokens", "1")]
    [InlineData("Temperature is -1", "--prompt", "a", "--temperature", "-1")]
    [InlineData("Temperature is NaN", "--prompt", "a", "--temperature", "NaN")]
    [InlineData("--top-k is 'x'; it must be a whole number.", "--prompt", "a", "--top-k", "x")]
    [InlineData("TopLogProbabilities is 21", "--prompt", "a", "--logprobs", "21")]
    [InlineData("--logit-bias '5' is not of the form ID=V", "--prompt", "a", "--logit-bias", "5")]
    [InlineData("--logit-bias names token 5 twice.", "--prompt", "a", "--logit-bias", "5=1", "5=2")]
    [InlineData("--max-tokens is 0; it must be at least 1.", "--prompt", "a", "--max-tokens", "0")]
    public async Task Wrong_options_are_found_before_the_model_is_loaded(string part, params string[] args)
        => (await ToolRun.StartAsync(["generate", "--model", "no-such-model", .. args])).Failed(ExitCode.Usage, part);

    [Fact]
    public async Task A_model_without_tokenizer_writes_ids()
    {
        ToolRun run = (await ToolRun.StartAsync("generate", "--model", ToolRun.IdModel, "--tokens", "1,5,9", "--max-tokens", "4", "--ignore-eos")).Succeeded();
        Assert.Matches(@"^(\d+ ){4}\s*$", run.Out);
        (await ToolRun.StartAsync("generate", "--model", ToolRun.IdModel, "--tokens", "1", "--stop", "x")).Failed(ExitCode.Failure, "no tokenizer");
    }

    private static Task<ToolRun> RunAsync(params string[] args) => ToolRun.StartAsync(["generate", "--model", ToolRun.TextModel, .. args]);

    private static string Text(ToolRun run) => run.Succeeded().Json.GetProperty("text").GetString()!;

    private static (string Tokens, int[] Reply) Golden(string id)
    {
        JsonElement golden = JsonDocument.Parse(File.ReadAllText(Path.Combine(ToolRun.TextModel, "expected.json"))).RootElement
            .GetProperty("cases").EnumerateArray().First(item => item.GetProperty("id").GetString() == id);
        int[] prompt = [.. golden.GetProperty("input_ids")[0].EnumerateArray().Select(token => token.GetInt32())];
        int[] all = [.. golden.GetProperty("cached_vs_uncached").GetProperty("greedy_ids_uncached").EnumerateArray().Select(token => token.GetInt32())];
        return (string.Join(',', prompt), all[prompt.Length..]);
    }
}
