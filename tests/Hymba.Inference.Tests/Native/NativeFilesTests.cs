using Hymba.Inference.Native;

namespace Hymba.Inference.Tests.Native;

public sealed class NativeFilesTests : IDisposable
{
    private readonly DirectoryInfo _root = Directory.CreateTempSubdirectory("hymba-files-");

    public void Dispose() => _root.Delete(recursive: true);

    [Fact]
    public void First_folder_that_has_the_file_wins()
    {
        string[] folders = [.. new[] { "a", "b", "c" }.Select(name => Path.Combine(_root.FullName, name))];
        Directory.CreateDirectory(folders[1]);
        Directory.CreateDirectory(folders[2]);
        File.WriteAllText(Path.Combine(folders[1], "lib"), "");
        File.WriteAllText(Path.Combine(folders[2], "lib"), "");

        Assert.Equal(Path.Combine(folders[1], "lib"), NativeFiles.Find("lib", folders));
        Assert.Null(NativeFiles.Find("none", folders));
    }

    [Fact]
    public void Folders_hold_the_application_and_its_native_folder_once()
    {
        IReadOnlyList<string> folders = NativeFiles.Folders();
        string application = Path.TrimEndingDirectorySeparator(AppContext.BaseDirectory);

        Assert.Contains(application, folders);
        Assert.Contains(Path.Combine(application, "runtimes", "linux-x64", "native"), folders);
        Assert.Distinct(folders);
    }
}
