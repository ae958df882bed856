namespace Hymba.Nano.Tests.Embedding;

public sealed class TemporaryFolderTests
{
    [Fact]
    public void Each_is_new_and_can_be_removed_twice()
    {
        string first = TemporaryFolder.Create(), second = TemporaryFolder.Create();
        File.WriteAllText(Path.Combine(first, "file"), "");
        TemporaryFolder.Remove(first);
        TemporaryFolder.Remove(first);

        Assert.False(Directory.Exists(first));
        Assert.Empty(Directory.GetFileSystemEntries(second));
        TemporaryFolder.Remove(second);
    }
}
