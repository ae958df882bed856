using Hymba.Inference.Forward.Fused;
using static TorchSharp.torch;

namespace Hymba.Inference.Forward;

/// <summary>Root-mean-square normalisation over the last axis, computed in float32 and rounded once.</summary>
internal static class RmsNorm
{
    /// <summary>w * (x * rsqrt(mean(x^2) + eps)), in the type of the weight.</summary>
    /// <param name="x">[.., D].</param>
    /// <param name="weight">[D].</param>
    /// <param name="epsilon">Added to the mean of squares.</param>
    /// <param name="fused">Whether our differentiable kernel computes it.</param>
    public static Tensor Apply(Tensor x, Tensor weight, double epsilon, bool fused = false)
        => ApplyWide(x, weight, epsilon, fused).to(weight.dtype);

    /// <summary>As <see cref="Apply"/>, left in float32.</summary>
    public static Tensor ApplyWide(Tensor x, Tensor weight, double epsilon, bool fused = false)
    {
        if (fused)
        {
            return FusedNorm.Run(x.to(ScalarType.Float32), weight.to(ScalarType.Float32), epsilon);
        }

        Tensor wide = x.to(ScalarType.Float32);
        Tensor scale = wide.mul(wide).mean([-1], keepdim: true).add(KeptScalar.Of(epsilon), KeptScalar.One).rsqrt();
        return wide.mul(scale).mul(weight);
    }
}
