using System.Runtime.CompilerServices;

namespace Hymba.Kernels.Lanes;

/// <summary>The functions around the logistic curve that training differentiates, in any width, with the same bits in all of them.</summary>
internal static class Logistic
{
    /// <summary>1 / (1 + e^-x), within 3e-7 of its value; 0 from -88.8 down.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TLanes Sigmoid<TLanes>(TLanes x)
        where TLanes : struct, ILanes<TLanes>
        => TLanes.Create(1f) / (TLanes.Create(1f) + Exponential.Exp(TLanes.Create(0f) - x));

    /// <summary>The derivative of x * sigmoid(x), given both.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TLanes SiluSlope<TLanes>(TLanes x, TLanes sigmoid)
        where TLanes : struct, ILanes<TLanes>
        => sigmoid * TLanes.FusedMultiplyAdd(x, TLanes.Create(1f) - sigmoid, TLanes.Create(1f));

    /// <summary>
    /// ln(1 + e^x), within 5e-7 of its value; x itself where e^-x no longer counts, 0 from -86.9 down (true value under 2e-38).
    /// </summary>
    /// <remarks>
    /// max(x, 0) + ln(1 + e) with e = e^-|x| in (0, 1], and ln(1 + e) = 2 artanh(s) with s = e / (2 + e) in (0, 1/3]: an odd polynomial in s,
    /// interpolated at Chebyshev nodes (2e-8), loses nothing where e is tiny.
    /// </remarks>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TLanes Softplus<TLanes>(TLanes x)
        where TLanes : struct, ILanes<TLanes>
        => Softplus(x, out _);

    /// <summary>As the other overload, and the derivative, 1 / (1 + e^-x) within 4e-7 of its value, from the same exponential.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TLanes Softplus<TLanes>(TLanes x, out TLanes slope)
        where TLanes : struct, ILanes<TLanes>
    {
        TLanes zero = TLanes.Create(0f), one = TLanes.Create(1f);
        TLanes e = Exponential.Exp(TLanes.AtMost(x, zero - x));
        TLanes s = e / (e + TLanes.Create(2f));
        TLanes q = s * s;
        TLanes p = TLanes.Create(0.26851499f);
        p = TLanes.FusedMultiplyAdd(p, q, TLanes.Create(0.28236619f));
        p = TLanes.FusedMultiplyAdd(p, q, TLanes.Create(0.40007561f));
        p = TLanes.FusedMultiplyAdd(p, q, TLanes.Create(0.66666639f));
        p = TLanes.FusedMultiplyAdd(p, q, TLanes.Create(2f));

        // e / (1 + e) below zero, 1 / (1 + e) from there on.
        slope = (e + TLanes.ZeroWhereLess(x, zero, one - e)) / (one + e);
        return TLanes.FusedMultiplyAdd(p, s, x - TLanes.AtMost(zero, x));
    }
}
