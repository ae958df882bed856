using System.Runtime.CompilerServices;

namespace Hymba.Kernels.Threading;

/// <summary>
/// Memory of each thread for what it makes of a job's input before its first piece. A copy for each thread costs little, for the others would only wait for the one
/// that makes it; a shared one costs its writer 11 nanoseconds for every line that another core has read last time.
/// </summary>
/// <remarks>Holds one job's copy at a time: a job that uses this must not run another one that does inside of a piece.</remarks>
internal readonly unsafe struct ThreadCopy
{
    // Grown by doubling, so that a thread allocates a few times at most.
    private const int LeastFloats = 1 << 12;

    [ThreadStatic]
    private static Copy? _own;

    private static long _jobs;

    private readonly long _job;
    private readonly long _bytes;

    /// <summary>For one job. The calling thread has room for its copy from here on: in a piece nothing may fail.</summary>
    /// <param name="bytes">Bytes of a copy.</param>
    /// <exception cref="OverflowException">They are more than an array holds.</exception>
    public ThreadCopy(long bytes)
    {
        (_own ??= new Copy()).Reserve(bytes);
        _bytes = bytes;
        _job = Interlocked.Increment(ref _jobs);
    }

    /// <summary>The calling thread's copy, starting at a cache line.</summary>
    /// <param name="isNew">Whether the thread has not made it yet: the memory is arbitrary then.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public byte* Own(out bool isNew)
    {
        Copy? own = _own;
        isNew = own is null || own.Job != _job;
        return isNew ? Begin() : own!.Memory;
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private byte* Begin()
    {
        Copy own = _own ??= new Copy();
        own.Reserve(_bytes);
        own.Job = _job;
        return own.Memory;
    }

    private sealed class Copy
    {
        private float[] _array = [];

        public long Job { get; set; }

        public byte* Memory { get; private set; }

        public void Reserve(long bytes)
        {
            long floats = (bytes + sizeof(float) - 1) / sizeof(float);
            if (_array.Length - AlignedScratch.RentedLength(0) < floats)
            {
                // What was here is no job's copy any more.
                Job = 0;
                _array = GC.AllocateUninitializedArray<float>(checked((int)(AlignedScratch.RentedLength(0) + Math.Max(LeastFloats, 2 * floats))), pinned: true);
                Memory = (byte*)AlignedScratch.Align((float*)Unsafe.AsPointer(ref _array[0]));
            }
        }
    }
}
