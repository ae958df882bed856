using System.Runtime.InteropServices;
using Hymba.Inference.Checkpoint;
using Hymba.Inference.Model;

namespace Hymba.Inference.Tests.Checkpoint;

public sealed class HymbaCheckpointTests
{
    [Theory]
    [InlineData("tiny-a", 731_219, 4)]
    [InlineData("tiny-b", 2_178_416, 2)]
    [InlineData("tiny-real-vocab", 2_964_148, 2)]
    public void Opens_the_goldens(string golden, long parameters, int bytesEach)
    {
        using HymbaCheckpoint checkpoint = HymbaCheckpoint.Open(RepositoryFiles.Fixture($"golden/{golden}"));

        Assert.Equal(parameters, checkpoint.ParameterCount);
        Assert.Equal(parameters * bytesEach, checkpoint.WeightBytes);
        Assert.Equal(TensorNames.Expected(checkpoint.Config).Select(tensor => tensor.Name), checkpoint.Entries.Keys);
    }

    [Fact]
    public void Reads_values()
    {
        using HymbaCheckpoint checkpoint = HymbaCheckpoint.Open(RepositoryFiles.Fixture("golden/tiny-a"));
        float[] decay = new float[160 * 16];
        float[] lastRow = new float[16];

        checkpoint.Read("model.layers.0.mamba.A_log.0", MemoryMarshal.AsBytes(decay.AsSpan()));
        checkpoint.Read("model.layers.0.mamba.A_log.0", 159 * 16 * sizeof(float), MemoryMarshal.AsBytes(lastRow.AsSpan()));

        // The golden's recipe: log(1..16) in every row, with a spread of 0.15.
        Assert.InRange(decay.Where((_, i) => i % 16 == 15).Average(), 2.7, 2.85);
        Assert.Equal(decay[^16..], lastRow);
        Assert.Throws<ArgumentException>(() => checkpoint.Entry("model.layers.7.mamba.A_log.0"));
        Assert.Throws<ArgumentException>(() => checkpoint.Read("none", []));
    }

    [Fact]
    public void Opens_shards_and_finds_each_tensor_in_its_file()
    {
        using var folder = new TemporaryDirectory();
        CheckpointBuilder.WriteShards(folder);
        using HymbaCheckpoint checkpoint = HymbaCheckpoint.Open(folder.Path);
        byte[] first = new byte[checkpoint.Entry(TensorNames.Embedding).ByteLength];
        byte[] last = new byte[checkpoint.Entry(TensorNames.FinalNorm).ByteLength];

        checkpoint.Read(TensorNames.Embedding, first);
        checkpoint.Read(TensorNames.FinalNorm, last);

        Assert.Equal(731_219, checkpoint.ParameterCount);
        Assert.Equal([0, 1, 2, 3], first[..4]);
        Assert.Equal((byte)((last[0] + 1) % 251), last[1]);
    }

    [Fact]
    public void One_shard_with_a_bad_header_is_named()
    {
        using var folder = new TemporaryDirectory();
        CheckpointBuilder.WriteShards(folder);
        folder.Write("model-00002-of-00002.safetensors", "version https://git-lfs.github.com/spec/v1\n");

        ModelLoadException error = Assert.Throws<ModelLoadException>(() => HymbaCheckpoint.Open(folder.Path));

        Assert.StartsWith("model-00002-of-00002.safetensors: this is a Git LFS pointer", Assert.Single(error.Errors), StringComparison.Ordinal);
        Assert.Equal(folder.Path, error.Path);
    }

    [Fact]
    public void An_index_that_misplaces_a_tensor_is_refused()
    {
        using var folder = new TemporaryDirectory();
        CheckpointBuilder.WriteShards(folder, map =>
        {
            map[TensorNames.Embedding] = "model-00002-of-00002.safetensors";
            map["model.ghost"] = "model-00002-of-00002.safetensors";
        });

        ModelLoadException error = Assert.Throws<ModelLoadException>(() => HymbaCheckpoint.Open(folder.Path));

        Assert.Equal(
            [
                "the shard index places tensor 'model.embed_tokens.weight' in model-00002-of-00002.safetensors, but it is in model-00001-of-00002.safetensors.",
                "the shard index places tensor 'model.ghost' in model-00002-of-00002.safetensors, but it is in none.",
            ],
            error.Errors);
    }

    [Fact]
    public void A_tensor_in_two_shards_is_refused()
    {
        using var folder = new TemporaryDirectory();
        CheckpointBuilder.WriteShards(folder);
        List<SafetensorsTensor> all = CheckpointBuilder.Tensors(File.ReadAllBytes(folder["config.json"]));
        CheckpointBuilder.WriteFile(folder["model-00002-of-00002.safetensors"], all);

        ModelLoadException error = Assert.Throws<ModelLoadException>(() => HymbaCheckpoint.Open(folder.Path));

        Assert.Contains(
            "tensor 'model.embed_tokens.weight' is in model-00001-of-00002.safetensors and in model-00002-of-00002.safetensors.", error.Errors);
    }

    [Fact]
    public void A_failed_opening_lets_go_of_the_files()
    {
        using var folder = new TemporaryDirectory();
        CheckpointBuilder.Write(folder, tensors => tensors.RemoveAt(0));

        Assert.Throws<ModelLoadException>(() => HymbaCheckpoint.Open(folder.Path));

        using FileStream exclusive = new(folder["model.safetensors"], FileMode.Open, FileAccess.ReadWrite, FileShare.None);
        Assert.True(exclusive.CanWrite);
    }

    [Fact]
    public void A_wrong_config_is_reported_with_its_path()
    {
        using var folder = new TemporaryDirectory();
        CheckpointBuilder.Write(folder);
        folder.Write("config.json", "{ not json");

        ModelLoadException error = Assert.Throws<ModelLoadException>(() => HymbaCheckpoint.Open(folder.Path));

        Assert.Equal(folder["config.json"], error.Path);
        Assert.Contains("not valid JSON", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Reading_after_disposal_is_refused()
    {
        HymbaCheckpoint checkpoint = HymbaCheckpoint.Open(RepositoryFiles.Fixture("golden/tiny-a"));
        checkpoint.Dispose();

        Assert.Throws<ObjectDisposedException>(() => checkpoint.Read(TensorNames.FinalNorm, new byte[320]));
    }
}
