using System.Diagnostics;
using System.Runtime.Versioning;
using Hymba.Inference.Native;

namespace Hymba.Inference.Tests.Native;

[SupportedOSPlatform("linux")]
public sealed class PatchedLibraryCacheTests : IDisposable
{
    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute;
    private static readonly byte[] Original = [1, 2, 3];
    private static readonly byte[] Patched = [1, 2, 4];
    private readonly DirectoryInfo _root = Directory.CreateTempSubdirectory("hymba-cache-");

    private string Folder => Path.Combine(_root.FullName, "cache", "hymba-native");

    public PatchedLibraryCacheTests() => Assert.SkipUnless(OperatingSystem.IsLinux(), "The adapted library is a matter of Linux alone.");

    public void Dispose() => _root.Delete(recursive: true);

    [Fact]
    public void Stored_file_is_complete_and_private()
    {
        string path = Store();

        Assert.Equal(Patched, File.ReadAllBytes(path));
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(path));
        Assert.Equal(OwnerOnly, File.GetUnixFileMode(Folder));
        Assert.Equal([path], Directory.GetFiles(Folder));
    }

    [Fact]
    public void Unchanged_file_is_used_again()
    {
        DateTime past = new(2001, 2, 3, 4, 5, 6, DateTimeKind.Utc);
        File.SetLastWriteTimeUtc(Store(), past);

        Assert.Equal(past, File.GetLastWriteTimeUtc(Store()));
    }

    [Fact]
    public void Name_depends_on_the_original() =>
        Assert.NotEqual(Store(), new PatchedLibraryCache(Folder).Store([9], Patched));

    [Theory]
    [InlineData(new byte[] { 1, 2, 3 })]
    [InlineData(new byte[] { 1, 2 })]
    [InlineData(new byte[] { 1, 2, 4, 5 })]
    [InlineData(new byte[0])]
    public void Changed_file_is_replaced(byte[] content)
    {
        File.WriteAllBytes(Store(), content);

        Assert.Equal(Patched, File.ReadAllBytes(Store()));
    }

    [Theory]
    [InlineData(UnixFileMode.GroupWrite)]
    [InlineData(UnixFileMode.OtherWrite)]
    public void File_that_others_may_write_is_replaced(UnixFileMode extra)
    {
        string path = Store();
        File.SetUnixFileMode(path, OwnerOnly | extra);

        // A handle that was opened while the file was open to all must not reach the file in use.
        using FileStream others = new(path, FileMode.Open, FileAccess.Write, FileShare.ReadWrite);
        Store();
        others.Write([66]);
        others.Flush();

        Assert.Equal(Patched, File.ReadAllBytes(path));
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(path));
    }

    [Fact]
    public void Link_in_place_of_the_file_is_replaced_and_its_target_left_alone()
    {
        string path = Store();
        string target = Path.Combine(_root.FullName, "target");
        File.WriteAllBytes(target, Patched);
        File.Delete(path);
        File.CreateSymbolicLink(path, target);

        Store();

        Assert.Null(new FileInfo(path).LinkTarget);
        Assert.True(File.Exists(target));
    }

    [Fact]
    public void Folder_open_to_others_is_closed()
    {
        Store();
        File.SetUnixFileMode(Folder, OwnerOnly | UnixFileMode.GroupWrite | UnixFileMode.OtherWrite | UnixFileMode.OtherExecute);

        Store();

        Assert.Equal(OwnerOnly, File.GetUnixFileMode(Folder));
    }

    [Fact]
    public void Link_in_place_of_the_folder_is_refused()
    {
        Directory.CreateDirectory(Path.GetDirectoryName(Folder)!);
        Directory.CreateSymbolicLink(Folder, _root.FullName);

        AssertRefused("It is a link or a file, not a folder.");
    }

    [Fact]
    public void Folder_below_a_file_is_refused_with_the_cure()
    {
        File.WriteAllText(Path.Combine(_root.FullName, "cache"), "");

        AssertRefused("XDG_CACHE_HOME");
    }

    [Fact]
    public void Read_only_system_is_refused_with_the_cure()
    {
        // Not even the administrator may create folders there.
        NativeLibraryException error =
            Assert.Throws<NativeLibraryException>(() => new PatchedLibraryCache("/proc/hymba-native").Store(Original, Patched));

        Assert.Contains("'/proc/hymba-native'", error.Message, StringComparison.Ordinal);
        Assert.Contains("Set the environment variable XDG_CACHE_HOME", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Folder_of_another_user_is_refused()
    {
        string foreign = Environment.IsPrivilegedProcess ? GivenAway() : "/usr";

        NativeLibraryException error = Assert.Throws<NativeLibraryException>(() => new PatchedLibraryCache(foreign).Store(Original, Patched));

        Assert.Contains("belongs to the user with number", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Many_callers_at_once_get_one_good_file()
    {
        string[] paths = new string[32];
        Parallel.For(0, paths.Length, i => paths[i] = Store());

        Assert.Equal([paths[0]], paths.Distinct());
        Assert.Equal([paths[0]], Directory.GetFiles(Folder));
        Assert.Equal(Patched, File.ReadAllBytes(paths[0]));
    }

    // The administrator, to whom the system's folders belong, gives a folder away.
    private string GivenAway()
    {
        string folder = _root.CreateSubdirectory("foreign").FullName;
        using Process change = Process.Start("chown", ["65534", folder]);
        change.WaitForExit();
        Assert.SkipUnless(change.ExitCode == 0, "This system lets not even the administrator give a folder away.");
        return folder;
    }

    private string Store() => new PatchedLibraryCache(Folder).Store(Original, Patched);

    private void AssertRefused(string expected)
    {
        NativeLibraryException error = Assert.Throws<NativeLibraryException>(Store);
        Assert.Contains(expected, error.Message, StringComparison.Ordinal);
    }
}
