using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;
using Hymba.Kernels.Quantization;

namespace Hymba.Kernels.Words;

/// <summary>A vector as words: its columns group by group, each with its scale. Needs AVX2.</summary>
internal static unsafe class WordVector
{
    // So small a group counts as zeros: times a weight's scale its own would soon be no normal number.
    private const float Least = 1e-30f;

    /// <summary>Writes one.</summary>
    /// <param name="x">[columns].</param>
    /// <param name="columns">Its length.</param>
    /// <param name="words">[groups, <see cref="WordGroup.Columns"/>], written, zeros behind the columns.</param>
    /// <param name="scales">[groups], value by word, written; no numbers where x is none.</param>
    [SkipLocalsInit]
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Run(float* x, int columns, short* words, float* scales)
    {
        float* padded = stackalloc float[WordGroup.Columns];
        for (int column = 0; column < columns; column += WordGroup.Columns, words += WordGroup.Columns, scales++)
        {
            float* from = x + column;
            if (columns - column < WordGroup.Columns)
            {
                new Span<float>(padded, WordGroup.Columns).Clear();
                new ReadOnlySpan<float>(from, columns - column).CopyTo(new Span<float>(padded, WordGroup.Columns));
                from = padded;
            }

            *scales = Group(from, words);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static float Group(float* x, short* words)
    {
        float most = GroupTile.Largest(x, WordGroup.Columns);
        Vector256<float> factor = Vector256.Create(most > Least ? WordGroup.MostColumn / most : 0f);
        for (int i = 0; i < WordGroup.Columns; i += 16)
        {
            // Packing takes halves in turn.
            Vector256<int> lower = Avx.ConvertToVector256Int32(Vector256.Load(x + i) * factor), upper = Avx.ConvertToVector256Int32(Vector256.Load(x + i + 8) * factor);
            Avx2.Permute4x64(Avx2.PackSignedSaturate(lower, upper).AsInt64(), 0b11_01_10_00).AsInt16().Store(words + i);
        }

        return float.IsFinite(most) ? most / WordGroup.MostColumn : float.NaN;
    }
}
