namespace Hymba.Kernels.Quantization;

/// <summary>
/// How small integers with a scale for each group of neighbours stand for the weights of a row. A row is cut into blocks of 64; what is missing in the
/// last one counts as zero. The vector that is multiplied is turned into integers group by group as well, so that products and sums are exact until a
/// group is scaled. Every tier keeps the same sums in the same order: all give the same bits.
/// </summary>
internal unsafe interface IGroupFormat
{
    /// <summary>Bytes of the integers of a block.</summary>
    static abstract int BlockBytes { get; }

    /// <summary>Groups, and so scales, of a block.</summary>
    static abstract int BlockGroups { get; }

    /// <summary>Bytes of the integers of a vector with so many blocks.</summary>
    static abstract int VectorBytes(int blocks);

    /// <summary>Chooses integers and scales (bfloat16) for a block of 64 weights.</summary>
    static abstract void Pack(ReadOnlySpan<float> weights, Span<byte> block, Span<ushort> scales);

    /// <summary>The weights that a block stands for.</summary>
    /// <param name="block">The integers.</param>
    /// <param name="scales">The scales.</param>
    /// <param name="weights">[64], written.</param>
    static abstract void Unpack(byte* block, ushort* scales, float* weights);

    /// <summary>Turns a block of 64 values of the vector into integers.</summary>
    /// <param name="x">[64].</param>
    /// <param name="block">Which block it is.</param>
    /// <param name="integers">[<see cref="VectorBytes"/>]: the block's part is written.</param>
    /// <param name="scales">[groups], the block's: value by integer, written.</param>
    /// <param name="offsets">[groups], the block's, written: what a weight's offset adds to each product of a group, to be scaled like it.</param>
    static abstract void PackVector(float* x, int block, byte* integers, float* scales, float* offsets);

    /// <summary>A row's product, without the offsets.</summary>
    /// <param name="weights">The integers of the row.</param>
    /// <param name="scales">[blocks * groups], 16 more may be read: product of the scales of row and vector.</param>
    /// <param name="x">The integers of the vector.</param>
    /// <param name="blocks">Blocks of a row.</param>
    /// <param name="tier">The vector width; without such instructions another one is used.</param>
    static abstract float Dot(byte* weights, float* scales, byte* x, int blocks, KernelTier tier);
}
