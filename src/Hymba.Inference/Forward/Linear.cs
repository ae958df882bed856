using static TorchSharp.torch;

namespace Hymba.Inference.Forward;

/// <summary>Matrix products with the model's weights, which lie output dimension first.</summary>
internal static class Linear
{
    // Rows of a 16-bit output matrix that are widened at a time: 8192 rows of width 1600 are 50 MB.
    private const long WideRows = 8192;

    /// <summary>x [.., in] times weight [out, in] transposed, in the model's type.</summary>
    public static Tensor Apply(Tensor x, Tensor weight) => nn.functional.linear(x, weight);

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

        var slices = new List<Tensor>();
        for (long row = 0; row < weight.shape[0]; row += WideRows)
        {
            using IDisposable scope = NewDisposeScope();
            Tensor slice = weight.narrow(0, row, Math.Min(WideRows, weight.shape[0] - row));
            slices.Add(nn.functional.linear(x, slice.to(ScalarType.Float32)).MoveToOuterDisposeScope());
        }

        return cat(slices, -1);
    }
}
