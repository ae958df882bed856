using System.Numerics.Tensors;

namespace Hymba.Inference.Sampling;

/// <summary>Powers of e of a whole vocabulary's logits, to float's precision, which takes less time than a few of them one by one.</summary>
internal static class Exponentials
{
    // Stays in the first cache from one operation to the next.
    private const int PartLength = 1024;

    /// <summary>e^((logit - best) / temperature) for every logit; 0 for minus infinity.</summary>
    /// <param name="logits">None is NaN or plus infinity.</param>
    /// <param name="best">The largest one, finite: the difference first, or a tiny temperature gave infinity minus infinity.</param>
    /// <param name="temperature">Above 0.</param>
    /// <param name="powers">As long as the logits, written.</param>
    /// <returns>The sum of the powers.</returns>
    public static double Run(ReadOnlySpan<float> logits, float best, double temperature, Span<double> powers)
    {
        Span<float> part = stackalloc float[PartLength];
        double sum = 0;
        for (int start = 0; start < logits.Length; start += PartLength)
        {
            ReadOnlySpan<float> from = logits.Slice(start, Math.Min(PartLength, logits.Length - start));
            Span<float> values = part[..from.Length];
            Span<double> to = powers.Slice(start, from.Length);
            TensorPrimitives.Subtract(from, best, values);
            TensorPrimitives.Divide(values, (float)temperature, values);
            TensorPrimitives.Exp<float>(values, values);
            TensorPrimitives.ConvertTruncating<float, double>(values, to);
            sum += TensorPrimitives.Sum<double>(to);
        }

        return sum;
    }
}
