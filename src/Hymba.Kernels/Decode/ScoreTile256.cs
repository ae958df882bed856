using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Hymba.Kernels.Decode;

/// <summary><see cref="ScoreTile"/> with AVX2 and the same bits: four keys at a time, whose sums are folded together.</summary>
internal static unsafe class ScoreTile256
{
    private const int Together = 4;

    /// <summary>Whether the processor can.</summary>
    public static bool IsSupported => FourSums256.IsSupported;

    /// <summary>Multiplies.</summary>
    /// <param name="keys">[16, width].</param>
    /// <param name="query">[width].</param>
    /// <param name="width">A multiple of <see cref="ScoreTile.Lanes"/>.</param>
    /// <param name="scores">[16], written.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Run(float* keys, float* query, nint width, float* scores)
    {
        for (int key = 0; key < ScoreTile.Keys; key += Together, keys += Together * width)
        {
            Vector256<float> a0 = Vector256<float>.Zero, a1 = a0, a2 = a0, a3 = a0, b0 = a0, b1 = a0, b2 = a0, b3 = a0;
            for (nint i = 0; i < width; i += ScoreTile.Lanes)
            {
                Vector256<float> a = Vector256.Load(query + i), b = Vector256.Load(query + i + 8);
                float* from = keys + i;
                Add(a, b, from, ref a0, ref b0);
                Add(a, b, from + width, ref a1, ref b1);
                Add(a, b, from + (2 * width), ref a2, ref b2);
                Add(a, b, from + (3 * width), ref a3, ref b3);
            }

            FourSums256.Fold(a0 + b0, a1 + b1, a2 + b2, a3 + b3).Store(scores + key);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Add(Vector256<float> a, Vector256<float> b, float* key, ref Vector256<float> sumA, ref Vector256<float> sumB)
    {
        sumA = Vector256.FusedMultiplyAdd(a, Vector256.Load(key), sumA);
        sumB = Vector256.FusedMultiplyAdd(b, Vector256.Load(key + 8), sumB);
    }
}
