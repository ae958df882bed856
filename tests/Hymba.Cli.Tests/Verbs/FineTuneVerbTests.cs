namespace Hymba.Cli.Tests.Verbs;

public sealed class FineTuneVerbTests
{
    private const string Good = """{"messages":[{"role":"user","content":"Who bakes?"},{"role":"assistant","content":"Anna does."}]}""";

    [Fact]
    public async Task An_adapter_is_trained_used_and_merged()
    {
        using var folder = new TemporaryFolder();
        string data = folder.Write("data.jsonl", Good + "\n" + Good + "\n");
        ToolRun tuned = await TuneAsync(
            folder, data, "--held-out", data, "--lora-rank", "2", "--steps", "2", "--batch-tokens", "16", "--pass-tokens", "16", "--learning-rate", "0.05");
        Assert.Equal(ExitCode.Success, tuned.Code);
        Assert.Contains("step 2/2", tuned.Error, StringComparison.Ordinal);
        Assert.Contains("held-out", tuned.Error, StringComparison.Ordinal);
        string adapter = folder["out/adapter"];
        (await ToolRun.StartAsync("merge-adapter", "--model", ToolRun.TextModel, "--adapter", adapter, "--out", folder["merged"])).Succeeded();
        ToolRun live = (await GenerateAsync(ToolRun.TextModel, "--adapter", adapter)).Succeeded();
        ToolRun merged = (await GenerateAsync(folder["merged"])).Succeeded();
        Assert.Equal(live.Out, merged.Out);
        (await ToolRun.StartAsync("merge-adapter", "--model", ToolRun.TextModel, "--adapter", adapter, "--out", folder["merged"]))
            .Failed(ExitCode.Failure, "not an empty directory");
        (await GenerateAsync(RepositoryFiles.Fixture("golden/tiny-b"), "--adapter", adapter)).Failed(ExitCode.Failure, "lora_A");
    }

    [Theory]
    [InlineData("{\"messages\":[")]
    [InlineData("{\"messages\":[{\"role\":\"user\"}]}")]
    public async Task A_wrong_line_is_named_and_nothing_is_written(string line)
    {
        using var folder = new TemporaryFolder();
        string data = folder.Write("data.jsonl", $"{Good}\n{line}\n");
        (await TuneAsync(folder, data)).Failed(ExitCode.Failure, "data.jsonl", "ine 2");
        Assert.Equal([data], Directory.EnumerateFileSystemEntries(folder.Path));
    }

    [Fact]
    public async Task An_unknown_target_is_refused_with_the_known_ones()
    {
        using var folder = new TemporaryFolder();
        string data = folder.Write("data.jsonl", Good);
        (await TuneAsync(folder, data, "--lora-rank", "2", "--lora-targets", "in_proj,q_proj")).Failed(ExitCode.Failure, "'q_proj'", "down_proj");
        Assert.Equal([data], Directory.EnumerateFileSystemEntries(folder.Path));
    }

    [Fact]
    public async Task Options_that_contradict_are_wrong_usage()
    {
        using var folder = new TemporaryFolder();
        (await TuneAsync(folder, "x", "--steps", "1", "--epochs", "2")).Failed(ExitCode.Usage, "--epochs");
        (await TuneAsync(folder, "x", "--lora-alpha", "2")).Failed(ExitCode.Usage, "--lora-rank");
    }

    private static Task<ToolRun> TuneAsync(TemporaryFolder folder, string data, params string[] more)
        => ToolRun.StartAsync(["finetune", "--model", ToolRun.TextModel, "--data", data, "--out", folder["out"], "--workers", "1", .. more]);

    private static Task<ToolRun> GenerateAsync(string model, params string[] more)
        => ToolRun.StartAsync(["generate", "--model", model, "--tokens", "1,2,3", "--max-tokens", "4", "--dtype", "float32", .. more]);
}
