namespace Hymba.Kernels.Quantization;

/// <summary>A vector as integers, group by group; somebody else owns the memory.</summary>
internal readonly unsafe struct PackedVector
{
    /// <summary>The integers, in the order of the format.</summary>
    public required byte* Integers { get; init; }

    /// <summary>[groups], value by integer.</summary>
    public required float* Scales { get; init; }

    /// <summary>[groups], what the offset of the stored weights adds to each product, negated.</summary>
    public required int* Offsets { get; init; }
}
