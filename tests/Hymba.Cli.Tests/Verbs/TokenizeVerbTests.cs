using System.Text.Json;

namespace Hymba.Cli.Tests.Verbs;

public sealed class TokenizeVerbTests
{
    [Fact]
    public async Task Every_reference_text_gives_its_ids_and_goes_back()
    {
        JsonElement[] cases = [.. JsonDocument.Parse(await File.ReadAllBytesAsync(
            RepositoryFiles.Fixture("golden/tokenizer/cases.json"), TestContext.Current.CancellationToken)).RootElement.GetProperty("cases").EnumerateArray()
            .Where(item => !item.TryGetProperty("uncertain", out JsonElement uncertain) || !uncertain.GetBoolean())];
        Assert.True(cases.Length >= 300);
        ToolRun encoded = await RunAsync("tokenize", string.Join('\n', cases.Select(item => item.GetProperty("text").GetRawText())));
        Assert.Equal(cases.Select(item => JsonSerializer.Serialize(item.GetProperty("ids"))), Lines(encoded));
        ToolRun decoded = await RunAsync("detokenize", encoded.Out);
        Assert.Equal(cases.Select(item => item.GetProperty("decoded").GetString()), Lines(decoded).Select(line => JsonSerializer.Deserialize<string>(line)));
    }

    [Theory]
    [InlineData("tokenize", "\"ok\"\nplain\n\"never\"", "line 2: no JSON value")]
    [InlineData("tokenize", "\"ok\"\n\n\"never\"", "line 2: no JSON value at byte 0: the line is empty.")]
    [InlineData("tokenize", "\"ok\"\n[1]", "line 2: the line is an array; a string is needed.")]
    [InlineData("tokenize", "\"ok\"\n\"\\ud800\"", "line 2: ")]
    [InlineData("detokenize", "[1]\n[1, \"x\"]", "line 2: the item at index 1 is \"x\"; a token id, a whole number, is needed.")]
    [InlineData("detokenize", "[1]\n[1.5]", "line 2: the item at index 0 is 1.5")]
    [InlineData("detokenize", "[1]\n{}", "line 2: the line is an object; an array is needed.")]
    [InlineData("detokenize", "[1]\n[1,32001]", "line 2: Token id 32001 at index 1")]
    public async Task A_bad_line_ends_the_run_after_the_good_ones(string verb, string input, string part)
    {
        ToolRun run = await ToolRun.WithInputAsync(input, verb, "--model", ToolRun.TokenizerOnly, "--jsonl");
        run.Failed(ExitCode.Failure, part);
        Assert.Single(Lines(run));
    }

    [Fact]
    public async Task No_input_gives_no_output() => Assert.Equal(string.Empty, (await RunAsync("tokenize", string.Empty)).Out);

    [Fact]
    public async Task Text_beyond_ascii_is_written_as_it_is()
    {
        const string Line = "\"žluťoučký 日本\"";
        Assert.Equal(Line, Assert.Single(Lines(await RunAsync("detokenize", (await RunAsync("tokenize", Line)).Out))));
    }

    private static async Task<ToolRun> RunAsync(string verb, string input)
        => (await ToolRun.WithInputAsync(input, verb, "--model", ToolRun.TokenizerOnly, "--jsonl")).Succeeded();

    private static string[] Lines(ToolRun run) => run.Out.Split('\n', StringSplitOptions.RemoveEmptyEntries);
}
