using static TorchSharp.torch;

namespace Hymba.Inference.Forward;

/// <summary>Root-mean-square normalisation over the last axis: statistics and scaling in float32, weight in the input's type.</summary>
internal static class RmsNorm
{
    /// <summary>w * (x * rsqrt(mean(x^2) + eps)); a null weight leaves x as it is.</summary>
    public static Tensor Apply(Tensor x, Tensor? weight, double epsilon)
    {
        if (weight is null)
        {
            return x;
        }

        Tensor wide = x.to(ScalarType.Float32);
        Tensor scale = wide.square().mean([-1], keepdim: true).add(epsilon).rsqrt();
        return wide.mul(scale).to(x.dtype).mul(weight);
    }
}
