using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Hymba.Kernels;

/// <summary>
/// Two dot products at once with vectors of 256 bits: of two rows of weights with one vector, or of one row with two. One alone has half as many chains of additions
/// as these processors can keep going. Each keeps the sums of <see cref="BlockDot{TFormat, TElement}"/> in its order, and so has its bits.
/// </summary>
internal static unsafe class TwoDots<TFormat, TElement>
    where TFormat : IWeightFormat<TElement>
    where TElement : unmanaged
{
    private const int BlockSize = BlockDot<TFormat, TElement>.BlockSize;

    /// <summary>Multiplies.</summary>
    /// <param name="weights">The first row.</param>
    /// <param name="otherWeights">The second one; may be the first.</param>
    /// <param name="x">The first row's vector, in the format's order of lanes.</param>
    /// <param name="otherX">The second row's; may be the first's.</param>
    /// <param name="blocks">Blocks of a row.</param>
    /// <param name="y">The first row's product, written.</param>
    /// <param name="otherY">The second row's, written.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Run(TElement* weights, TElement* otherWeights, float* x, float* otherX, int blocks, float* y, float* otherY)
    {
        Vector256<float> a0 = Vector256<float>.Zero, a1 = a0, a2 = a0, a3 = a0, b0 = a0, b1 = a0, b2 = a0, b3 = a0;
        for (; blocks > 0; blocks--, weights += BlockSize, otherWeights += BlockSize, x += BlockSize, otherX += BlockSize)
        {
            WeightPrefetch.Line(weights);
            WeightPrefetch.Line(otherWeights);
            BlockDot<TFormat, TElement>.Add(weights, x, 0, ref a0, ref a1);
            BlockDot<TFormat, TElement>.Add(otherWeights, otherX, 0, ref b0, ref b1);
            BlockDot<TFormat, TElement>.Add(weights, x, 1, ref a2, ref a3);
            BlockDot<TFormat, TElement>.Add(otherWeights, otherX, 1, ref b2, ref b3);
        }

        *y = BlockDot<TFormat, TElement>.Fold((a0 + a1) + (a2 + a3));
        *otherY = BlockDot<TFormat, TElement>.Fold((b0 + b1) + (b2 + b3));
    }
}
