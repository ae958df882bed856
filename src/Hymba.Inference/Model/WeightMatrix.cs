namespace Hymba.Inference.Model;

/// <summary>One of the large matrices of a layer: a tensor, or small integers. Belongs to <see cref="HymbaWeights"/>.</summary>
internal sealed class WeightMatrix
{
    /// <summary>A tensor [rows, columns].</summary>
    public WeightMatrix(LazyTensor plain) => (Plain, Rows, Columns) = (plain, (int)plain.Shape[0], (int)plain.Shape[1]);

    /// <summary>Small integers.</summary>
    public WeightMatrix(QuantizedMatrix quantized) => (Quantized, Rows, Columns) = (quantized, quantized.Rows, quantized.Columns);

    /// <summary>The tensor; null for small integers.</summary>
    public LazyTensor? Plain { get; }

    /// <summary>The small integers; null for a tensor.</summary>
    public QuantizedMatrix? Quantized { get; }

    public int Rows { get; }

    public int Columns { get; }
}
