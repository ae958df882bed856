using System.Runtime.Versioning;
using Hymba.Inference.Files;

namespace Hymba.Inference.Tests.Files;

[SupportedOSPlatform("linux")]
public sealed class UnixFileStatusTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("hymba-status-");

    public UnixFileStatusTests() => Assert.SkipUnless(OperatingSystem.IsLinux(), "The status is read on Linux alone.");

    public void Dispose() => _folder.Delete(recursive: true);

    [Fact]
    public void File_folder_link_and_nothing_are_told_apart()
    {
        string file = Path.Combine(_folder.FullName, "ä file");
        string link = Path.Combine(_folder.FullName, "link");
        File.WriteAllText(file, "");
        File.CreateSymbolicLink(link, file);

        Assert.Equal(UnixFileKind.Regular, UnixFileStatus.Read(file)?.Kind);
        Assert.Equal(UnixFileKind.Folder, UnixFileStatus.Read(_folder.FullName)?.Kind);
        Assert.Equal(UnixFileKind.Link, UnixFileStatus.Read(link)?.Kind);
        Assert.Null(UnixFileStatus.Read(Path.Combine(_folder.FullName, "none")));
        Assert.Null(UnixFileStatus.Read(Path.Combine(file, "none")));
    }

    [Theory]
    [InlineData(UnixFileMode.UserRead | UnixFileMode.GroupRead, true)]
    [InlineData(UnixFileMode.UserRead | UnixFileMode.GroupWrite, false)]
    [InlineData(UnixFileMode.UserRead | UnixFileMode.OtherWrite, false)]
    public void Private_means_that_nobody_else_may_write(UnixFileMode mode, bool expected)
    {
        string file = Path.Combine(_folder.FullName, "file");
        File.WriteAllText(file, "");
        File.SetUnixFileMode(file, mode);

        UnixFileStatus status = UnixFileStatus.Read(file)!;

        Assert.Equal(mode, status.Permissions);
        Assert.True(status.IsOwn);
        Assert.Equal(expected, status.IsPrivate);
    }

    [Fact]
    public void Path_that_the_system_refuses_is_an_error() =>
        Assert.Throws<IOException>(() => UnixFileStatus.Read("/" + new string('x', 300)));
}
