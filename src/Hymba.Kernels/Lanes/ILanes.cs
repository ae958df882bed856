namespace Hymba.Kernels.Lanes;

/// <summary>
/// A row of float32 lanes of one width. A kernel written once over this interface compiles to every tier, and gives the same bits in all of
/// them as long as each lane's result depends on that lane alone: every operation here is correctly rounded on every processor.
/// </summary>
internal unsafe interface ILanes<TSelf>
    where TSelf : struct, ILanes<TSelf>
{
    /// <summary>Number of lanes.</summary>
    static abstract int Count { get; }

    /// <summary>The same value in every lane.</summary>
    static abstract TSelf Create(float value);

    /// <summary>Reads <see cref="Count"/> floats; no alignment is asked.</summary>
    static abstract TSelf Load(float* source);

    /// <summary>Writes <see cref="Count"/> floats; no alignment is asked.</summary>
    static abstract void Store(TSelf value, float* destination);

    /// <summary>Reads <see cref="Count"/> bfloat16 numbers, exactly.</summary>
    static abstract TSelf LoadBfloat16(ushort* source);

    /// <summary>Writes <see cref="Count"/> numbers as bfloat16, to the nearest, ties to even.</summary>
    static abstract void StoreBfloat16(TSelf value, ushort* destination);

    /// <summary>Lane-wise sum.</summary>
    static abstract TSelf operator +(TSelf left, TSelf right);

    /// <summary>Lane-wise difference.</summary>
    static abstract TSelf operator -(TSelf left, TSelf right);

    /// <summary>Lane-wise product.</summary>
    static abstract TSelf operator *(TSelf left, TSelf right);

    /// <summary>Lane-wise quotient.</summary>
    static abstract TSelf operator /(TSelf left, TSelf right);

    /// <summary>left * right + addend with one rounding, also where the processor has no such instruction.</summary>
    static abstract TSelf FusedMultiplyAdd(TSelf left, TSelf right, TSelf addend);

    /// <summary>The lesser of value and limit; a NaN value stays NaN.</summary>
    static abstract TSelf AtMost(TSelf limit, TSelf value);

    /// <summary>Zero in the lanes where test is below limit, value in the others (also where test is NaN).</summary>
    static abstract TSelf ZeroWhereLess(TSelf test, TSelf limit, TSelf value);

    /// <summary>
    /// The lanes' bits as integers, plus bias, shifted left by 23 into the exponent of a float32: with an integer n in the low bits and a
    /// bias of 127 that is 2^n.
    /// </summary>
    static abstract TSelf BitsToExponent(TSelf value, int bias);

    /// <summary>value * 2^n, with the integer n in the low bits of shifted; exact while the result's exponent is that of a normal number.</summary>
    static abstract TSelf AddToExponent(TSelf value, TSelf shifted);

    /// <summary>The greater of both. A NaN on the right is the result; unspecified where only the left one is NaN.</summary>
    static abstract TSelf Greater(TSelf left, TSelf right);

    /// <summary>Lane-wise square root.</summary>
    static abstract TSelf Sqrt(TSelf value);

    /// <summary>The sum over the lanes, in an order that depends on their number: a kernel that needs equal bits in all tiers avoids it.</summary>
    static abstract float Sum(TSelf value);

    /// <summary>The greatest lane; unspecified where one is NaN.</summary>
    static abstract float Max(TSelf value);
}
