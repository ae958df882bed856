using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace Hymba.Kernels;

/// <summary>
/// Transposes 16 by 16 float32 with AVX-512. Whole rows are written: a vector that is read back is forwarded from the store only if one store wrote all of it.
/// </summary>
internal static unsafe class SquareTranspose
{
    /// <summary>Rows and columns.</summary>
    public const int Size = 16;

    /// <summary>Whether the processor can.</summary>
    public static bool IsSupported => Avx512F.IsSupported;

    /// <summary>source [16, 16] to destination [16, 16]; the two do not overlap.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Run(float* source, float* destination)
    {
        // Each of the four by rows: columns 4q, 4q + 1, 4q + 2, 4q + 3 in quarter q.
        Turn(source, out Vector512<float> a0, out Vector512<float> a1, out Vector512<float> a2, out Vector512<float> a3);
        Turn(source + (4 * Size), out Vector512<float> b0, out Vector512<float> b1, out Vector512<float> b2, out Vector512<float> b3);
        Turn(source + (8 * Size), out Vector512<float> c0, out Vector512<float> c1, out Vector512<float> c2, out Vector512<float> c3);
        Turn(source + (12 * Size), out Vector512<float> d0, out Vector512<float> d1, out Vector512<float> d2, out Vector512<float> d3);
        Store(a0, b0, c0, d0, destination);
        Store(a1, b1, c1, d1, destination + Size);
        Store(a2, b2, c2, d2, destination + (2 * Size));
        Store(a3, b3, c3, d3, destination + (3 * Size));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Turn(float* rows, out Vector512<float> first, out Vector512<float> second, out Vector512<float> third, out Vector512<float> fourth)
    {
        Vector512<float> a = Vector512.Load(rows), b = Vector512.Load(rows + Size);
        Vector512<float> c = Vector512.Load(rows + (2 * Size)), d = Vector512.Load(rows + (3 * Size));
        Vector512<double> abLow = Avx512F.UnpackLow(a, b).AsDouble(), abHigh = Avx512F.UnpackHigh(a, b).AsDouble();
        Vector512<double> cdLow = Avx512F.UnpackLow(c, d).AsDouble(), cdHigh = Avx512F.UnpackHigh(c, d).AsDouble();
        first = Avx512F.UnpackLow(abLow, cdLow).AsSingle();
        second = Avx512F.UnpackHigh(abLow, cdLow).AsSingle();
        third = Avx512F.UnpackLow(abHigh, cdHigh).AsSingle();
        fourth = Avx512F.UnpackHigh(abHigh, cdHigh).AsSingle();
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Store(Vector512<float> a, Vector512<float> b, Vector512<float> c, Vector512<float> d, float* first)
    {
        Vector512<float> abEven = Avx512F.Shuffle4x128(a, b, 0x88), abOdd = Avx512F.Shuffle4x128(a, b, 0xDD);
        Vector512<float> cdEven = Avx512F.Shuffle4x128(c, d, 0x88), cdOdd = Avx512F.Shuffle4x128(c, d, 0xDD);
        Avx512F.Shuffle4x128(abEven, cdEven, 0x88).Store(first);
        Avx512F.Shuffle4x128(abOdd, cdOdd, 0x88).Store(first + (4 * Size));
        Avx512F.Shuffle4x128(abEven, cdEven, 0xDD).Store(first + (8 * Size));
        Avx512F.Shuffle4x128(abOdd, cdOdd, 0xDD).Store(first + (12 * Size));
    }
}
