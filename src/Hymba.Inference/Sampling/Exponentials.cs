using System.Numerics.Tensors;

namespace Hymba.Inference.Sampling;

/// <summary>Powers of e of a whole vocabulary's logits, in double, which is as fast as a few of them one by one.</summary>
internal static class Exponentials
{
    /// <summary>e^((logit - best) / temperature) for every logit; 0 for minus infinity.</summary>
    /// <param name="logits">None is NaN or plus infinity.</param>
    /// <param name="best">The largest one, finite: the difference first, or a tiny temperature gave infinity minus infinity.</param>
    /// <param name="temperature">Above 0.</param>
    /// <param name="powers">As long as the logits, written.</param>
    /// <returns>The sum of the powers.</returns>
    public static double Run(ReadOnlySpan<float> logits, float best, double temperature, Span<double> powers)
    {
        TensorPrimitives.ConvertTruncating(logits, powers);
        TensorPrimitives.Subtract(powers, best, powers);
        TensorPrimitives.Divide(powers, temperature, powers);
        TensorPrimitives.Exp(powers, powers);
        return TensorPrimitives.Sum<double>(powers);
    }
}
