using System.Runtime.CompilerServices;

namespace Hymba.Kernels.Lanes;

/// <summary>e^(step * rate) for a product that is not positive, as the training scan needs it: cheaper than <see cref="Exponential"/>.</summary>
internal static class DecayPower
{
    /// <summary>Turns a rate into the scaled rate that <see cref="Of"/> takes.</summary>
    public const float Log2E = 1.44269502f;

    /// <summary>Turns a derivative by the scaled exponent into one by the exponent.</summary>
    public const float Ln2 = 0.693147182f;

    // Adding 1.5 * 2^23 rounds to an integer and leaves it in the low bits of the sum.
    private const float RoundingShift = 12582912f;

    // From 2^-125 down the result is 0: no exponent underflows, and the state meets no denormal numbers, which are slow.
    private const float LowestShifted = RoundingShift - 125f;

    /// <summary>
    /// 2^(step * scaledRate), within (3 + |step * scaledRate|) * 1e-7 of its value; 0 from 2^-125 down. The product may not exceed 127.
    /// </summary>
    /// <remarks>
    /// The product splits into an integer and a rest of at most a half without ever being rounded itself; 2^rest is a polynomial of degree 5,
    /// interpolated at Chebyshev nodes with its first coefficient held at 1 (2e-7).
    /// </remarks>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TLanes Of<TLanes>(TLanes step, TLanes scaledRate)
        where TLanes : struct, ILanes<TLanes>
    {
        TLanes shift = TLanes.Create(RoundingShift);
        TLanes shifted = TLanes.FusedMultiplyAdd(step, scaledRate, shift);
        TLanes r = TLanes.FusedMultiplyAdd(step, scaledRate, shift - shifted);
        TLanes p = TLanes.Create(0.00133813021f);
        p = TLanes.FusedMultiplyAdd(p, r, TLanes.Create(0.00966636837f));
        p = TLanes.FusedMultiplyAdd(p, r, TLanes.Create(0.0555038117f));
        p = TLanes.FusedMultiplyAdd(p, r, TLanes.Create(0.240223497f));
        p = TLanes.FusedMultiplyAdd(p, r, TLanes.Create(0.693147182f));
        p = TLanes.FusedMultiplyAdd(p, r, TLanes.Create(1f));
        return TLanes.ZeroWhereLess(shifted, TLanes.Create(LowestShifted), TLanes.AddToExponent(p, shifted));
    }
}
