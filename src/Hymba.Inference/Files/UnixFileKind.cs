namespace Hymba.Inference.Files;

/// <summary>The kinds of file that matter here, with the system's own numbers.</summary>
internal enum UnixFileKind
{
    /// <summary>Anything else: a device, a pipe, a socket.</summary>
    Other = 0,

    /// <summary>A folder.</summary>
    Folder = 0x4000,

    /// <summary>An ordinary file.</summary>
    Regular = 0x8000,

    /// <summary>A symbolic link.</summary>
    Link = 0xA000,
}
