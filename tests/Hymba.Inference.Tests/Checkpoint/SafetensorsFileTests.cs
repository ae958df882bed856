using Hymba.Inference.Checkpoint;
using static Hymba.Inference.Tests.Checkpoint.SafetensorsBytes;

namespace Hymba.Inference.Tests.Checkpoint;

public sealed class SafetensorsFileTests
{
    [Theory]
    [InlineData("tiny-a")]
    [InlineData("tiny-b")]
    [InlineData("tiny-real-vocab")]
    public void Reads_files_of_the_original_library(string golden)
    {
        using SafetensorsFile model = SafetensorsFile.Open(RepositoryFiles.Fixture($"golden/{golden}/model.safetensors"));
        using SafetensorsFile expected = SafetensorsFile.Open(RepositoryFiles.Fixture($"golden/{golden}/expected.safetensors"));

        Assert.Equal("pt", model.Metadata["format"]);
        Assert.NotEmpty(expected.Entries);
    }

    [Fact]
    public void Reads_the_bytes_of_each_tensor_whole_and_in_parts()
    {
        using var folder = new TemporaryDirectory();
        string path = folder.Write("x.safetensors", File($"{{{Entry("a", "U8", "[3]", 0, 3)},{Entry("b", "U8", "[5]", 3, 8)}}}", 8));
        using SafetensorsFile file = SafetensorsFile.Open(path);
        byte[] whole = new byte[5];
        byte[] part = new byte[2];

        file.Read(file.Entries["b"], whole);
        file.Read(file.Entries["b"], 3, part);

        Assert.Equal([4, 5, 6, 7, 8], whole);
        Assert.Equal([7, 8], part);
        file.Read(file.Entries["b"], 5, []);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public void Reads_tensors_longer_than_one_slice_at_odd_places(int threads)
    {
        const int length = SafetensorsFile.SliceBytes + 12345;
        using var folder = new TemporaryDirectory();
        string path = folder.Write("x.safetensors", File($"{{{Entry("a", "U8", "[7]", 0, 7)},{Entry("b", "U8", $"[{length}]", 7, 7 + length)}}}", 7 + length));
        using SafetensorsFile file = SafetensorsFile.Open(path);
        byte[] whole = new byte[length];

        file.Read(file.Entries["b"], whole, threads);

        for (int i = 0; i < length; i++)
        {
            if (whole[i] != (byte)(((i + 7) % Period) + 1))
            {
                Assert.Fail($"byte {i} is {whole[i]}");
            }
        }
    }

    [Fact]
    public void Parallel_reads_do_not_disturb_each_other()
    {
        using SafetensorsFile file = SafetensorsFile.Open(RepositoryFiles.Fixture("golden/tiny-b/model.safetensors"));
        SafetensorsEntry[] entries = [.. file.Entries.Values];
        byte[][] alone = [.. entries.Select(Bytes)];

        Parallel.For(0, 4 * entries.Length, i => Assert.Equal(alone[i % entries.Length], Bytes(entries[i % entries.Length])));

        byte[] Bytes(SafetensorsEntry entry)
        {
            byte[] bytes = new byte[entry.ByteLength];
            file.Read(entry, bytes);
            return bytes;
        }
    }

    [Fact]
    public void Refuses_reads_outside_the_tensor()
    {
        using var folder = new TemporaryDirectory();
        string path = folder.Write("x.safetensors", File($"{{{Entry("a", "U8", "[3]", 0, 3)}}}", 3));
        using SafetensorsFile file = SafetensorsFile.Open(path);
        SafetensorsEntry entry = file.Entries["a"];

        Assert.Throws<ArgumentException>(() => file.Read(entry, new byte[2]));
        Assert.Throws<ArgumentException>(() => file.Read(entry, new byte[4]));
        Assert.Throws<ArgumentOutOfRangeException>(() => file.Read(entry, -1, new byte[1]));
        Assert.Throws<ArgumentOutOfRangeException>(() => file.Read(entry, 2, new byte[2]));
        Assert.Throws<ArgumentOutOfRangeException>(() => file.Read(entry, long.MaxValue, new byte[2]));
    }

    [Fact]
    public void A_file_that_was_shortened_after_opening_is_an_error()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Windows does not let an open file be shortened.");
        using var folder = new TemporaryDirectory();
        string path = folder.Write("x.safetensors", File($"{{{Entry("a", "U8", "[100000]", 0, 100000)}}}", 100000));
        using SafetensorsFile file = SafetensorsFile.Open(path);
        using (var writer = new FileStream(path, FileMode.Open, FileAccess.Write, FileShare.ReadWrite))
        {
            writer.SetLength(50);
        }

        ModelLoadException error = Assert.Throws<ModelLoadException>(() => file.Read(file.Entries["a"], new byte[100000]));

        Assert.Contains("50 now", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Follows_links_as_download_caches_use_them()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Links need a privilege on Windows.");
        using var folder = new TemporaryDirectory();
        string blob = folder.Write("blob", File($"{{{Entry("a", "U8", "[3]", 0, 3)}}}", 3));
        System.IO.File.CreateSymbolicLink(folder["x.safetensors"], blob);

        using SafetensorsFile file = SafetensorsFile.Open(folder["x.safetensors"]);

        Assert.Single(file.Entries);
    }

    [Theory]
    [InlineData("version https://git-lfs.github.com/spec/v1\noid sha256:0\nsize 3000000000\n", "git lfs pull")]
    [InlineData("<!DOCTYPE html><html>not found</html>", "not a safetensors file")]
    [InlineData("\u0002\0\0\0\0\0\0\0[]", "does not start with '{'")]
    [InlineData("\u0002\0\0\0\0\0\0", "the file has 7 bytes")]
    [InlineData("", "the file has 0 bytes")]
    public void Says_what_a_wrong_file_is(string content, string expected)
    {
        using var folder = new TemporaryDirectory();
        string path = folder.Write("x.safetensors", content);

        ModelLoadException error = Assert.Throws<ModelLoadException>(() => SafetensorsFile.Open(path));

        Assert.Contains(expected, error.Message, StringComparison.Ordinal);
        Assert.Equal(path, error.Path);
    }

    [Fact]
    public void A_missing_file_and_a_directory_are_errors()
    {
        using var folder = new TemporaryDirectory();

        Assert.Throws<ModelLoadException>(() => SafetensorsFile.Open(folder["none"]));
        Assert.Throws<ModelLoadException>(() => SafetensorsFile.Open(folder.Path));
    }
}
