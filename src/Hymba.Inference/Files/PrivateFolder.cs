using System.Runtime.Versioning;

namespace Hymba.Inference.Files;

/// <summary>
/// A folder for files that are trusted when they are found again: only the user may enter it, and a file appears in it complete or not at
/// all. Thread-safe, and safe between processes. On Windows the folder is as private as the one it lies in.
/// </summary>
internal sealed class PrivateFolder
{
    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute;
    private const int BlockBytes = 1 << 17;

    private PrivateFolder(string path) => Path = path;

    /// <summary>The folder's path.</summary>
    public string Path { get; }

    /// <summary>Opens a folder, made where there is none, and shuts others out of it.</summary>
    /// <exception cref="IOException">It is a link or a file, cannot be made, or belongs to someone else.</exception>
    /// <exception cref="UnauthorizedAccessException">The user may not make or change it.</exception>
    public static PrivateFolder Open(string path)
    {
        if (OperatingSystem.IsWindows())
        {
            Directory.CreateDirectory(path);
        }
        else
        {
            Directory.CreateDirectory(path, OwnerOnly);
        }

        if (OperatingSystem.IsLinux())
        {
            RequireOwn(path);
        }
        else if (new DirectoryInfo(path).LinkTarget is not null)
        {
            throw new IOException("It is a link, not a folder.");
        }

        // The system refuses this to all but the owner.
        if (!OperatingSystem.IsWindows() && (File.GetUnixFileMode(path) & ~OwnerOnly) != 0)
        {
            File.SetUnixFileMode(path, OwnerOnly);
        }

        return new PrivateFolder(path);
    }

    /// <summary>Full path of a file of the folder.</summary>
    public string this[string fileName] => System.IO.Path.Combine(Path, fileName);

    /// <summary>Whether an ordinary file of this name holds exactly these bytes, and nobody else may write it.</summary>
    /// <param name="fileName">The file's name.</param>
    /// <param name="expected">Read from its position to its end, or to the first difference.</param>
    /// <exception cref="IOException">The file cannot be read.</exception>
    /// <exception cref="UnauthorizedAccessException">The file cannot be read.</exception>
    public bool Holds(string fileName, Stream expected)
    {
        var file = new FileInfo(this[fileName]);
        if (!file.Exists || file.LinkTarget is not null || file.Length != expected.Length - expected.Position
            || (OperatingSystem.IsLinux() && UnixFileStatus.Read(file.FullName) is not { Kind: UnixFileKind.Regular, IsPrivate: true }))
        {
            return false;
        }

        using FileStream found = new(file.FullName, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete, bufferSize: 0);
        byte[] foundBlock = new byte[BlockBytes], expectedBlock = new byte[BlockBytes];
        int count;
        do
        {
            count = expected.ReadAtLeast(expectedBlock, BlockBytes, throwOnEndOfStream: false);
            int foundCount = found.ReadAtLeast(foundBlock, BlockBytes, throwOnEndOfStream: false);
            if (!foundBlock.AsSpan(0, foundCount).SequenceEqual(expectedBlock.AsSpan(0, count)))
            {
                return false;
            }
        }
        while (count == BlockBytes);

        return true;
    }

    /// <summary>Writes a file, in place of what has its name. Who has the old one open keeps it.</summary>
    /// <param name="fileName">The file's name.</param>
    /// <param name="content">Read from its position to its end.</param>
    /// <exception cref="IOException">The file cannot be written.</exception>
    /// <exception cref="UnauthorizedAccessException">The file cannot be written.</exception>
    public void Write(string fileName, Stream content)
    {
        string draft = this[$".{Guid.NewGuid():n}.tmp"];
        try
        {
            FileStreamOptions options = new() { Mode = FileMode.CreateNew, Access = FileAccess.Write, Share = FileShare.None };
            if (!OperatingSystem.IsWindows())
            {
                options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
            }

            using (FileStream file = new(draft, options))
            {
                content.CopyTo(file);
                file.Flush(flushToDisk: true);
            }

            File.Move(draft, this[fileName], overwrite: true);
        }
        finally
        {
            File.Delete(draft);
        }
    }

    [SupportedOSPlatform("linux")]
    private static void RequireOwn(string path)
    {
        if (UnixFileStatus.Read(path) is not { Kind: UnixFileKind.Folder } status)
        {
            throw new IOException("It is a link or a file, not a folder.");
        }

        if (!status.IsOwn)
        {
            throw new IOException($"The folder belongs to the user with number {status.Owner}.");
        }
    }
}
