using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Hymba.Kernels.Decode;

/// <summary>
/// Memory outside the managed heap that somebody else owns, so that it can be kept in fields: a tensor's values. Valid while its owner lives.
/// </summary>
/// <typeparam name="T">The element.</typeparam>
internal readonly unsafe struct NativeArray<T>
    where T : unmanaged
{
    private readonly T* _start;
    private readonly int _length;

    private NativeArray(T* start, int length)
    {
        _start = start;
        _length = length;
    }

    /// <summary>The elements.</summary>
    public Span<T> Values => new(_start, _length);

    /// <summary>Where the elements are, for libraries.</summary>
    public nint Address => (nint)_start;

    /// <summary>A part of the elements.</summary>
    /// <exception cref="ArgumentOutOfRangeException">It is not inside.</exception>
    public NativeArray<T> Slice(int start, int length)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(start);
        ArgumentOutOfRangeException.ThrowIfNegative(length);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(length, _length - start);
        return new(_start + start, length);
    }

    /// <summary>Keeps the place of native memory; managed memory would move away.</summary>
    public static NativeArray<T> Of(Span<byte> native)
    {
        Span<T> values = MemoryMarshal.Cast<byte, T>(native);
        return new((T*)Unsafe.AsPointer(ref MemoryMarshal.GetReference(values)), values.Length);
    }
}
