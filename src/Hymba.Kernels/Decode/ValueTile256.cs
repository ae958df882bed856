using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace Hymba.Kernels.Decode;

/// <summary><see cref="ValueTile{TFormat, TElement}"/> with AVX2 and the same bits: one block of 32 columns after the other, for which there are registers.</summary>
internal static unsafe class ValueTile256<TFormat, TElement>
    where TFormat : IWeightFormat<TElement>
    where TElement : unmanaged
{
    private const int BlockSize = 32;

    /// <summary>Whether the processor can.</summary>
    public static bool IsSupported => Avx2.IsSupported && Fma.IsSupported;

    /// <summary>As <see cref="ValueTile{TFormat, TElement}.Two"/>.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Two(TElement* values, nint rows, nint stride, float* weights, nint nextWeights, float* y, nint nextY, byte* ask, nint lines)
    {
        for (int block = 0; block < ValueTile<TFormat, TElement>.Columns; block += BlockSize, y += BlockSize, lines = 0)
        {
            (Vector256<float> a0, Vector256<float> a1) = Take(y, 0);
            (Vector256<float> a2, Vector256<float> a3) = Take(y, 1);
            (Vector256<float> b0, Vector256<float> b1) = Take(y + nextY, 0);
            (Vector256<float> b2, Vector256<float> b3) = Take(y + nextY, 1);
            TElement* from = values + block;
            for (nint row = 0; row < rows; row++, from += stride)
            {
                ask = WeightPrefetch.Some(ask, lines);
                Vector256<float> a = Vector256.Create(weights[row]), b = Vector256.Create(weights[nextWeights + row]);
                (Vector256<float> first, Vector256<float> second) = TFormat.Load256(from, 0);
                Add(a, first, second, ref a0, ref a1);
                Add(b, first, second, ref b0, ref b1);
                (first, second) = TFormat.Load256(from, 1);
                Add(a, first, second, ref a2, ref a3);
                Add(b, first, second, ref b2, ref b3);
            }

            Put(y, 0, a0, a1);
            Put(y, 1, a2, a3);
            Put(y + nextY, 0, b0, b1);
            Put(y + nextY, 1, b2, b3);
        }
    }

    /// <summary>As <see cref="ValueTile{TFormat, TElement}.Three"/>.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Three(TElement* values, nint rows, nint stride, float* weights, nint nextWeights, float* y, nint nextY, byte* ask, nint lines)
    {
        for (int block = 0; block < ValueTile<TFormat, TElement>.Columns; block += BlockSize, y += BlockSize, lines = 0)
        {
            (Vector256<float> a0, Vector256<float> a1) = Take(y, 0);
            (Vector256<float> a2, Vector256<float> a3) = Take(y, 1);
            (Vector256<float> b0, Vector256<float> b1) = Take(y + nextY, 0);
            (Vector256<float> b2, Vector256<float> b3) = Take(y + nextY, 1);
            (Vector256<float> c0, Vector256<float> c1) = Take(y + (2 * nextY), 0);
            (Vector256<float> c2, Vector256<float> c3) = Take(y + (2 * nextY), 1);
            TElement* from = values + block;
            for (nint row = 0; row < rows; row++, from += stride)
            {
                // A weight is loaded twice: there is no register left to keep it in.
                ask = WeightPrefetch.Some(ask, lines);
                (Vector256<float> first, Vector256<float> second) = TFormat.Load256(from, 0);
                Add(Vector256.Create(weights[row]), first, second, ref a0, ref a1);
                Add(Vector256.Create(weights[nextWeights + row]), first, second, ref b0, ref b1);
                Add(Vector256.Create(weights[(2 * nextWeights) + row]), first, second, ref c0, ref c1);
                (first, second) = TFormat.Load256(from, 1);
                Add(Vector256.Create(weights[row]), first, second, ref a2, ref a3);
                Add(Vector256.Create(weights[nextWeights + row]), first, second, ref b2, ref b3);
                Add(Vector256.Create(weights[(2 * nextWeights) + row]), first, second, ref c2, ref c3);
            }

            Put(y, 0, a0, a1);
            Put(y, 1, a2, a3);
            Put(y + nextY, 0, b0, b1);
            Put(y + nextY, 1, b2, b3);
            Put(y + (2 * nextY), 0, c0, c1);
            Put(y + (2 * nextY), 1, c2, c3);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Add(Vector256<float> weight, Vector256<float> first, Vector256<float> second, ref Vector256<float> firstSum, ref Vector256<float> secondSum)
    {
        firstSum = Vector256.FusedMultiplyAdd(first, weight, firstSum);
        secondSum = Vector256.FusedMultiplyAdd(second, weight, secondSum);
    }

    // The columns that Load256 gives for a half of a block.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static (Vector256<float> First, Vector256<float> Second) Take(float* y, int half)
    {
        if (TFormat.ElementOfLane(1) == 1)
        {
            return (Vector256.Load(y + (8 * half)), Vector256.Load(y + 16 + (8 * half)));
        }

        Vector256<float> low = Vector256.Load(y + (16 * half)), high = Vector256.Load(y + (16 * half) + 8);
        return (InOrder(Avx.Shuffle(low, high, 0x88)), InOrder(Avx.Shuffle(low, high, 0xDD)));

        static Vector256<float> InOrder(Vector256<float> quarters) => Avx2.Permute4x64(quarters.AsDouble(), 0b11_01_10_00).AsSingle();
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Put(float* y, int half, Vector256<float> first, Vector256<float> second)
    {
        if (TFormat.ElementOfLane(1) == 1)
        {
            first.Store(y + (8 * half));
            second.Store(y + 16 + (8 * half));
            return;
        }

        Vector256<float> low = Avx.UnpackLow(first, second), high = Avx.UnpackHigh(first, second);
        Avx.Permute2x128(low, high, 0x20).Store(y + (16 * half));
        Avx.Permute2x128(low, high, 0x31).Store(y + (16 * half) + 8);
    }
}
