using Hymba.Inference.Checkpoint;

namespace Hymba.Inference.Tests.Checkpoint;

public sealed class CheckpointFilesTests
{
    private const string Needed = "a Hugging Face directory with config.json and model.safetensors is needed.";

    public static TheoryData<string[], string[]> WrongDirectories => new()
    {
        { [], [$"the directory is empty; {Needed}"] },
        { ["README.md"], ["config.json is missing.", "model.safetensors is missing."] },
        { ["model.safetensors"], ["config.json is missing."] },
        { ["config.json"], ["model.safetensors is missing."] },
        { ["model-Q4.GGUF"], ["config.json is missing.", $"the weights are in GGUF form; {Needed}"] },
        { ["config.json", "model.gguf"], [$"the weights are in GGUF form; {Needed}"] },
        { ["config.json", "pytorch_model-00001-of-00002.bin"], [$"the weights are in PyTorch pickle form; {Needed}"] },
        { ["config.json", "consolidated.pth"], [$"the weights are in PyTorch pickle form; {Needed}"] },
        { ["config.json", "model.safetensors.abc.incomplete"], ["the download is incomplete ('model.safetensors.abc.incomplete'); finish it, model.safetensors is missing."] },
        { ["config.json", ".cache/huggingface/download/xyz.incomplete"], ["the download is incomplete ('xyz.incomplete'); finish it, model.safetensors is missing."] },
        { ["config.json", "weights.safetensors"], ["neither model.safetensors nor model.safetensors.index.json is there, only 'weights.safetensors'."] },
    };

    [Theory]
    [MemberData(nameof(WrongDirectories))]
    public void Says_what_is_missing_from_a_directory(string[] files, string[] expected)
    {
        using var folder = new TemporaryDirectory();
        foreach (string file in files)
        {
            Directory.CreateDirectory(Path.GetDirectoryName(folder[file])!);
            folder.Write(file, "x");
        }

        ModelLoadException error = Assert.Throws<ModelLoadException>(() => CheckpointFiles.Locate(folder.Path));

        Assert.Equal(expected, error.Errors);
        Assert.Equal(folder.Path, error.Path);
    }

    [Theory]
    [InlineData("hymba.gguf", "this is a GGUF file; ")]
    [InlineData("pytorch_model.bin", "this is a PyTorch pickle file; ")]
    [InlineData("model.PT", "this is a PyTorch pickle file; ")]
    [InlineData("model.safetensors", "this is a single weights file; ")]
    [InlineData("notes.txt", "this is a file, not a directory; ")]
    public void Says_what_a_single_file_is(string name, string expected)
    {
        using var folder = new TemporaryDirectory();

        ModelLoadException error = Assert.Throws<ModelLoadException>(() => CheckpointFiles.Locate(folder.Write(name, "x")));

        Assert.Equal([expected + Needed], error.Errors);
    }

    [Fact]
    public void A_path_that_does_not_exist_is_an_error()
    {
        using var folder = new TemporaryDirectory();

        ModelLoadException error = Assert.Throws<ModelLoadException>(() => CheckpointFiles.Locate(folder["none"]));

        Assert.Equal(["the path does not exist."], error.Errors);
    }

    [Fact]
    public void A_blank_path_is_the_callers_mistake()
    {
        Assert.Throws<ArgumentException>(() => CheckpointFiles.Locate(" "));
        Assert.Throws<ArgumentNullException>(() => CheckpointFiles.Locate(null!));
    }

    [Fact]
    public void The_single_file_goes_before_an_index()
    {
        using var folder = new TemporaryDirectory();
        folder.Write("config.json", "{}");
        folder.Write("model.safetensors", "x");
        folder.Write("model.safetensors.index.json", "not read");

        CheckpointFiles files = CheckpointFiles.Locate(folder.Path);

        Assert.Equal([folder["model.safetensors"]], files.WeightPaths);
        Assert.Null(files.Index);
    }

    [Fact]
    public void Every_missing_shard_is_listed()
    {
        using var folder = new TemporaryDirectory();
        folder.Write("config.json", "{}");
        folder.Write("b.safetensors", "x");
        folder.Write("model.safetensors.index.json", """{"weight_map":{"x":"a.safetensors","y":"b.safetensors","z":"c.safetensors"}}""");

        ModelLoadException error = Assert.Throws<ModelLoadException>(() => CheckpointFiles.Locate(folder.Path));

        Assert.Equal(["the shard a.safetensors is missing.", "the shard c.safetensors is missing."], error.Errors);
    }
}
