using System.Runtime.CompilerServices;

namespace Hymba.Kernels.Threading;

/// <summary>
/// Memory of each thread for what it makes of a job's input before its first piece. A copy for each thread costs little, for the others would only wait for the one
/// that makes it; a shared one costs its writer 11 nanoseconds for every line that another core has read last time.
/// </summary>
/// <remarks>Holds one job's copy at a time: a job that uses this must not run another one that does inside of a piece.</remarks>
internal static unsafe class ThreadCopy
{
    private const int LineBytes = 64;

    // Grown by doubling, so that a thread allocates a few times at most.
    private const int LeastBytes = 1 << 14;

    [ThreadStatic]
    private static Copy? _own;

    private static long _jobs;

    /// <summary>A number for a job that no other one has. The calling thread has room for its copy from here on: in a piece nothing may fail.</summary>
    /// <param name="bytes">Bytes of the copy.</param>
    /// <exception cref="OverflowException">They are more than an array holds.</exception>
    public static long NextJob(long bytes)
    {
        (_own ??= new Copy()).Reserve(bytes);
        return Interlocked.Increment(ref _jobs);
    }

    /// <summary>The calling thread's copy for a job, starting at a cache line.</summary>
    /// <param name="job">The job's number.</param>
    /// <param name="bytes">Bytes of the copy, the same in each call for a job.</param>
    /// <param name="isNew">Whether the thread has not made it yet: the memory is arbitrary then.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static byte* Of(long job, long bytes, out bool isNew)
    {
        Copy? own = _own;
        isNew = own is null || own.Job != job;
        return isNew ? Begin(job, bytes) : own!.Memory;
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static byte* Begin(long job, long bytes)
    {
        Copy own = _own ??= new Copy();
        own.Reserve(bytes);
        own.Job = job;
        return own.Memory;
    }

    private sealed class Copy
    {
        private byte[] _array = [];

        public long Job { get; set; }

        public byte* Memory { get; private set; }

        public void Reserve(long bytes)
        {
            if (_array.Length - LineBytes < bytes)
            {
                _array = GC.AllocateUninitializedArray<byte>(checked((int)Math.Max(LeastBytes, 2 * bytes) + LineBytes), pinned: true);
                nuint first = (nuint)Unsafe.AsPointer(ref _array[0]);
                Memory = (byte*)((first + LineBytes - 1) & ~(nuint)(LineBytes - 1));
            }
        }
    }
}
