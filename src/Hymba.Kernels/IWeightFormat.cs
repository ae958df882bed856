using System.Runtime.Intrinsics;

namespace Hymba.Kernels;

/// <summary>
/// How a weight matrix stores its numbers. A block of 32 weights of a row is two groups of 16 lanes, first and second; which weight is which
/// lane is the format's choice (the cheapest unpacking), and x is put into the same order once per product.
/// </summary>
internal unsafe interface IWeightFormat<TElement>
    where TElement : unmanaged
{
    /// <summary>The index within its block of lane 0 to 31 (0 to 15: first group).</summary>
    static abstract int ElementOfLane(int lane);

    /// <summary>The exact value of one weight.</summary>
    static abstract float ToSingle(TElement weight);

    /// <summary>Both groups of a block.</summary>
    static abstract (Vector512<float> First, Vector512<float> Second) Load512(TElement* block);

    /// <summary>Lanes 8 * half to 8 * half + 7 of both groups.</summary>
    static abstract (Vector256<float> First, Vector256<float> Second) Load256(TElement* block, int half);

    /// <summary>Lanes 4 * quarter to 4 * quarter + 3 of both groups.</summary>
    static abstract (Vector128<float> First, Vector128<float> Second) Load128(TElement* block, int quarter);
}
