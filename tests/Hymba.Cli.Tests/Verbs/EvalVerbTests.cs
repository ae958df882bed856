using System.Text.Json;

namespace Hymba.Cli.Tests.Verbs;

public sealed class EvalVerbTests
{
    private static readonly string[] Small = ["--count", "1", "--max-tokens", "2", "--threads", "1"];

    [Fact]
    public async Task Json_has_every_kind_and_the_promised_shape()
    {
        JsonElement json = (await EvalAsync("--json")).Succeeded().Json;
        JsonElement[] kinds = [.. json.GetProperty("kinds").EnumerateArray()];
        string[] names = ["rag", "rag-absent", "tool", "tool-result", "no-tool", "follow-up", "chat", "refusal", "summary", "json"];
        Assert.Equal(names, kinds.Select(kind => kind.GetProperty("kind").GetString()));
        Assert.All(kinds, kind => Assert.Equal((1, 0), (kind.GetProperty("count").GetInt32(), kind.GetProperty("correct").GetInt32())));
        Assert.All(kinds, kind => Assert.Equal(0.7935, kind.GetProperty("interval").GetProperty("high").GetDouble(), 4));
        Assert.Equal(0.85, kinds[5].GetProperty("target").GetDouble());
        Assert.False(kinds[5].GetProperty("met").GetBoolean());
        Assert.Equal(JsonValueKind.Null, kinds[6].GetProperty("met").ValueKind);
        Assert.Equal(names.Length, json.GetProperty("total").GetProperty("count").GetInt32());
        Assert.All(["text", "replies"], name => Assert.True(json.GetProperty(name).GetProperty("perplexity").GetDouble() > 1));
        Assert.True(json.GetProperty("speed").GetProperty("prefill_tokens_per_second").GetDouble() > 0);
        Assert.Equal(JsonValueKind.Null, json.GetProperty("invariance").ValueKind);
    }

    [Fact]
    public async Task The_table_has_a_row_for_each_kind_asked_for()
    {
        ToolRun run = (await EvalAsync("--kinds", "no-tool,text", "--invariance")).Succeeded();
        Assert.Matches(@"(?m)^no-tool +0 of 1 +0\.0 % +0\.0 to +79\.3 +95 % missed", run.Out);
        Assert.Contains("  without a call       1 of 1", run.Out, StringComparison.Ordinal);
        Assert.Matches(@"(?m)^text perplexity +\d+\.\d{3}, \d+ tokens in 1 texts", run.Out);
        Assert.Matches(@"(?m)^cache, again +0 of 1 answers differ, 1 began from the cache", run.Out);
        Assert.DoesNotContain("rag", run.Out, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Wrong_answers_go_to_a_file()
    {
        using var folder = new TemporaryFolder();
        (await EvalAsync("--kinds", "rag,chat", "--failures", folder["wrong.jsonl"])).Succeeded();
        JsonElement[] lines = [.. File.ReadLines(folder["wrong.jsonl"]).Select(line => JsonDocument.Parse(line).RootElement)];
        Assert.Equal(["rag", "chat"], lines.Select(line => line.GetProperty("kind").GetString()));
        string[] members = ["kind", "index", "prompt", "expected", "actual"];
        Assert.All(lines, line => Assert.Equal(members, line.EnumerateObject().Select(member => member.Name)));
        (await EvalAsync("--failures", folder["none/wrong.jsonl"])).Failed(ExitCode.Failure, "Cannot write", folder["none/wrong.jsonl"]);
    }

    [Fact]
    public async Task Wrong_options_are_named()
    {
        (await EvalAsync("--kinds", "rag,poem")).Failed(ExitCode.Usage, "--kinds names 'poem'; known are rag, ");
        (await ToolRun.StartAsync("eval", "--model", ToolRun.TextModel, "--count", "0")).Failed(ExitCode.Usage, "--count is 0; it must be at least 1.");
        (await ToolRun.StartAsync("eval", "--model", ToolRun.IdModel)).Failed(ExitCode.Failure, "no tokenizer.model", "eval needs it");
    }

    private static Task<ToolRun> EvalAsync(params string[] args) => ToolRun.StartAsync(["eval", "--model", ToolRun.TextModel, .. Small, .. args]);
}
