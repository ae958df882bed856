using static TorchSharp.torch;

namespace Hymba.Inference.Prefill;

/// <summary>What one thread needs to attend a block. One thread at a time.</summary>
/// <param name="type">What activations are to libtorch.</param>
internal sealed class AttentionScratch<TElement>(ScalarType type) : IDisposable
    where TElement : unmanaged
{
    public ElementBuffer<TElement> Scores { get; } = new(type); // [rows, columns]

    public ElementBuffer<TElement> Sums { get; } = new(type); // [rows, Dv]

    public ElementBuffer<float> Factors { get; } = new(ScalarType.Float32); // [rows]

    /// <summary>Makes room for a block.</summary>
    public void Reserve(int rows, int columns, int valueSize)
    {
        Scores.Reserve((long)rows * columns);
        Sums.Reserve((long)rows * valueSize);
        Factors.Reserve(rows);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        Scores.Dispose();
        Sums.Dispose();
        Factors.Dispose();
    }
}
