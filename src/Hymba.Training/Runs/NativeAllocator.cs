using System.Runtime.InteropServices;

namespace Hymba.Training.Runs;

/// <summary>
/// Settings of the C library's allocator for training. By default glibc returns every large block to the system when it is freed, so that
/// each operation's result costs page faults anew: that halves the speed of a step.
/// </summary>
internal static class NativeAllocator
{
    private const int TrimThreshold = -1; // M_TRIM_THRESHOLD
    private const int MaxMappings = -4; // M_MMAP_MAX
    private const int MaxArenas = -8; // M_ARENA_MAX: further arenas cannot hold blocks above 64 MiB

    /// <summary>Keeps freed memory in the process from now on. Does nothing where the C library is not glibc.</summary>
    public static void KeepFreedMemory()
    {
        if (!OperatingSystem.IsLinux() || !NativeLibrary.TryLoad("libc.so.6", out nint library))
        {
            return;
        }

        if (NativeLibrary.TryGetExport(library, "mallopt", out nint address))
        {
            var set = Marshal.GetDelegateForFunctionPointer<SetOption>(address);
            _ = set(MaxMappings, 0);
            _ = set(TrimThreshold, int.MaxValue);
            _ = set(MaxArenas, 1);
        }
    }

    [UnmanagedFunctionPointer(CallingConvention.Cdecl)]
    private delegate int SetOption(int option, int value);
}
