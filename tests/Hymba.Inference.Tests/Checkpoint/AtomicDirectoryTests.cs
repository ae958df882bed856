using Hymba.Inference.Checkpoint;

namespace Hymba.Inference.Tests.Checkpoint;

public sealed class AtomicDirectoryTests
{
    [Fact]
    public void A_directory_is_replaced_as_a_whole()
    {
        using var folder = new TemporaryDirectory();
        AtomicDirectory.Write(folder["made"], path => File.WriteAllText(Path.Combine(path, "old"), "1"), replace: true);
        AtomicDirectory.Write(
            folder["made"],
            path =>
            {
                Assert.True(File.Exists(Path.Combine(folder["made"], "old")));
                File.WriteAllText(Path.Combine(path, "new"), "2");
            },
            replace: true);
        Assert.Equal(["made"], folder.Names());
        Assert.Equal("new", Path.GetFileName(Assert.Single(Directory.EnumerateFileSystemEntries(folder["made"]))));
    }

    [Fact]
    public void What_stood_there_stays_where_writing_fails()
    {
        using var folder = new TemporaryDirectory();
        AtomicDirectory.Write(folder["made"], path => File.WriteAllText(Path.Combine(path, "old"), "1"), replace: true);
        var error = Assert.Throws<CheckpointWriteException>(
            () => AtomicDirectory.Write(folder["made"], _ => throw new IOException("disk full"), replace: true));
        Assert.Contains("disk full", error.Message, StringComparison.Ordinal);
        Assert.Throws<InvalidDataException>(() => AtomicDirectory.Write(folder["made"], _ => throw new InvalidDataException(), replace: true));
        Assert.Equal(["made"], folder.Names());
        Assert.True(File.Exists(Path.Combine(folder["made"], "old")));
    }

    [Fact]
    public void Without_leave_only_an_empty_directory_is_taken()
    {
        using var folder = new TemporaryDirectory();
        Directory.CreateDirectory(folder["empty"]);
        AtomicDirectory.Write(folder["empty"], path => File.WriteAllText(Path.Combine(path, "x"), "1"));
        Assert.Throws<CheckpointWriteException>(() => AtomicDirectory.Write(folder["empty"], _ => Assert.Fail("not to be called")));
        folder.Write("file", "x");
        Assert.Throws<CheckpointWriteException>(() => AtomicDirectory.Write(folder["file"], _ => Assert.Fail("not to be called"), replace: true));
    }
}
