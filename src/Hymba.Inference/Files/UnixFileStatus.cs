using System.Runtime.InteropServices;
using System.Runtime.Versioning;
using System.Text;

namespace Hymba.Inference.Files;

/// <summary>Who owns a file on Linux and who may write it; .NET itself does not tell the owner. Symbolic links are not followed.</summary>
[SupportedOSPlatform("linux")]
internal sealed record UnixFileStatus(uint Owner, UnixFileMode Permissions, UnixFileKind Kind)
{
    private const int CurrentFolder = -100;
    private const int DoNotFollowLinks = 0x100;
    private const uint BasicFields = 0x7FF;
    private const int NoSuchFile = 2;
    private const int NotAFolder = 20;

    /// <summary>Whether this process's user owns the file.</summary>
    public bool IsOwn => Owner == GetEffectiveUser();

    /// <summary>Whether this process's user owns the file and nobody else may write it.</summary>
    public bool IsPrivate => IsOwn && (Permissions & (UnixFileMode.GroupWrite | UnixFileMode.OtherWrite)) == 0;

    /// <summary>Reads the status of a file or folder, or null where there is none.</summary>
    /// <exception cref="IOException">The system does not tell.</exception>
    public static UnixFileStatus? Read(string path)
    {
        if (GetStatus(CurrentFolder, Encoding.UTF8.GetBytes(path + '\0'), DoNotFollowLinks, BasicFields, out StatusBuffer buffer) == 0)
        {
            return new(buffer.Owner, (UnixFileMode)(buffer.Mode & 0x1FF), (UnixFileKind)(buffer.Mode & 0xF000));
        }

        int error = Marshal.GetLastPInvokeError();
        return error is NoSuchFile or NotAFolder
            ? null
            : throw new IOException($"Cannot read the status of '{path}': {Marshal.GetPInvokeErrorMessage(error)}");
    }

    [DllImport("libc", EntryPoint = "statx", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int GetStatus(int folder, byte[] path, int flags, uint mask, out StatusBuffer buffer);

    [DllImport("libc", EntryPoint = "geteuid")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern uint GetEffectiveUser();

    // struct statx has the same layout on every architecture.
    [StructLayout(LayoutKind.Explicit, Size = 256)]
    private struct StatusBuffer
    {
        [FieldOffset(20)]
        public uint Owner;

        [FieldOffset(28)]
        public ushort Mode;
    }
}
