using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Hymba.Kernels.Prefill;

/// <summary>Rows of numbers in memory outside the managed heap, a fixed distance apart. Valid while the memory's owner lives.</summary>
/// <typeparam name="T">The element.</typeparam>
internal readonly unsafe struct NativeRows<T>
    where T : unmanaged
{
    private readonly T* _start;
    private readonly long _length;

    private NativeRows(T* start, int stride, long length)
    {
        _start = start;
        _length = length;
        Stride = stride;
    }

    /// <summary>Elements from the start of one row to the start of the next.</summary>
    public int Stride { get; }

    /// <summary>Whether there is no memory.</summary>
    public bool IsEmpty => _start is null;

    /// <summary>The memory's values.</summary>
    public Span<T> Values => new(_start, checked((int)_length));

    /// <summary>Rows in native memory; managed memory would move away.</summary>
    public static NativeRows<T> Of(Span<byte> native, int stride)
    {
        Span<T> values = MemoryMarshal.Cast<byte, T>(native);
        return new((T*)Unsafe.AsPointer(ref MemoryMarshal.GetReference(values)), stride, values.Length);
    }

    /// <summary>The same memory as rows of another width.</summary>
    public NativeRows<T> As(int stride) => new(_start, stride, _length);

    /// <summary>The same rows for code that knows what <typeparamref name="T"/> is.</summary>
    /// <exception cref="InvalidOperationException">It is something else.</exception>
    public NativeRows<TSame> Cast<TSame>()
        where TSame : unmanaged
        => typeof(T) == typeof(TSame) ? new NativeRows<TSame>((TSame*)_start, Stride, _length) : throw new InvalidOperationException($"{typeof(T)} is not {typeof(TSame)}.");

    /// <summary>From a row on.</summary>
    public NativeRows<T> Below(int row) => new(Row(row), Stride, _length - ((long)row * Stride));

    /// <summary>Where a row starts.</summary>
    public T* Row(nint row) => _start + (row * Stride);

    /// <summary>The same, for libraries.</summary>
    public nint Address(int row) => (nint)Row(row);

    /// <summary>The same rows from a column on.</summary>
    public NativeRows<T> From(int column) => new(_start + column, Stride, _length - column);

    /// <summary>Checks that a number of rows of a width lie inside.</summary>
    /// <exception cref="ArgumentException">They do not; the message names the sizes.</exception>
    public void Require(int rows, int width, string name)
        => ReadOnlyRows.Require((int)Math.Min(_length, int.MaxValue), Stride, rows, width, name);
}
