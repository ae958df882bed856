using System.Runtime.InteropServices;

namespace Hymba.Kernels.Threading;

/// <summary>Keeps threads on cores (sched_setaffinity, SetThreadAffinityMask). Thread-safe.</summary>
internal static unsafe partial class CoreAffinity
{
    // 1,024 cores, what the C library's own set holds.
    private const int MaskWords = 16;
    private const int WordBits = 64;

    /// <summary>Whether this system lets a thread be kept on a core.</summary>
    public static bool IsSupported => OperatingSystem.IsLinux() || OperatingSystem.IsWindows();

    /// <summary>Keeps the calling thread on one of the cores that it may run on now.</summary>
    /// <param name="index">Which of them, counted from 0; past the last one it begins anew.</param>
    /// <returns>Whether the system did so.</returns>
    public static bool TryPin(int index)
    {
        ulong* mask = stackalloc ulong[MaskWords];
        if (OperatingSystem.IsLinux())
        {
            return GetAffinity(0, MaskWords * sizeof(ulong), mask) >= 0 && Narrow(mask, index) && SetAffinity(0, MaskWords * sizeof(ulong), mask) == 0;
        }

        return OperatingSystem.IsWindows() && GetProcessAffinityMask(GetCurrentProcess(), out mask[0], out _) && Narrow(mask, index)
            && SetThreadAffinityMask(GetCurrentThread(), (nuint)mask[0]) != 0;
    }

    // Leaves one bit of those that are set.
    private static bool Narrow(ulong* mask, int index)
    {
        List<int> cores = Cores(new ReadOnlySpan<ulong>(mask, MaskWords));
        if (cores.Count == 0)
        {
            return false;
        }

        int core = cores[index % cores.Count];
        new Span<ulong>(mask, MaskWords).Clear();
        mask[core / WordBits] = 1UL << (core % WordBits);
        return true;
    }

    private static List<int> Cores(ReadOnlySpan<ulong> mask)
    {
        var cores = new List<int>();
        for (int core = 0; core < mask.Length * WordBits; core++)
        {
            if ((mask[core / WordBits] >> (core % WordBits) & 1) != 0)
            {
                cores.Add(core);
            }
        }

        return cores;
    }

    [LibraryImport("libc", EntryPoint = "sched_getaffinity")]
    private static partial int GetAffinity(int thread, nuint bytes, ulong* mask);

    [LibraryImport("libc", EntryPoint = "sched_setaffinity")]
    private static partial int SetAffinity(int thread, nuint bytes, ulong* mask);

    [LibraryImport("kernel32")]
    private static partial nint GetCurrentProcess();

    [LibraryImport("kernel32")]
    private static partial nint GetCurrentThread();

    [LibraryImport("kernel32")]
    [return: MarshalAs(UnmanagedType.Bool)]
    private static partial bool GetProcessAffinityMask(nint process, out ulong processMask, out ulong systemMask);

    [LibraryImport("kernel32")]
    private static partial nuint SetThreadAffinityMask(nint thread, nuint mask);
}
