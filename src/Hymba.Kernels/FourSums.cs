using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace Hymba.Kernels;

/// <summary>Folds the sums of four dot products at once, with AVX-512, each in the order of <see cref="BlockDot{TFormat, TElement}"/>.</summary>
internal static unsafe class FourSums
{
    /// <summary>Halves onto each other: of 512, 256 and 128 bits, then the two sums that are left.</summary>
    /// <param name="a">The 16 sums of the first product; likewise the others.</param>
    /// <param name="b">The second.</param>
    /// <param name="c">The third.</param>
    /// <param name="d">The fourth.</param>
    /// <returns>The products, at the indices 0, 4, 8 and 12.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<float> Fold(Vector512<float> a, Vector512<float> b, Vector512<float> c, Vector512<float> d)
    {
        Vector512<float> quarters = Quarters(a, b, c, d);
        Vector512<float> pairs = quarters + Avx512F.Shuffle(quarters.AsInt32(), 0x4E).AsSingle();
        return pairs + Avx512F.Shuffle(pairs.AsInt32(), 0xB1).AsSingle();
    }

    /// <summary>The first two steps of it: four sums of each product, side by side.</summary>
    /// <param name="a">The 16 sums of the first product; likewise the others.</param>
    /// <param name="b">The second.</param>
    /// <param name="c">The third.</param>
    /// <param name="d">The fourth.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<float> Quarters(Vector512<float> a, Vector512<float> b, Vector512<float> c, Vector512<float> d)
        => Quarter(Halve(a, b), Halve(c, d));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<float> Halve(Vector512<float> left, Vector512<float> right)
        => Avx512F.Shuffle4x128(left, right, 0x44) + Avx512F.Shuffle4x128(left, right, 0xEE);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<float> Quarter(Vector512<float> left, Vector512<float> right)
        => Avx512F.Shuffle4x128(left, right, 0x88) + Avx512F.Shuffle4x128(left, right, 0xDD);
}
