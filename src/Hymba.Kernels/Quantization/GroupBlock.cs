using System.Runtime.Intrinsics;

namespace Hymba.Kernels.Quantization;

/// <summary>What the group formats share.</summary>
internal static unsafe class GroupBlock
{
    /// <summary>Weights of a block.</summary>
    public const int Size = 64;

    /// <summary>Blocks of a row with so many columns.</summary>
    public static int Count(int columns) => (columns + Size - 1) / Size;

    /// <summary>A scale as bfloat16, rounded away from zero: what was chosen to fit into the integers' range still fits.</summary>
    public static ushort RoundUp(float scale) => (ushort)((BitConverter.SingleToUInt32Bits(scale) + 0xFFFF) >> 16);

    /// <summary>32 integers times a scale.</summary>
    public static void Scale(Vector256<sbyte> integers, float scale, float* values)
    {
        (Vector256<short> low, Vector256<short> high) = Vector256.Widen(integers);
        Store(low, values);
        Store(high, values + 16);

        void Store(Vector256<short> shorts, float* to)
        {
            (Vector256<int> first, Vector256<int> second) = Vector256.Widen(shorts);
            (Vector256.ConvertToSingle(first) * scale).Store(to);
            (Vector256.ConvertToSingle(second) * scale).Store(to + 8);
        }
    }

    /// <summary>
    /// The integers -127 to 127 nearest to the values in units of the scale that is returned; zero for zeros. Values that are no numbers give a scale
    /// that is none.
    /// </summary>
    /// <param name="x">The values.</param>
    /// <param name="count">A multiple of 32.</param>
    /// <param name="integers">[count], written.</param>
    /// <param name="sum">Sum of the integers.</param>
    public static float QuantizeSigned(float* x, int count, sbyte* integers, out int sum)
    {
        Vector256<float> largest = Vector256<float>.Zero;
        for (int i = 0; i < count; i += 8)
        {
            largest = Vector256.Max(largest, Vector256.Abs(Vector256.Load(x + i)));
        }

        float most = 0;
        for (int i = 0; i < 8; i++)
        {
            most = MathF.Max(most, largest[i]);
        }

        Vector256<float> inverse = Vector256.Create(most > 0 ? 127f / most : 0f);
        Vector256<int> sums = Vector256<int>.Zero;
        for (int i = 0; i < count; i += 32)
        {
            (Vector256<int> a, Vector256<int> b) = (Round(x + i, inverse), Round(x + i + 8, inverse));
            (Vector256<int> c, Vector256<int> d) = (Round(x + i + 16, inverse), Round(x + i + 24, inverse));
            sums += (a + b) + (c + d);
            Vector256.Narrow(Vector256.Narrow(a, b), Vector256.Narrow(c, d)).Store(integers + i);
        }

        sum = Vector256.Sum(sums);
        return most / 127f;

        static Vector256<int> Round(float* x, Vector256<float> inverse) => Vector256.ConvertToInt32(Vector256.Round(Vector256.Load(x) * inverse));
    }

    /// <summary>Sums of 16 lanes, the halves onto each other.</summary>
    public static float Fold(Vector256<float> low, Vector256<float> high)
    {
        Vector256<float> sums = low + high;
        Vector128<float> four = sums.GetLower() + sums.GetUpper();
        return (four[0] + four[2]) + (four[1] + four[3]);
    }
}
