using System.Security.Cryptography;
using System.Runtime.Versioning;

namespace Hymba.Inference.Native;

/// <summary>
/// Keeps the adapted library in a folder that only the user may enter. Thread-safe, and safe between processes: a file
/// appears complete or not at all.
/// </summary>
[SupportedOSPlatform("linux")]
internal sealed class PatchedLibraryCache(string folder)
{
    private const UnixFileMode PrivateFolder = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute;
    private const UnixFileMode PrivateFile = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    /// <summary>The folder for this user: below XDG_CACHE_HOME, else ~/.cache, else the system's folder for local data.</summary>
    public static PatchedLibraryCache ForUser() => new(Path.Combine(UserCacheRoot(), "hymba-native"));

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
                $"An adapted copy of TorchSharp's library cannot be kept in '{folder}': {error.Message} "
                + "Set the environment variable XDG_CACHE_HOME to a folder that this user owns and may write.",
                error);
        }
    }

    private static string UserCacheRoot()
    {
        // The standard tells to ignore a relative path here.
        if (Environment.GetEnvironmentVariable("XDG_CACHE_HOME") is { } root && Path.IsPathRooted(root))
        {
            return root;
        }

        string home = Environment.GetFolderPath(Environment.SpecialFolder.UserProfile, Environment.SpecialFolderOption.DoNotVerify);
        if (home.Length > 0)
        {
            return Path.Combine(home, ".cache");
        }

        string data = Environment.GetFolderPath(Environment.SpecialFolder.LocalApplicationData, Environment.SpecialFolderOption.DoNotVerify);
        return data.Length > 0
            ? data
            : throw new NativeLibraryException(
                "There is no folder for an adapted copy of TorchSharp's library: this user has no home folder. "
                + "Set the environment variable XDG_CACHE_HOME to a folder that this user owns and may write.");
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

        if (status.Permissions != PrivateFolder)
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
