using Hymba.Kernels.Prefill;
using static TorchSharp.torch;

namespace Hymba.Inference.Prefill;

/// <summary>Memory for one intermediate result of a prefill, used by every layer and chunk again. Grows, never shrinks. One thread at a time.</summary>
/// <typeparam name="T">The element.</typeparam>
/// <param name="type">What the element is to libtorch.</param>
internal sealed class ElementBuffer<T>(ScalarType type) : IDisposable
    where T : unmanaged
{
    private Tensor? _tensor;
    private NativeRows<T> _rows;

    /// <summary>Makes room, and forgets what was there if it grows.</summary>
    public void Reserve(long elements)
    {
        if (_tensor is null || _tensor.numel() < elements)
        {
            _tensor?.Dispose();
            _tensor = empty([elements], type).DetachFromDisposeScope();
            _rows = NativeRows<T>.Of(_tensor.bytes, 1);
        }
    }

    /// <summary>The memory as rows of a width, for kernels.</summary>
    public NativeRows<T> Rows(int width) => _rows.As(width);

    /// <summary>The memory as a matrix, for libtorch; the caller disposes of the view.</summary>
    public Tensor View(long rows, long columns) => View(0, rows, columns);

    /// <summary>A part of the memory as a matrix.</summary>
    public Tensor View(long start, long rows, long columns) => _tensor!.as_strided([rows, columns], [columns, 1], start);

    /// <inheritdoc/>
    public void Dispose() => _tensor?.Dispose();
}
