using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Hymba.Kernels;

/// <summary>
/// Asks the system for pages of 2 MiB under memory that is read from end to end for every token. Weights are far larger than what the processor
/// remembers of page tables: with pages of 4 KiB a walk through the tables comes every 64 cache lines, two nested ones in a virtual machine.
/// </summary>
internal static unsafe partial class LargePages
{
    /// <summary>Size of a large page; memory that starts at a multiple of it gets the most of them.</summary>
    public const int Bytes = 2 << 20;

    private const int SmallPageBytes = 4096;
    private const int AdviseHugePage = 14;

    /// <summary>
    /// Asks for large pages under memory outside the managed heap, which should not have been written yet. A wish: systems other than Linux, and those that
    /// forbid it, keep their pages.
    /// </summary>
    /// <param name="first">Where the memory starts; somebody else owns it.</param>
    /// <param name="bytes">Its length.</param>
    /// <returns>Bytes from the start to the first large page.</returns>
    public static int Advise(ref readonly byte first, long bytes)
    {
        nuint start = (nuint)Unsafe.AsPointer(ref Unsafe.AsRef(in first));
        nuint page = (start + SmallPageBytes - 1) & ~(nuint)(SmallPageBytes - 1);
        nuint end = start + (nuint)bytes;
        if (OperatingSystem.IsLinux() && end >= page + Bytes)
        {
            // Whether it is granted shows in the speed alone; nothing depends on it.
            _ = MemoryAdvice(page, end - page, AdviseHugePage);
        }

        return (int)((Bytes - (start % Bytes)) % Bytes);
    }

    [LibraryImport("libc", EntryPoint = "madvise")]
    private static partial int MemoryAdvice(nuint start, nuint bytes, int advice);
}
