using static TorchSharp.torch;

namespace Hymba.Inference.Forward;

/// <summary>Root-mean-square normalisation over the last axis, computed in float32 and rounded once.</summary>
internal static class RmsNorm
{
    /// <summary>w * (x * rsqrt(mean(x^2) + eps)), in the type of the weight.</summary>
    public static Tensor Apply(Tensor x, Tensor weight, double epsilon)
        => ApplyWide(x, weight, epsilon).to(weight.dtype);

    /// <summary>As <see cref="Apply"/>, left in float32.</summary>
    public static Tensor ApplyWide(Tensor x, Tensor weight, double epsilon)
    {
        Tensor wide = x.to(ScalarType.Float32);
        Tensor scale = wide.square().mean([-1], keepdim: true).add(epsilon).rsqrt();
        return wide.mul(scale).mul(weight);
    }
}
