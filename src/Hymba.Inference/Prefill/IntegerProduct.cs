using System.Runtime.InteropServices;
using Hymba.Inference.Model;
using Hymba.Kernels;
using Hymba.Kernels.Prefill;
using Hymba.Kernels.Words;
using static TorchSharp.torch;

namespace Hymba.Inference.Prefill;

/// <summary>
/// Products of many tokens with a weight matrix, Y = X W^T, in integers, for processors without products of bfloat16: 256 bits multiply twice as many words as numbers
/// in float32, and four times as many bytes. int4 meets a vector of bytes, as in a decode step; int8 and bfloat16 meet words, which are off by at most a 16,382nd of the
/// largest of 64 neighbours. Up to <see cref="QuantizedMatrix.MostVectorRows"/> rows meet int8 as bytes too.
/// </summary>
internal static class IntegerProduct
{
    // Rows of X that are turned into integers at a time: 3 MB of words at most, which stay in the last cache while a strip of W meets them.
    private const int MostRows = 256;

    /// <summary>Whether this is the fastest way on this machine, for activations in float32.</summary>
    /// <param name="weight">W.</param>
    /// <param name="rows">Rows of X.</param>
    public static bool IsFastest(WeightMatrix weight, int rows)
        => KernelTiers.Current == KernelTier.Vector256 && WordProduct.IsSupported
            && (weight.Quantized is not null || (weight.Plain!.Dtype == ScalarType.BFloat16 && rows >= WordProduct.LeastRows));

    /// <summary>Y = X W^T.</summary>
    /// <param name="x">[rows, columns of W], without gaps.</param>
    /// <param name="weight">W, as <see cref="IsFastest"/> says.</param>
    /// <param name="y">[rows, rows of W], without gaps, written.</param>
    /// <param name="rows">1 or more.</param>
    /// <param name="threads">The most threads.</param>
    public static void Run(NativeRows<float> x, WeightMatrix weight, NativeRows<float> y, int rows, int threads)
    {
        bool hasWords = weight.Quantized is null || (weight.Quantized.Type == HymbaDataType.Int8 && rows > QuantizedMatrix.MostVectorRows);
        for (int first = 0, count; first < rows; first += count)
        {
            // None is left with fewer rows than a product of words takes.
            count = rows - first < MostRows + WordProduct.LeastRows ? rows - first : MostRows;
            NativeRows<float> from = x.Below(first), to = y.Below(first);
            if (!hasWords)
            {
                weight.Quantized!.Multiply(from.Values[..(count * weight.Columns)], count, to.Values[..(count * weight.Rows)], threads);
            }
            else if (weight.Quantized is QuantizedMatrix quantized)
            {
                WordProduct.Run(quantized.Packed, weight.Rows, weight.Columns, from, count, to, threads);
            }
            else
            {
                WordProduct.Run(MemoryMarshal.Cast<byte, ushort>(weight.Plain!.Bytes), weight.Rows, weight.Columns, from, count, to, threads);
            }
        }
    }
}
