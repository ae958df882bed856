using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace Hymba.Kernels.Decode;

/// <summary>
/// The products of one query with sixteen keys, with AVX-512 (<see cref="ScoreTile256"/> with AVX2): the sums of all sixteen are folded together, which costs two additions each instead of four.
/// </summary>
internal static unsafe class ScoreTile
{
    /// <summary>Keys of a tile.</summary>
    public const int Keys = 16;

    /// <summary>What the width of a key must be a multiple of.</summary>
    public const int Lanes = 16;

    /// <summary>Whether the processor can.</summary>
    public static bool IsSupported => Avx512F.IsSupported;

    /// <summary>Multiplies.</summary>
    /// <param name="keys">[16, width].</param>
    /// <param name="query">[width].</param>
    /// <param name="width">A multiple of <see cref="Lanes"/>.</param>
    /// <param name="scores">[16], written.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Run(float* keys, float* query, nint width, float* scores)
    {
        Vector512<float> s0 = Vector512<float>.Zero, s1 = s0, s2 = s0, s3 = s0, s4 = s0, s5 = s0, s6 = s0, s7 = s0;
        Vector512<float> s8 = s0, s9 = s0, s10 = s0, s11 = s0, s12 = s0, s13 = s0, s14 = s0, s15 = s0;
        for (nint i = 0; i < width; i += Lanes)
        {
            Vector512<float> q = Vector512.Load(query + i);
            float* from = keys + i;
            s0 = Vector512.FusedMultiplyAdd(q, Vector512.Load(from), s0);
            s1 = Vector512.FusedMultiplyAdd(q, Vector512.Load(from + width), s1);
            s2 = Vector512.FusedMultiplyAdd(q, Vector512.Load(from + (2 * width)), s2);
            s3 = Vector512.FusedMultiplyAdd(q, Vector512.Load(from + (3 * width)), s3);
            from += 4 * width;
            s4 = Vector512.FusedMultiplyAdd(q, Vector512.Load(from), s4);
            s5 = Vector512.FusedMultiplyAdd(q, Vector512.Load(from + width), s5);
            s6 = Vector512.FusedMultiplyAdd(q, Vector512.Load(from + (2 * width)), s6);
            s7 = Vector512.FusedMultiplyAdd(q, Vector512.Load(from + (3 * width)), s7);
            from += 4 * width;
            s8 = Vector512.FusedMultiplyAdd(q, Vector512.Load(from), s8);
            s9 = Vector512.FusedMultiplyAdd(q, Vector512.Load(from + width), s9);
            s10 = Vector512.FusedMultiplyAdd(q, Vector512.Load(from + (2 * width)), s10);
            s11 = Vector512.FusedMultiplyAdd(q, Vector512.Load(from + (3 * width)), s11);
            from += 4 * width;
            s12 = Vector512.FusedMultiplyAdd(q, Vector512.Load(from), s12);
            s13 = Vector512.FusedMultiplyAdd(q, Vector512.Load(from + width), s13);
            s14 = Vector512.FusedMultiplyAdd(q, Vector512.Load(from + (2 * width)), s14);
            s15 = Vector512.FusedMultiplyAdd(q, Vector512.Load(from + (3 * width)), s15);
        }

        Vector512<float> left = Pairs(FourSums.Quarters(s0, s4, s8, s12), FourSums.Quarters(s1, s5, s9, s13));
        Vector512<float> right = Pairs(FourSums.Quarters(s2, s6, s10, s14), FourSums.Quarters(s3, s7, s11, s15));
        (Avx512F.Shuffle(left, right, 0x44) + Avx512F.Shuffle(left, right, 0xEE)).Store(scores);
    }

    // Of each quarter a sum of the left, one of the right, and once more.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<float> Pairs(Vector512<float> left, Vector512<float> right) => Avx512F.UnpackLow(left, right) + Avx512F.UnpackHigh(left, right);
}
