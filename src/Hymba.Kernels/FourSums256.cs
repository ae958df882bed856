using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace Hymba.Kernels;

/// <summary><see cref="FourSums"/> with AVX2, from eight sums of each product on.</summary>
internal static class FourSums256
{
    /// <summary>Whether the processor can.</summary>
    public static bool IsSupported => Avx2.IsSupported && Fma.IsSupported;

    /// <summary>Halves onto each other: of 256 and 128 bits, then the two sums that are left.</summary>
    /// <param name="a">The eight sums of the first product; likewise the others.</param>
    /// <param name="b">The second.</param>
    /// <param name="c">The third.</param>
    /// <param name="d">The fourth.</param>
    /// <returns>The four products.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<float> Fold(Vector256<float> a, Vector256<float> b, Vector256<float> c, Vector256<float> d)
    {
        Vector256<float> even = Halves(a, c), odd = Halves(b, d), pairs = Avx.UnpackLow(even, odd) + Avx.UnpackHigh(even, odd);
        Vector256<double> products = (pairs + Avx.Shuffle(pairs, pairs, 0b01_00_11_10)).AsDouble();
        return Avx2.Permute4x64(products, 0b10_00).GetLower().AsSingle();
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<float> Halves(Vector256<float> left, Vector256<float> right)
        => Avx.Permute2x128(left, right, 0x20) + Avx.Permute2x128(left, right, 0x31);
}
