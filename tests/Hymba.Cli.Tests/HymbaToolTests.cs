namespace Hymba.Cli.Tests;

public sealed class HymbaToolTests
{
    public static TheoryData<string> Verbs =>
    [
        "inspect", "logits", "generate", "chat", "tokenize", "detokenize", "template", "score", "bench", "random-checkpoint", "train", "finetune",
        "merge-adapter", "nano-data", "eval", "schema", "validate",
    ];

    [Fact]
    public async Task Version_is_the_project_s()
    {
        ToolRun run = (await ToolRun.StartAsync("--version")).Succeeded();
        Assert.Matches(@"^\d+\.\d+\.\d+\s*$", run.Out);
    }

    [Fact]
    public async Task Help_names_every_verb()
    {
        ToolRun run = (await ToolRun.StartAsync("--help")).Succeeded();
        Assert.Contains("hymba [command] [options]", run.Out, StringComparison.Ordinal);
        Assert.All(Verbs, verb => Assert.Contains($"  {verb.Data} ", run.Out, StringComparison.Ordinal));
    }

    [Theory]
    [MemberData(nameof(Verbs))]
    public async Task Every_option_is_described_with_its_default_or_as_required(string verb)
    {
        ToolRun run = (await ToolRun.StartAsync(verb, "--help")).Succeeded();
        string[] options = [.. run.Out.Split('\n').Where(line => line.StartsWith("  --", StringComparison.Ordinal))];
        Assert.True(options.Length >= 2);
        Assert.All(options, option => Assert.Matches(@"\(REQUIRED\)  +\S|\S  +\S.*(\[default: |Default: |the default)", option));
    }

    [Theory]
    [InlineData("Required command", "")]
    [InlineData("'bogus'", "bogus")]
    [InlineData("--model", "inspect", "--model")]
    [InlineData("'--bogus'", "inspect", "--model", ".", "--bogus")]
    [InlineData("--dtype is 'int3'; it must be bfloat16, float16, float32, int8 or int4.", "generate", "--model", ".", "--tokens", "1", "--dtype", "int3")]
    [InlineData("--device is 'gpu'", "generate", "--model", ".", "--tokens", "1", "--device", "gpu")]
    [InlineData("--threads is 0; it must be at least 1.", "generate", "--model", ".", "--tokens", "1", "--threads", "0")]
    [InlineData("--threads is 'two'; it must be a whole number.", "generate", "--model", ".", "--tokens", "1", "--threads", "two")]
    [InlineData("--new-tokens is 1; it must be at least 2.", "bench", "--model", ".", "--new-tokens", "1")]
    public async Task Wrong_usage_is_2_with_one_line_and_a_hint(string part, params string[] args)
        => (await ToolRun.StartAsync([.. args.Where(arg => arg.Length > 0)])).Failed(ExitCode.Usage, part, "See 'hymba", "--help'.");

    [Fact]
    public async Task An_argument_that_begins_with_an_at_sign_is_no_file()
        => (await ToolRun.StartAsync("generate", "--model", ToolRun.TextModel, "--prompt", "@nobody", "--max-tokens", "1")).Succeeded();

    [Fact]
    public async Task A_cancelled_run_says_so_and_leaves_nothing()
    {
        using var folder = new TemporaryFolder();
        using var cancelled = new CancellationTokenSource();
        await cancelled.CancelAsync();
        using StringWriter stdout = new(), stderr = new();
        int code = await HymbaTool.RunAsync(
            ["random-checkpoint", "--config", Path.Combine(ToolRun.IdModel, "config.json"), "--out", folder["made"]],
            TextReader.Null, stdout, stderr, cancelled.Token);
        new ToolRun(code, stdout.ToString(), stderr.ToString()).Failed(ExitCode.Interrupted, "cancelled");
        Assert.Empty(Directory.EnumerateFileSystemEntries(folder.Path));
    }
}
