using System.Runtime.InteropServices;
using Hymba.Kernels.Decode;

namespace Hymba.Kernels;

/// <summary>
/// Memory outside the managed heap that starts at a cache line. It is freed when its owner has disposed of it and the last of those who added a reference has
/// released it; what is forgotten, the garbage collector frees. References are thread-safe.
/// </summary>
internal sealed unsafe class NativeBlock : SafeHandle
{
    private const int LineBytes = 64;

    private static long _liveCount;

    private readonly byte* _start;

    /// <summary>Takes memory.</summary>
    /// <param name="bytes">Its length.</param>
    /// <param name="zeroed">Whether it is zeros; otherwise its contents are arbitrary. The system has zeros at hand, and writes none before they are used.</param>
    /// <exception cref="OutOfMemoryException">There is not so much.</exception>
    public NativeBlock(long bytes, bool zeroed = false)
        : base(invalidHandleValue: 0, ownsHandle: true)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(bytes);
        Bytes = bytes;
        nuint taken = (nuint)bytes + LineBytes;
        SetHandle((nint)(zeroed ? NativeMemory.AllocZeroed(taken) : NativeMemory.Alloc(taken)));
        Interlocked.Increment(ref _liveCount);
        _start = (byte*)(((nuint)handle + LineBytes - 1) & ~(nuint)(LineBytes - 1));
    }

    /// <summary>Blocks of the process that have not been freed.</summary>
    public static long LiveCount => Interlocked.Read(ref _liveCount);

    /// <inheritdoc/>
    public override bool IsInvalid => handle == 0;

    /// <summary>The length.</summary>
    public long Bytes { get; }

    /// <summary>Asks for large pages, which nothing should have been written to yet.</summary>
    /// <returns>Bytes from the start to the first of them.</returns>
    public int AdviseLargePages() => LargePages.Advise(ref *_start, Bytes);

    /// <summary>A part of the memory; valid while that is.</summary>
    /// <exception cref="ArgumentOutOfRangeException">It is not inside.</exception>
    public NativeArray<byte> Slice(long start, int length)
    {
        ObjectDisposedException.ThrowIf(IsClosed, this);
        ArgumentOutOfRangeException.ThrowIfNegative(start);
        ArgumentOutOfRangeException.ThrowIfNegative(length);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(length, Bytes - start);
        return NativeArray<byte>.Of(new Span<byte>(_start + start, length));
    }

    /// <inheritdoc/>
    protected override bool ReleaseHandle()
    {
        NativeMemory.Free((void*)handle);
        Interlocked.Decrement(ref _liveCount);
        return true;
    }
}
