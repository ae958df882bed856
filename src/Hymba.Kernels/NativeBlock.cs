using System.Runtime.InteropServices;
using Hymba.Kernels.Decode;

namespace Hymba.Kernels;

/// <summary>
/// Memory outside the managed heap that starts at a cache line. Whoever holds it disposes of it, which ends all its parts; what is forgotten, the garbage
/// collector frees. Not thread-safe.
/// </summary>
internal sealed unsafe class NativeBlock : IDisposable
{
    private const int LineBytes = 64;

    private readonly byte* _start;
    private void* _memory;

    /// <summary>Takes memory.</summary>
    /// <param name="bytes">Its length.</param>
    /// <param name="zeroed">Whether it is zeros; otherwise its contents are arbitrary. The system has zeros at hand, and writes none before they are used.</param>
    /// <exception cref="OutOfMemoryException">There is not so much.</exception>
    public NativeBlock(long bytes, bool zeroed = false)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(bytes);
        Bytes = bytes;
        nuint taken = (nuint)bytes + LineBytes;
        _memory = zeroed ? NativeMemory.AllocZeroed(taken) : NativeMemory.Alloc(taken);
        _start = (byte*)(((nuint)_memory + LineBytes - 1) & ~(nuint)(LineBytes - 1));
    }

    /// <summary>Frees the memory.</summary>
    ~NativeBlock() => Free();

    /// <summary>The length.</summary>
    public long Bytes { get; }

    /// <summary>Asks for large pages, which nothing should have been written to yet.</summary>
    /// <returns>Bytes from the start to the first of them.</returns>
    public int AdviseLargePages() => LargePages.Advise(ref *_start, Bytes);

    /// <summary>A part of the memory; valid until this is disposed of.</summary>
    /// <exception cref="ArgumentOutOfRangeException">It is not inside.</exception>
    public NativeArray<byte> Slice(long start, int length)
    {
        ObjectDisposedException.ThrowIf(_memory is null, this);
        ArgumentOutOfRangeException.ThrowIfNegative(start);
        ArgumentOutOfRangeException.ThrowIfNegative(length);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(length, Bytes - start);
        return NativeArray<byte>.Of(new Span<byte>(_start + start, length));
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        Free();
        GC.SuppressFinalize(this);
    }

    private void Free()
    {
        NativeMemory.Free(_memory);
        _memory = null;
    }
}
