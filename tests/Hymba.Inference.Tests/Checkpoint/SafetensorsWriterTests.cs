using System.Buffers.Binary;
using Hymba.Inference.Checkpoint;

namespace Hymba.Inference.Tests.Checkpoint;

public sealed class SafetensorsWriterTests
{
    private static readonly SafetensorsTensor[] Two = [new("a", SafetensorsDtype.F32, [1]), new("b\"\u00e9", SafetensorsDtype.U8, [2, 3])];

    [Fact]
    public void What_was_written_reads_back()
    {
        using var folder = new TemporaryDirectory();
        using (var writer = new SafetensorsWriter(folder["x.safetensors"], Two))
        {
            writer.Write([1, 2, 3]);
            writer.Write([4, 5, 6, 7]);
            writer.Write([8, 9, 10]);
            Assert.False(File.Exists(folder["x.safetensors"]));
            writer.Complete();
        }

        using SafetensorsFile file = SafetensorsFile.Open(folder["x.safetensors"]);
        byte[] b = new byte[6];
        file.Read(file.Entries["b\"\u00e9"], b);
        Assert.Equal([5, 6, 7, 8, 9, 10], b);
        Assert.Equal([2, 3], file.Entries["b\"\u00e9"].Shape);
        Assert.Equal("pt", file.Metadata["format"]);
        Assert.Equal(["x.safetensors"], folder.Names());
    }

    [Theory]
    [InlineData("")]
    [InlineData("1")]
    [InlineData("12345")]
    public void The_header_is_padded_to_eight_bytes(string name)
    {
        using var folder = new TemporaryDirectory();
        using (var writer = new SafetensorsWriter(folder["x"], [new(name, SafetensorsDtype.U8, [0])], new Dictionary<string, string>()))
        {
            writer.Complete();
        }

        Assert.Equal(0UL, BinaryPrimitives.ReadUInt64LittleEndian(File.ReadAllBytes(folder["x"])) % 8);
        using SafetensorsFile file = SafetensorsFile.Open(folder["x"]);
        Assert.Empty(file.Metadata);
        Assert.Equal([name], file.Entries.Keys);
    }

    [Fact]
    public void An_abandoned_file_leaves_the_old_one_and_nothing_else()
    {
        using var folder = new TemporaryDirectory();
        folder.Write("x", "old");
        using (var writer = new SafetensorsWriter(folder["x"], Two))
        {
            writer.Write([1, 2, 3]);
            Assert.Throws<InvalidOperationException>(writer.Complete);
        }

        Assert.Equal(["x"], folder.Names());
        Assert.Equal("old", File.ReadAllText(folder["x"]));
    }

    [Fact]
    public void More_bytes_than_announced_are_refused()
    {
        using var folder = new TemporaryDirectory();
        using var writer = new SafetensorsWriter(folder["x"], Two);

        Assert.Throws<InvalidOperationException>(() => writer.Write(new byte[11]));
    }

    [Fact]
    public void A_repeated_or_reserved_name_and_a_negative_size_are_refused()
    {
        using var folder = new TemporaryDirectory();

        Assert.Throws<ArgumentException>(() => new SafetensorsWriter(folder["x"], [Two[0], Two[0]]));
        Assert.Throws<ArgumentException>(() => new SafetensorsWriter(folder["x"], [new("__metadata__", SafetensorsDtype.U8, [1])]));
        Assert.Throws<ArgumentException>(() => new SafetensorsWriter(folder["x"], [new("a", SafetensorsDtype.U8, [-1])]));
        Assert.Empty(folder.Names());
    }

    [Fact]
    public void A_disk_without_room_is_reported_before_anything_is_written()
    {
        using var folder = new TemporaryDirectory();
        long far = 1L << 50;

        CheckpointWriteException error = Assert.Throws<CheckpointWriteException>(
            () => new SafetensorsWriter(folder["x"], [new("a", SafetensorsDtype.U8, [far])]));

        Assert.Contains("bytes are needed", error.Message, StringComparison.Ordinal);
        Assert.Empty(folder.Names());
    }

    [Fact]
    public void A_missing_folder_is_reported()
    {
        using var folder = new TemporaryDirectory();

        CheckpointWriteException error = Assert.Throws<CheckpointWriteException>(
            () => new SafetensorsWriter(Path.Combine(folder["none"], "x"), Two));

        Assert.Contains("none", error.Path, StringComparison.Ordinal);
    }
}
