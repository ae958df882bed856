namespace Hymba.Kernels.Words;

/// <summary>
/// Weights that can be written out as words: integers of sixteen bits with a scale for each group of columns of a row. Sixteen rows make a strip; of a group
/// it has two neighbouring columns of every row, one row after the other, then the next two, so that one load of a vector's columns serves all rows.
/// </summary>
internal unsafe interface IWordWeights
{
    /// <summary>Writes a strip; what lies outside the matrix as zeros. Never throws.</summary>
    /// <param name="strip">Which sixteen rows.</param>
    /// <param name="words">[groups, <see cref="WordGroup.Columns"/> / 2, 16, 2], written, none above <see cref="WordGroup.MostWeight"/>.</param>
    /// <param name="scales">[groups, 16], weight by word, written; no numbers where the weights are none.</param>
    void Write(int strip, short* words, float* scales);
}
