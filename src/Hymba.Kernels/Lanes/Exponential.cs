using System.Runtime.CompilerServices;

namespace Hymba.Kernels.Lanes;

/// <summary>e^x and what is built from it, in any width, with the same bits in all of them.</summary>
internal static class Exponential
{
    // Adding 1.5 * 2^23 rounds to an integer and leaves it in the low bits of the sum.
    private const float RoundingShift = 12582912f;
    private const float Log2E = 1.44269502f;

    // ln 2 in two parts: products of the first with integers up to 2^14 are exact.
    private const float Ln2High = 0.693359375f;
    private const float Ln2Low = -0.000212194442f;

    // e^x overflows float32 from 88.73 on; 89 keeps 2^(n-1) within the exponent's range and still gives infinity.
    private const float Highest = 89f;
    private const float Lowest = -86.9f;

    /// <summary>
    /// e^x, within 0.9 units in the last place for -86.9 &lt;= x; below that 0, where the true value is under 2e-38. Overflow gives
    /// infinity, NaN gives NaN.
    /// </summary>
    /// <remarks>
    /// x = n ln 2 + r with |r| &lt;= ln 2 / 2; e^r by a polynomial of degree 6 fitted to the least relative error (0.06 units) with its first two
    /// coefficients held at 1, so that e^0 is exactly 1. Flushing tiny results to zero spares the scan denormal numbers, which are slow.
    /// </remarks>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TLanes Exp<TLanes>(TLanes x)
        where TLanes : struct, ILanes<TLanes>
    {
        TLanes rest = Reduce(x, out TLanes shifted);
        return Scale(x, Polynomial(rest), shifted);
    }

    /// <summary>Four times <see cref="Exp"/>, step by step beside each other: one after the other, each step would wait for the one before it.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Four<TLanes>(ref TLanes x0, ref TLanes x1, ref TLanes x2, ref TLanes x3)
        where TLanes : struct, ILanes<TLanes>
    {
        TLanes r0 = Reduce(x0, out TLanes s0), r1 = Reduce(x1, out TLanes s1), r2 = Reduce(x2, out TLanes s2), r3 = Reduce(x3, out TLanes s3);
        TLanes p0 = Polynomial(r0), p1 = Polynomial(r1), p2 = Polynomial(r2), p3 = Polynomial(r3);
        (x0, x1, x2, x3) = (Scale(x0, p0, s0), Scale(x1, p1, s1), Scale(x2, p2, s2), Scale(x3, p3, s3));
    }

    /// <summary>x * sigmoid(x).</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TLanes Silu<TLanes>(TLanes x)
        where TLanes : struct, ILanes<TLanes>
        => x / (TLanes.Create(1f) + Exp(TLanes.Create(0f) - x));

    // r, and n in the low bits of a float.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static TLanes Reduce<TLanes>(TLanes x, out TLanes shifted)
        where TLanes : struct, ILanes<TLanes>
    {
        TLanes shift = TLanes.Create(RoundingShift);
        TLanes bounded = TLanes.AtMost(TLanes.Create(Highest), x);
        shifted = TLanes.FusedMultiplyAdd(bounded, TLanes.Create(Log2E), shift);
        TLanes n = shifted - shift;
        TLanes r = TLanes.FusedMultiplyAdd(n, TLanes.Create(-Ln2High), bounded);
        return TLanes.FusedMultiplyAdd(n, TLanes.Create(-Ln2Low), r);
    }

    // e^r.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static TLanes Polynomial<TLanes>(TLanes r)
        where TLanes : struct, ILanes<TLanes>
    {
        TLanes one = TLanes.Create(1f);
        TLanes p = TLanes.Create(0.00138145395f);
        p = TLanes.FusedMultiplyAdd(p, r, TLanes.Create(0.00836874545f));
        p = TLanes.FusedMultiplyAdd(p, r, TLanes.Create(0.0416683890f));
        p = TLanes.FusedMultiplyAdd(p, r, TLanes.Create(0.166665211f));
        p = TLanes.FusedMultiplyAdd(p, r, TLanes.Create(0.49999994f));
        p = TLanes.FusedMultiplyAdd(p, r, one);
        return TLanes.FusedMultiplyAdd(p, r, one);
    }

    // 2^n as 2^(n-1) * 2, because 2^128 is no float32. The product also carries a NaN through, whatever the exponent bits became.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static TLanes Scale<TLanes>(TLanes x, TLanes power, TLanes shifted)
        where TLanes : struct, ILanes<TLanes>
        => TLanes.ZeroWhereLess(x, TLanes.Create(Lowest), (power + power) * TLanes.BitsToExponent(shifted, 126));
}
