using System.Text.Json;

namespace Hymba.Cli.Tests.Verbs;

public sealed class RandomCheckpointVerbTests
{
    private static readonly string Config = Path.Combine(ToolRun.IdModel, "config.json");

    [Fact]
    public async Task The_checkpoint_can_be_used_and_repeated()
    {
        using var folder = new TemporaryFolder();
        JsonElement json = (await MakeAsync(folder["a"], "--seed", "7", "--json")).Succeeded().Json;
        Assert.Equal(2 * json.GetProperty("parameters").GetInt64(), json.GetProperty("weight_bytes").GetInt64());
        Assert.Equal(("bfloat16", 7), (json.GetProperty("dtype").GetString(), json.GetProperty("seed").GetInt32()));
        (await ToolRun.StartAsync("generate", "--model", folder["a"], "--tokens", "1,2", "--max-tokens", "2", "--json")).Succeeded();
        (await MakeAsync(folder["b"], "--seed", "7")).Succeeded();
        (await MakeAsync(folder["c"], "--seed", "8")).Succeeded();
        Assert.Equal(Weights("a"), Weights("b"));
        Assert.NotEqual(Weights("a"), Weights("c"));

        byte[] Weights(string name) => File.ReadAllBytes(Path.Combine(folder[name], "model.safetensors"));
    }

    [Fact]
    public async Task The_tokenizer_beside_the_config_comes_along()
    {
        using var folder = new TemporaryFolder();
        (await ToolRun.StartAsync("random-checkpoint", "--config", Path.Combine(ToolRun.TextModel, "config.json"), "--out", folder["a"], "--dtype", "float32")).Succeeded();
        (await ToolRun.StartAsync("generate", "--model", folder["a"], "--prompt", "x", "--max-tokens", "2")).Succeeded();
    }

    [Fact]
    public async Task What_is_there_is_not_overwritten_and_a_wrong_config_is_named()
    {
        using var folder = new TemporaryFolder();
        folder.Write("file", "precious");
        (await MakeAsync(folder.Path)).Failed(ExitCode.Failure, folder.Path, "not an empty directory");
        (await ToolRun.StartAsync("random-checkpoint", "--config", folder["none.json"], "--out", folder["a"])).Failed(ExitCode.Failure, "none.json");
        (await ToolRun.StartAsync("random-checkpoint", "--config", folder["file"], "--out", folder["a"])).Failed(ExitCode.Failure, "JSON");
        Assert.Equal("file", Path.GetFileName(Assert.Single(Directory.EnumerateFileSystemEntries(folder.Path))));
    }

    private static Task<ToolRun> MakeAsync(string path, params string[] more)
        => ToolRun.StartAsync(["random-checkpoint", "--config", Config, "--out", path, .. more]);
}
