namespace Hymba.Kernels.Quantization;

/// <summary>
/// How small integers with a scale for each group of neighbours stand for the weights of a matrix. Sixteen rows make a strip, and a group of columns of a strip
/// a tile, stored together: lanes are rows, so a product needs no sum across lanes, and all tiers keep the same sums in the same order and give the same bits.
/// Two tiles follow the cache line with the scales of both, so that a strip is read as one stream; of an odd number of them the last has a line of its own.
/// What is missing in the last tiles counts as zero. The vector that is multiplied is turned into integers group by group as well, so that products and sums
/// are exact until a group is scaled.
/// </summary>
internal unsafe interface IGroupFormat
{
    /// <summary>Columns of a group.</summary>
    static abstract int GroupSize { get; }

    /// <summary>Bytes of the integers of a tile.</summary>
    static abstract int TileBytes { get; }

    /// <summary>Bytes of the integers of a group of the vector.</summary>
    static abstract int VectorBytes { get; }

    /// <summary>Chooses integers for one row of a tile, and the scale (bfloat16).</summary>
    /// <param name="weights">[<see cref="GroupSize"/>].</param>
    /// <param name="row">The row, 0 to 15.</param>
    /// <param name="tile">[<see cref="TileBytes"/>], zeros at first: the row's part is written.</param>
    static abstract ushort PackRow(ReadOnlySpan<float> weights, int row, Span<byte> tile);

    /// <summary>The weights that a tile stands for, a column after the other.</summary>
    /// <param name="tile">The integers.</param>
    /// <param name="scales">[16], bfloat16.</param>
    /// <param name="columns">[<see cref="GroupSize"/>, 16], written.</param>
    static abstract void UnpackTile(byte* tile, ushort* scales, float* columns);

    /// <summary>The same weights as bfloat16, two neighbouring columns in one element, the left one in its lower half; needs AVX-512.</summary>
    /// <param name="tile">The integers.</param>
    /// <param name="scales">[16], bfloat16.</param>
    /// <param name="pairs">[<see cref="GroupSize"/> / 2, stride], of each 16 written.</param>
    /// <param name="stride">Elements from one pair of columns to the next.</param>
    static abstract void UnpackPairs(byte* tile, ushort* scales, uint* pairs, nint stride);

    /// <summary>Turns a group of the vector into integers.</summary>
    /// <param name="x">[<see cref="GroupSize"/>].</param>
    /// <param name="integers">[<see cref="VectorBytes"/>], written.</param>
    /// <param name="offset">What the offset of the stored weights adds to each product of the group, negated.</param>
    /// <returns>The scale: value by integer.</returns>
    static abstract float PackVector(float* x, byte* integers, out int offset);

    /// <summary>The products of a strip with a vector.</summary>
    /// <param name="strip">Scales and integers.</param>
    /// <param name="x">The vector.</param>
    /// <param name="groups">Groups of a row.</param>
    /// <param name="y">[16], written.</param>
    /// <param name="tier">The vector width; without such instructions another one is used.</param>
    static abstract void Multiply(byte* strip, PackedVector x, int groups, float* y, KernelTier tier);

    /// <summary>The same products with two vectors at once, which share what is unpacked, with the same bits; needs AVX-512 BW.</summary>
    /// <param name="strip">Scales and integers.</param>
    /// <param name="x">The first vector.</param>
    /// <param name="other">The second vector.</param>
    /// <param name="groups">Groups of a row.</param>
    /// <param name="y">The first one's products, [16], written.</param>
    /// <param name="otherY">The second one's.</param>
    static abstract void MultiplyPair(byte* strip, PackedVector x, PackedVector other, int groups, float* y, float* otherY);

    /// <summary>The same products with four vectors at once, with the same bits; needs AVX2.</summary>
    /// <param name="strip">Scales and integers.</param>
    /// <param name="vectors">The first vector's memory, the others behind it; see <see cref="PackedVector.At"/>.</param>
    /// <param name="groups">Groups of a row.</param>
    /// <param name="y">[4, 16], written.</param>
    static abstract void MultiplyFour(byte* strip, byte* vectors, int groups, float* y);
}
