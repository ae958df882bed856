using static TorchSharp.torch;

namespace Hymba.Inference.Model;

/// <summary>
/// Room for the numbers of one quantized matrix at a time, as large as the largest: a prompt of many tokens multiplies by them without a second copy of the
/// model. Allocated at the first use. One thread at a time, as all of a model's passes.
/// </summary>
internal sealed class UnpackBuffer : IDisposable
{
    private long _elements;
    private Tensor? _values;

    /// <summary>Makes room for a matrix of so many elements, before the first use.</summary>
    public void Reserve(long elements) => _elements = Math.Max(_elements, elements);

    /// <summary>The room in the shape of a matrix, bfloat16; the caller's dispose scope frees the view.</summary>
    public Tensor Take(long rows, long columns)
    {
        if (_values is null || _values.numel() < rows * columns)
        {
            _values?.Dispose();
            _values = empty([_elements], ScalarType.BFloat16).DetachFromDisposeScope();
        }

        return _values.narrow(0, 0, rows * columns).view(rows, columns);
    }

    /// <inheritdoc/>
    public void Dispose() => _values?.Dispose();
}
