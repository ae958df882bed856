using System.Runtime.Versioning;
using System.Security.Cryptography;

namespace Hymba.Inference.Native;

/// <summary>
/// Keeps the adapted library in a folder that only the user may enter. Thread-safe, and safe between processes: a file
/// appears complete or not at all.
/// </summary>
[SupportedOSPlatform("linux")]
internal sealed class PatchedLibraryCache(string folder)
{
    private const string Cure = "Set the environment variable XDG_CACHE_HOME to a folder that this user owns and may write.";
    private const UnixFileMode PrivateFolder = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute;
    private const UnixFileMode PrivateFile = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    /// <summary>The cache of this process's user.</summary>
    /// <exception cref="NativeLibraryException">The user has no folder for it.</exception>
    public static PatchedLibraryCache ForUser() => new(FolderFor(
        Environment.GetEnvironmentVariable("XDG_CACHE_HOME"),
        Environment.GetFolderPath(Environment.SpecialFolder.UserProfile, Environment.SpecialFolderOption.DoNotVerify),
        Environment.GetFolderPath(Environment.SpecialFolder.LocalApplicationData, Environment.SpecialFolderOption.DoNotVerify)));

    /// <summary>The folder below XDG_CACHE_HOME, else ~/.cache, else the system's folder for local data.</summary>
    public static string FolderFor(string? xdgCacheHome, string home, string localData)
    {
        // The XDG standard tells to ignore a relative path.
        string root = Path.IsPathRooted(xdgCacheHome) ? xdgCacheHome : home.Length > 0 ? Path.Combine(home, ".cache") : localData;
        return root.Length > 0
            ? Path.Combine(root, "hymba-native")
            : throw new NativeLibraryException($"There is no folder for an adapted copy of TorchSharp's library: the user has no home folder. {Cure}");
    }

    /// <summary>Full path of a file with exactly these bytes, written where it is not there yet or was changed.</summary>
    /// <param name="original">The library as it was shipped; its hash is part of the file name.</param>
    /// <param name="patched">The bytes that the file must hold.</param>
    /// <exception cref="NativeLibraryException">The folder cannot be written, or belongs to someone else.</exception>
    public string Store(ReadOnlySpan<byte> original, ReadOnlySpan<byte> patched)
    {
        Version? version = typeof(PatchedLibraryCache).Assembly.GetName().Version;
        string path = Path.Combine(folder, $"libLibTorchSharp-{Convert.ToHexStringLower(SHA256.HashData(original))}-{version}.so");
        try
        {
            MakeFolderPrivate();
            if (!Holds(path, patched))
            {
                Write(path, patched);
            }

            return path;
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new NativeLibraryException(
                $"An adapted copy of TorchSharp's library cannot be kept in '{folder}': {error.Message} {Cure}",
                error);
        }
    }

    private void MakeFolderPrivate()
    {
        Directory.CreateDirectory(folder, PrivateFolder);
        if (UnixFileStatus.Read(folder) is not { Kind: UnixFileKind.Folder } status)
        {
            throw new IOException("It is a link or a file, not a folder.");
        }

        if (!status.IsOwn)
        {
            throw new IOException($"The folder belongs to the user with number {status.Owner}.");
        }

        if ((status.Permissions & ~PrivateFolder) != 0)
        {
            File.SetUnixFileMode(folder, PrivateFolder);
        }
    }

    private static bool Holds(string path, ReadOnlySpan<byte> expected) =>
        UnixFileStatus.Read(path) is { Kind: UnixFileKind.Regular, IsPrivate: true } && File.ReadAllBytes(path).AsSpan().SequenceEqual(expected);

    private void Write(string path, ReadOnlySpan<byte> content)
    {
        string draft = Path.Combine(folder, $".{Guid.NewGuid():n}.tmp");
        try
        {
            FileStreamOptions options = new()
            {
                Mode = FileMode.CreateNew,
                Access = FileAccess.Write,
                Share = FileShare.None,
                UnixCreateMode = PrivateFile,
            };
            using (FileStream file = new(draft, options))
            {
                file.Write(content);
                file.Flush(flushToDisk: true);
            }

            File.Move(draft, path, overwrite: true);
        }
        finally
        {
            File.Delete(draft);
        }
    }
}
