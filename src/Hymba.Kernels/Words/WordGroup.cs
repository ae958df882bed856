using Hymba.Kernels.Quantization;

namespace Hymba.Kernels.Words;

/// <summary>
/// Sizes of words. The products of a group are summed in 32 bits: 64 times <see cref="MostWeight"/> times <see cref="MostColumn"/> is just below 2^31.
/// </summary>
internal static class WordGroup
{
    /// <summary>Columns with a scale of their own, as many as in <see cref="Int8Format"/>.</summary>
    public const int Columns = Int8Format.Columns;

    /// <summary>Rows of a strip.</summary>
    public const int Rows = GroupTile.Rows;

    /// <summary>The largest word of a weight.</summary>
    public const int MostWeight = 4095;

    /// <summary>The largest word of a vector.</summary>
    public const int MostColumn = 8191;

    /// <summary>Groups of so many columns.</summary>
    public static int Count(int columns) => (columns + Columns - 1) / Columns;
}
