using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace Hymba.Kernels.Words;

/// <summary>A vector as words: its columns group by group, each with its scale. Needs AVX2.</summary>
internal static unsafe class WordVector
{
    // A scale of less would be no normal number; so small a group counts as zeros.
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
        // The bits of absolute values are in the order of the values, those of no number above all.
        Vector256<int> largest = Vector256<int>.Zero;
        for (int i = 0; i < WordGroup.Columns; i += 8)
        {
            largest = Vector256.Max(largest, Vector256.Abs(Vector256.Load(x + i)).AsInt32());
        }

        Vector128<int> four = Vector128.Max(largest.GetLower(), largest.GetUpper());
        four = Vector128.Max(four, Vector128.Shuffle(four, Vector128.Create(2, 3, 0, 1)));
        float most = Vector128.Max(four, Vector128.Shuffle(four, Vector128.Create(1, 0, 3, 2))).AsSingle().ToScalar();
        Vector256<float> factor = Vector256.Create(most > Least ? WordGroup.MostColumn / most : 0f);
        for (int i = 0; i < WordGroup.Columns; i += 16)
        {
            // Packing takes halves in turn.
            Vector256<int> lower = Avx.ConvertToVector256Int32(Vector256.Load(x + i) * factor), upper = Avx.ConvertToVector256Int32(Vector256.Load(x + i + 8) * factor);
            Avx2.Permute4x64(Avx2.PackSignedSaturate(lower, upper).AsInt64(), 0b11_01_10_00).AsInt16().Store(words + i);
        }

        return most / WordGroup.MostColumn;
    }
}
