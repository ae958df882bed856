using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using Hymba.Kernels.Decode;

namespace Hymba.Kernels.Quantization;

/// <summary>
/// The scale with which integers -8 to 7 stand best for a group of weights: least sum of squared errors among scales around the one that just holds the
/// largest weight, each improved by least squares for the integers that it leads to. Rounding to the range alone wastes a part of it in most groups.
/// </summary>
internal static class ScaleFit
{
    private const int Least = -8;
    private const int Most = 7;

    // From a range that cuts the largest weights off by a third to one that leaves a tenth unused.
    private const int Candidates = 16;
    private const float FirstRange = 5.4f;
    private const float RangeStep = 0.2f;

    /// <summary>Fits a group.</summary>
    /// <param name="weights">The group; a multiple of eight.</param>
    /// <param name="integers">[same length], written.</param>
    /// <returns>The scale, bfloat16; negative where the largest weight is positive, for there is one more negative integer.</returns>
    public static ushort Run(ReadOnlySpan<float> weights, Span<sbyte> integers)
    {
        float extreme = 0;
        foreach (float weight in weights)
        {
            extreme = MathF.Abs(weight) > MathF.Abs(extreme) ? weight : extreme;
        }

        integers.Clear();
        if (extreme == 0 || !float.IsFinite(extreme))
        {
            return 0;
        }

        ushort best = 0;
        float least = float.PositiveInfinity;
        for (int candidate = 0; candidate < Candidates; candidate++)
        {
            float range = FirstRange + (candidate * RangeStep);
            ushort scale = Improve(weights, extreme / -range);
            float error = Error(weights, Bfloat16Format.ToSingle(scale));
            if (error < least)
            {
                (best, least) = (scale, error);
            }
        }

        float inverse = 1 / Bfloat16Format.ToSingle(best);
        for (int i = 0; i < weights.Length; i++)
        {
            integers[i] = (sbyte)Math.Clamp(MathF.Round(weights[i] * inverse), Least, Most);
        }

        return best;
    }

    private static ushort Improve(ReadOnlySpan<float> weights, float scale)
    {
        Vector256<float> products = Vector256<float>.Zero, squares = products;
        foreach (Vector256<float> part in MemoryMarshal.Cast<float, Vector256<float>>(weights))
        {
            Vector256<float> integers = Integers(part, 1 / scale);
            products += part * integers;
            squares += integers * integers;
        }

        (float product, float square) = (Vector256.Sum(products), Vector256.Sum(squares));
        return Bfloat16Rounding.Round(square > 0 && product != 0 ? product / square : scale);
    }

    private static float Error(ReadOnlySpan<float> weights, float scale)
    {
        Vector256<float> sum = Vector256<float>.Zero;
        foreach (Vector256<float> part in MemoryMarshal.Cast<float, Vector256<float>>(weights))
        {
            Vector256<float> error = part - (Integers(part, 1 / scale) * scale);
            sum += error * error;
        }

        return Vector256.Sum(sum);
    }

    private static Vector256<float> Integers(Vector256<float> weights, float inverse)
        => Vector256.Min(Vector256.Max(Vector256.Round(weights * inverse), Vector256.Create((float)Least)), Vector256.Create((float)Most));
}
