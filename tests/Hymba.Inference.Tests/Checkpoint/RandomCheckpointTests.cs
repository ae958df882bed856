using System.Text.Json.Nodes;
using Hymba.Inference.Checkpoint;
using Hymba.Inference.Model;

namespace Hymba.Inference.Tests.Checkpoint;

public sealed class RandomCheckpointTests
{
    private static readonly string Config = RepositoryFiles.Fixture("golden/tiny-a/config.json");

    [Theory]
    [InlineData("BF16", "bfloat16", 2)]
    [InlineData("F16", "float16", 2)]
    [InlineData("F32", "float32", 4)]
    public async Task What_is_written_opens(string type, string torchName, int bytesEach)
    {
        Assert.True(SafetensorsDtypeNames.TryParse(type, out SafetensorsDtype dtype));
        using var folder = new TemporaryDirectory();

        await WriteAsync(dtype, 1, folder["out"]);

        using HymbaCheckpoint checkpoint = HymbaCheckpoint.Open(folder["out"]);
        Assert.Equal(731_219, checkpoint.ParameterCount);
        Assert.Equal(731_219 * bytesEach, checkpoint.WeightBytes);
        Assert.Equal(torchName, checkpoint.Config.TorchDtype);
        Assert.All(checkpoint.Entries.Values, entry => Assert.Equal(dtype, entry.Dtype));
        Assert.Equal(["out"], folder.Names());
    }

    [Fact]
    public async Task The_seed_alone_decides_the_bytes()
    {
        using var folder = new TemporaryDirectory();
        await WriteAsync(SafetensorsDtype.BF16, 1, folder["one"]);
        await WriteAsync(SafetensorsDtype.BF16, 1, folder["same"]);
        await WriteAsync(SafetensorsDtype.BF16, 2, folder["other"]);

        byte[] one = Weights("one");
        Assert.Equal(one, Weights("same"));
        Assert.NotEqual(one, Weights("other"));

        byte[] Weights(string name) => File.ReadAllBytes(Path.Combine(folder[name], "model.safetensors"));
    }

    [Fact]
    public async Task A_tensor_of_many_parts_is_written_in_order()
    {
        using var folder = new TemporaryDirectory();
        string config = folder.Write("config.json", ConfigText.Small(settings => settings["vocab_size"] = 60_000));
        await RandomCheckpoint.WriteAsync(
            config, SafetensorsDtype.F32, 3, folder["out"], cancellationToken: TestContext.Current.CancellationToken);
        byte[] expected = new byte[60_000 * 80 * sizeof(float)];
        byte[] written = new byte[expected.Length];

        new RandomWeights(TensorNames.Embedding, [60_000, 80], 3).Fill(0, SafetensorsDtype.F32, expected);
        using HymbaCheckpoint checkpoint = HymbaCheckpoint.Open(folder["out"]);
        checkpoint.Read(TensorNames.Embedding, written);

        Assert.True(expected.AsSpan().SequenceEqual(written));
    }

    [Fact]
    public async Task Other_settings_stay_and_tokenizer_files_come_along()
    {
        using var folder = new TemporaryDirectory();
        Directory.CreateDirectory(folder["in"]);
        File.Copy(Config, folder["in/my-config.json"]);
        folder.Write("in/tokenizer.model", "model");
        folder.Write("in/tokenizer_config.json", "{}");
        folder.Write("in/notes.txt", "stays behind");

        await RandomCheckpoint.WriteAsync(
            folder["in/my-config.json"], SafetensorsDtype.F16, 1, folder["out"], cancellationToken: TestContext.Current.CancellationToken);

        Assert.Equal(
            ["config.json", "model.safetensors", "tokenizer.model", "tokenizer_config.json"],
            Directory.EnumerateFiles(folder["out"]).Select(path => Path.GetFileName(path)).Order());
        JsonNode expected = JsonNode.Parse(File.ReadAllBytes(Config))!;
        expected["torch_dtype"] = "float16";
        Assert.True(JsonNode.DeepEquals(expected, JsonNode.Parse(File.ReadAllBytes(folder["out/config.json"]))));
        Assert.Equal("model", File.ReadAllText(folder["out/tokenizer.model"]));
    }

    [Fact]
    public async Task An_empty_directory_may_be_there_and_a_trailing_separator_too()
    {
        using var folder = new TemporaryDirectory();
        Directory.CreateDirectory(folder["out"]);

        await WriteAsync(SafetensorsDtype.BF16, 1, folder["out"] + Path.DirectorySeparatorChar);

        Assert.Equal(["out"], folder.Names());
        Assert.True(File.Exists(folder["out/model.safetensors"]));
    }

    [Theory]
    [InlineData("full/x")]
    [InlineData("full")]
    public async Task A_target_that_holds_something_is_refused_and_left_alone(string existing)
    {
        using var folder = new TemporaryDirectory();
        Directory.CreateDirectory(Path.GetDirectoryName(folder[existing])!);
        folder.Write(existing, "precious");

        CheckpointWriteException error = await Assert.ThrowsAsync<CheckpointWriteException>(() => WriteAsync(SafetensorsDtype.BF16, 1, folder["full"]));

        Assert.Contains("not an empty directory", error.Message, StringComparison.Ordinal);
        Assert.Equal("precious", File.ReadAllText(folder[existing]));
    }

    [Fact]
    public async Task Cancelling_leaves_nothing_behind()
    {
        using var folder = new TemporaryDirectory();
        using var cancellation = new CancellationTokenSource();
        var progress = new Callback(share =>
        {
            if (share > 0.5)
            {
                cancellation.Cancel();
            }
        });

        await Assert.ThrowsAnyAsync<OperationCanceledException>(
            () => RandomCheckpoint.WriteAsync(Config, SafetensorsDtype.F32, 1, folder["out"], progress, cancellation.Token));

        Assert.InRange(progress.Last, 0.5, 0.99);
        Assert.Empty(folder.Names());
    }

    [Fact]
    public async Task Progress_rises_to_one()
    {
        using var folder = new TemporaryDirectory();
        double before = 0;
        var progress = new Callback(share =>
        {
            Assert.True(share > before);
            before = share;
        });

        await RandomCheckpoint.WriteAsync(Config, SafetensorsDtype.BF16, 1, folder["out"], progress, TestContext.Current.CancellationToken);

        Assert.Equal(1, progress.Last);
    }

    [Fact]
    public async Task A_wrong_config_writes_nothing()
    {
        using var folder = new TemporaryDirectory();
        string config = folder.Write("bad.json", ConfigText.Small(settings => settings["num_mamba"] = 2));

        await Assert.ThrowsAsync<ModelLoadException>(() => RandomCheckpoint.WriteAsync(
            config, SafetensorsDtype.BF16, 1, folder["out"], cancellationToken: TestContext.Current.CancellationToken));

        Assert.Equal(["bad.json"], folder.Names());
    }

    [Fact]
    public async Task Types_that_no_weights_have_are_refused()
        => await Assert.ThrowsAsync<ArgumentOutOfRangeException>(() => WriteAsync(SafetensorsDtype.I8, 1, "out"));

    private static Task WriteAsync(SafetensorsDtype dtype, ulong seed, string output)
        => RandomCheckpoint.WriteAsync(Config, dtype, seed, output, cancellationToken: TestContext.Current.CancellationToken);

    private sealed class Callback(Action<double> report) : IProgress<double>
    {
        public double Last { get; private set; }

        public void Report(double value)
        {
            Last = value;
            report(value);
        }
    }
}
