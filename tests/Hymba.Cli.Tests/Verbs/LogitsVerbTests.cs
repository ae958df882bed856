using System.Runtime.InteropServices;
using System.Text.Json;
using Hymba.Inference.Checkpoint;

namespace Hymba.Cli.Tests.Verbs;

public sealed class LogitsVerbTests
{
    private const float Tolerance = 3e-4f;

    [Fact]
    public async Task The_file_holds_the_reference_logits_whole_or_split()
    {
        using var folder = new TemporaryFolder();
        (string tokens, float[] expected) = Golden("forward-5");
        float[] whole = await ComputeAsync(folder["whole.safetensors"], tokens), split = await ComputeAsync(folder["split.safetensors"], tokens, "--split", "2,1,2");
        Assert.Equal(expected.Length, whole.Length);
        Assert.All(expected.Zip(whole), pair => Assert.InRange(pair.Second, pair.First - Tolerance, pair.First + Tolerance));
        Assert.All(whole.Zip(split), pair => Assert.InRange(pair.Second, pair.First - Tolerance, pair.First + Tolerance));
        Assert.Equal(2, Directory.GetFiles(folder.Path).Length);
    }

    [Fact]
    public async Task Half_precision_comes_near()
    {
        using var folder = new TemporaryFolder();
        (string tokens, float[] expected) = Golden("forward-5");
        float[] half = await ComputeAsync(folder["half.safetensors"], tokens, "--dtype", "bfloat16");
        double error = Math.Sqrt(expected.Zip(half).Average(pair => Math.Pow(pair.First - pair.Second, 2)));
        Assert.InRange(error, Tolerance, 0.1);
    }

    [Fact]
    public async Task Json_names_file_and_shape()
    {
        using var folder = new TemporaryFolder();
        JsonElement json = (await RunAsync(folder["l.safetensors"], "1,2,3", "--json")).Succeeded().Json;
        Assert.Equal(folder["l.safetensors"], json.GetProperty("out").GetString());
        Assert.Equal([3, 320], json.GetProperty("shape").EnumerateArray().Select(size => size.GetInt32()));
    }

    [Theory]
    [InlineData("1,2;3", "", "takes 1 sequence, 2 were given")]
    [InlineData("1,2,3", "1,1", "--split 1,1 must consist of sizes from 1 on that add up to the 3 tokens")]
    [InlineData("1,2,3", "0,3", "--split 0,3")]
    [InlineData("1,,3", "", "--tokens: '' at index 1 is not a whole number")]
    [InlineData("1,x", "", "'x' at index 1")]
    public async Task Wrong_lists_are_usage_errors(string tokens, string split, string part)
        => (await RunAsync("never-written.safetensors", tokens, split.Length > 0 ? ["--split", split] : [])).Failed(ExitCode.Usage, part);

    [Fact]
    public async Task A_failed_run_leaves_no_file()
    {
        using var folder = new TemporaryFolder();
        (await RunAsync(folder["l.safetensors"], "1,320")).Failed(ExitCode.Failure, "Token id 320 at index 1", "0 to 319");
        (await RunAsync(folder["none/l.safetensors"], "1")).Failed(ExitCode.Failure, folder["none"], "does not exist");
        (await RunAsync(folder.Path, "1")).Failed(ExitCode.Failure, "is a directory");
        Assert.Empty(Directory.EnumerateFileSystemEntries(folder.Path));
    }

    private static Task<ToolRun> RunAsync(string path, string tokens, params string[] more)
        => ToolRun.StartAsync(["logits", "--model", ToolRun.IdModel, "--tokens", tokens, "--out", path, .. more]);

    private static async Task<float[]> ComputeAsync(string path, string tokens, params string[] more)
    {
        string[] dataType = more.Contains("--dtype") ? [] : ["--dtype", "float32"];
        (await RunAsync(path, tokens, [.. more, .. dataType])).Succeeded();
        return Read(path, "logits");
    }

    private static (string Tokens, float[] Logits) Golden(string id)
    {
        JsonElement golden = JsonDocument.Parse(File.ReadAllText(Path.Combine(ToolRun.IdModel, "expected.json"))).RootElement
            .GetProperty("cases").EnumerateArray().First(item => item.GetProperty("id").GetString() == id);
        string tokens = string.Join(',', golden.GetProperty("input_ids")[0].EnumerateArray().Select(token => token.GetInt32()));
        return (tokens, Read(Path.Combine(ToolRun.IdModel, "expected.safetensors"), golden.GetProperty("logits").GetString()!));
    }

    private static float[] Read(string path, string tensor)
    {
        using SafetensorsFile file = SafetensorsFile.Open(path);
        SafetensorsEntry entry = file.Entries[tensor];
        Assert.Equal(SafetensorsDtype.F32, entry.Dtype);
        var values = new float[entry.ElementCount];
        file.Read(entry, MemoryMarshal.AsBytes(values.AsSpan()));
        return values;
    }
}
