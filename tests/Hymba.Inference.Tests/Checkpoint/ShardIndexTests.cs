using Hymba.Inference.Checkpoint;

namespace Hymba.Inference.Tests.Checkpoint;

public sealed class ShardIndexTests
{
    [Fact]
    public void Reads_which_file_holds_which_tensor()
    {
        ShardIndex index = Read("""{"metadata":{"total_size":7},"weight_map":{"x":"b.safetensors","y":"a.safetensors","z":"b.safetensors"}}""");

        Assert.Equal(["a.safetensors", "b.safetensors"], index.Files);
        Assert.Equal("a.safetensors", index.FileOfTensor["y"]);
    }

    [Theory]
    [InlineData("../secret.safetensors")]
    [InlineData("..\\\\secret.safetensors")]
    [InlineData("/etc/x.safetensors")]
    [InlineData("sub/x.safetensors")]
    [InlineData("C:x.safetensors")]
    [InlineData(".safetensors")]
    [InlineData("..")]
    [InlineData("")]
    [InlineData("x.bin")]
    [InlineData("a\\u0000.safetensors")]
    public void Refuses_names_that_leave_the_folder(string file)
    {
        ModelLoadException error = Assert.Throws<ModelLoadException>(() => Read($$"""{"weight_map":{"y":"good.safetensors","x":"{{file}}"} }"""));

        Assert.Contains("must be a .safetensors file of the same folder", Assert.Single(error.Errors), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("", "has 0 bytes")]
    [InlineData("{", "cannot be read")]
    [InlineData("[]", "has no weight_map object")]
    [InlineData("{}", "has no weight_map object")]
    [InlineData("""{"weight_map":[]}""", "has no weight_map object")]
    [InlineData("""{"weight_map":{}}""", "names 0 files")]
    [InlineData("""{"weight_map":{"x":1}}""", "names '1'")]
    [InlineData("""{"weight_map":{"x":"a.safetensors","x":"b.safetensors"}}""", "cannot be read")]
    [InlineData("""{"weight_map":{"x":"\ud800.safetensors"}}""", "cannot be read")]
    public void Refuses_what_is_no_index(string json, string expected)
        => Assert.Contains(expected, Assert.Throws<ModelLoadException>(() => Read(json)).Message, StringComparison.Ordinal);

    [Fact]
    public void Refuses_more_shards_than_any_model_has()
    {
        string map = string.Join(',', Enumerable.Range(0, 1001).Select(i => $"\"t{i}\":\"{i}.safetensors\""));

        Assert.Throws<ModelLoadException>(() => Read($"{{\"weight_map\":{{{map}}}}}"));
    }

    private static ShardIndex Read(string json)
    {
        using var folder = new TemporaryDirectory();
        return ShardIndex.Read(folder.Write("index.json", json));
    }
}
