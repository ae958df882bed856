using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace Hymba.Kernels.Words;

/// <summary>The products of a strip of words with four vectors. Sums are exact within a group. Needs AVX2.</summary>
internal static unsafe class WordDot
{
    /// <summary>Vectors at a time.</summary>
    public const int Vectors = 4;

    private const int Pairs = WordGroup.Columns / 2;

    /// <summary>Multiplies.</summary>
    /// <param name="words">The strip's; see <see cref="IWordWeights.Write"/>.</param>
    /// <param name="scales">The strip's, [groups, 16].</param>
    /// <param name="x">Words of the first vector, [groups, <see cref="WordGroup.Columns"/>]; the others follow it.</param>
    /// <param name="xScales">Scales of the first vector, [groups]; the others follow it.</param>
    /// <param name="groups">Groups.</param>
    /// <param name="y">[4, 16], written.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Run(short* words, float* scales, short* x, float* xScales, int groups, float* y)
    {
        nint stride = (nint)groups * WordGroup.Columns;
        short* x1 = x + stride, x2 = x1 + stride, x3 = x2 + stride;
        new Span<float>(y, Vectors * WordGroup.Rows).Clear();
        for (int group = 0; group < groups; group++, scales += WordGroup.Rows, xScales++)
        {
            Vector256<int> a0 = Vector256<int>.Zero, a1 = a0, a2 = a0, a3 = a0, b0 = a0, b1 = a0, b2 = a0, b3 = a0;
            for (int i = 0; i < Pairs; i++, words += 2 * WordGroup.Rows, x += 2, x1 += 2, x2 += 2, x3 += 2)
            {
                Vector256<short> a = Vector256.Load(words), b = Vector256.Load(words + WordGroup.Rows);
                Add(a, b, x, ref a0, ref b0);
                Add(a, b, x1, ref a1, ref b1);
                Add(a, b, x2, ref a2, ref b2);
                Add(a, b, x3, ref a3, ref b3);
            }

            Vector256<float> scaleA = Vector256.Load(scales), scaleB = Vector256.Load(scales + 8);
            Scale(a0, b0, scaleA, scaleB, xScales[0], y);
            Scale(a1, b1, scaleA, scaleB, xScales[groups], y + WordGroup.Rows);
            Scale(a2, b2, scaleA, scaleB, xScales[2 * groups], y + (2 * WordGroup.Rows));
            Scale(a3, b3, scaleA, scaleB, xScales[3 * groups], y + (3 * WordGroup.Rows));
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Add(Vector256<short> a, Vector256<short> b, short* x, ref Vector256<int> sumA, ref Vector256<int> sumB)
    {
        Vector256<short> pair = Vector256.Create(*(int*)x).AsInt16();
        sumA += Avx2.MultiplyAddAdjacent(a, pair);
        sumB += Avx2.MultiplyAddAdjacent(b, pair);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Scale(Vector256<int> a, Vector256<int> b, Vector256<float> scaleA, Vector256<float> scaleB, float xScale, float* y)
    {
        Vector256<float> factor = Vector256.Create(xScale);
        Vector256.FusedMultiplyAdd(Vector256.ConvertToSingle(a), scaleA * factor, Vector256.Load(y)).Store(y);
        Vector256.FusedMultiplyAdd(Vector256.ConvertToSingle(b), scaleB * factor, Vector256.Load(y + 8)).Store(y + 8);
    }
}
