using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace Hymba.Kernels.Words;

/// <summary>
/// Weights in bfloat16. Scales are powers of two, so weights down to a sixteenth of the largest of a group are kept exactly and smaller ones are off by at most
/// a 4,096th of it. Needs AVX2.
/// </summary>
/// <param name="weights">[rows, columns].</param>
/// <param name="rows">Rows.</param>
/// <param name="columns">Columns.</param>
internal readonly unsafe struct Bfloat16Words(ushort* weights, int rows, int columns) : IWordWeights
{
    private const int Pairs = WordGroup.Columns / 2;
    private const int SignificandBits = 7;
    private const int NoNumber = 255;

    // A group's largest weight, 2^e to 2^(e + 1), becomes 2^11 to 2^12. With exponents in the form of float32, which has 127 added and 23 bits behind it.
    private const int WordExponent = 127 + 11;
    private const int Bias = 127;
    private const int SingleSignificandBits = 23;

    // With smaller exponents a scale would be no normal number.
    private const int LeastExponent = WordExponent - Bias + 1;

    /// <inheritdoc/>
    [SkipLocalsInit]
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void Write(int strip, short* words, float* scales)
    {
        short* group = stackalloc short[WordGroup.Rows * WordGroup.Columns];
        ushort* padded = stackalloc ushort[WordGroup.Columns];
        int first = strip * WordGroup.Rows;
        for (int column = 0; column < columns; column += WordGroup.Columns, words += WordGroup.Rows * WordGroup.Columns, scales += WordGroup.Rows)
        {
            int length = Math.Min(WordGroup.Columns, columns - column);
            for (int row = 0; row < WordGroup.Rows; row++)
            {
                ushort* from = weights + ((nint)(first + row) * columns) + column;
                if (first + row >= rows || length < WordGroup.Columns)
                {
                    new Span<ushort>(padded, WordGroup.Columns).Clear();
                    new ReadOnlySpan<ushort>(from, first + row < rows ? length : 0).CopyTo(new Span<ushort>(padded, WordGroup.Columns));
                    from = padded;
                }
                else
                {
                    WeightPrefetch.Lines(from, WordGroup.Columns * sizeof(ushort));
                }

                scales[row] = Row(from, group + (row * WordGroup.Columns));
            }

            TileTranspose.Run((float*)group, WordGroup.Rows, Pairs, (float*)words);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static float Row(ushort* from, short* words)
    {
        Vector256<ushort> largest = Vector256<ushort>.Zero;
        for (int i = 0; i < WordGroup.Columns; i += 16)
        {
            largest = Vector256.Max(largest, Vector256.Load(from + i) & Vector256.Create((ushort)0x7FFF));
        }

        Vector128<ushort> eight = Vector128.Max(largest.GetLower(), largest.GetUpper());

        // The instruction finds a minimum.
        int exponent = (ushort)~Sse41.MinHorizontal(~eight).ToScalar() >> SignificandBits;
        int used = Math.Max(exponent, LeastExponent);
        Vector256<float> factor = Vector256.Create(BitConverter.Int32BitsToSingle((WordExponent + Bias - used) << SingleSignificandBits));
        for (int i = 0; i < WordGroup.Columns; i += 16)
        {
            Vector256<ushort> weights = Vector256.Load(from + i);
            Vector256<float> lower = Avx2.UnpackLow(Vector256<ushort>.Zero, weights).AsSingle(), upper = Avx2.UnpackHigh(Vector256<ushort>.Zero, weights).AsSingle();
            Avx2.PackSignedSaturate(Avx.ConvertToVector256Int32(lower * factor), Avx.ConvertToVector256Int32(upper * factor)).Store(words + i);
        }

        return exponent == NoNumber ? float.NaN : BitConverter.Int32BitsToSingle((used - WordExponent + Bias) << SingleSignificandBits);
    }
}
