using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;
using Hymba.Kernels.Quantization;

namespace Hymba.Kernels.Words;

/// <summary>Weights in <see cref="Int8Format"/>: the same integers and scales. Needs AVX2.</summary>
/// <param name="packed">Strip after strip.</param>
/// <param name="columns">Columns of a row.</param>
internal readonly unsafe struct Int8Words(byte* packed, int columns) : IWordWeights
{
    private const int PartBytes = 64;
    private const int PairWords = 2 * WordGroup.Rows;

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void Write(int strip, short* words, float* scales)
    {
        int groups = GroupTile.Groups<Int8Format>(columns);
        byte* tile = packed + (strip * GroupTile.StripBytes<Int8Format>(groups));
        ushort* tileScales = null;
        for (int group = 0; group < groups; group++, scales += WordGroup.Rows)
        {
            tile = GroupTile.Enter<Int8Format>(tile, group, ref tileScales);
            for (int i = 0; i < Int8Format.TileBytes / PartBytes; i++, tile += PartBytes, words += 2 * PairWords)
            {
                WeightPrefetch.Line(tile);
                Part(tile, words);
                Part(tile + (PartBytes / 2), words + WordGroup.Rows);
            }

            GroupTile.Scales256(tileScales).Store(scales);
            GroupTile.Scales256(tileScales + 8).Store(scales + 8);
        }
    }

    // Four columns of eight rows: the first two of each, then the last two.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Part(byte* from, short* words)
    {
        Vector256<short> offset = Vector256.Create((short)-Int8Format.Offset);
        Vector256<float> lower = (Avx2.ConvertToVector256Int16(from) + offset).AsSingle(), upper = (Avx2.ConvertToVector256Int16(from + 16) + offset).AsSingle();

        // Rows 0, 1, 4, 5, 2, 3, 6, 7.
        Avx2.Permute4x64(Avx.Shuffle(lower, upper, 0b10_00_10_00).AsInt64(), 0b11_01_10_00).AsInt16().Store(words);
        Avx2.Permute4x64(Avx.Shuffle(lower, upper, 0b11_01_11_01).AsInt64(), 0b11_01_10_00).AsInt16().Store(words + PairWords);
    }
}
