using System.Runtime.InteropServices;
using Hymba.Inference.Model;
using Hymba.Kernels;
using TorchSharp;
using static TorchSharp.torch;

namespace Hymba.Inference.Forward;

/// <summary>
/// Matrix products with the model's weights, which lie output dimension first. A single row on the CPU is bound by reading the weights
/// once, which our own kernel does nearer to the memory's speed than a general matrix product; everything else goes to libtorch.
/// </summary>
internal static class Linear
{
    // Rows of a 16-bit output matrix that are widened at a time: 8192 rows of width 1600 are 50 MB.
    private const long WideRows = 8192;

    /// <summary>x [.., in] times weight [out, in] transposed, in the model's type.</summary>
    public static Tensor Apply(Tensor x, Tensor weight)
        => FitsKernel(x, weight) ? RunKernel(x, weight).to(weight.dtype) : nn.functional.linear(x, weight);

    /// <summary>x [.., in] times a matrix [out, in] transposed, in x's type.</summary>
    public static Tensor Apply(Tensor x, WeightMatrix weight)
        => weight.Quantized is null ? Apply(x, weight.Plain!.Tensor)
            : x.numel() <= (long)QuantizedMatrix.MostVectorRows * weight.Columns ? RunKernel(x, weight.Quantized).to(x.dtype)
            : nn.functional.linear(x, weight.Quantized.Unpack(get_num_threads()));

    /// <summary>
    /// x [.., in] f32 times weight transposed with float32 products and sums, [.., out] f32: rounding logits of 8 and more to 16 bits
    /// would blur differences of 0.06. A 16-bit matrix is widened in slices.
    /// </summary>
    public static Tensor ApplyWide(Tensor x, Tensor weight)
    {
        if (weight.dtype == ScalarType.Float32)
        {
            return nn.functional.linear(x, weight);
        }

        if (FitsKernel(x, weight))
        {
            return RunKernel(x, weight);
        }

        var slices = new List<Tensor>();
        for (long row = 0; row < weight.shape[0]; row += WideRows)
        {
            using IDisposable scope = NewDisposeScope();
            Tensor slice = weight.narrow(0, row, Math.Min(WideRows, weight.shape[0] - row));
            slices.Add(nn.functional.linear(x, slice.to(ScalarType.Float32)).MoveToOuterDisposeScope());
        }

        return cat(slices, -1);
    }

    private static bool FitsKernel(Tensor x, Tensor weight)
        => weight.dtype == ScalarType.BFloat16 && weight.device_type == DeviceType.CPU && x.numel() == weight.shape[1] && !is_grad_enabled();

    private static Tensor RunKernel(Tensor x, QuantizedMatrix weight)
    {
        long[] shape = x.shape;
        shape[^1] = weight.Rows;
        Tensor wide = x.to(ScalarType.Float32).contiguous();
        Tensor result = empty(shape, ScalarType.Float32);
        weight.Multiply(TensorSpan.Of(wide), (int)(x.numel() / weight.Columns), TensorSpan.Of(result), get_num_threads());
        return result;
    }

    private static Tensor RunKernel(Tensor x, Tensor weight)
    {
        long[] shape = x.shape;
        (int rows, int columns) = ((int)weight.shape[0], (int)weight.shape[1]);
        shape[^1] = rows;
        Tensor wide = x.to(ScalarType.Float32).contiguous();
        Tensor result = empty(shape, ScalarType.Float32);
        Bfloat16MatVec.Run(
            MemoryMarshal.Cast<byte, ushort>(weight.bytes),
            rows,
            columns,
            MemoryMarshal.Cast<byte, float>(wide.bytes),
            MemoryMarshal.Cast<byte, float>(result.bytes),
            get_num_threads());
        return result;
    }
}
