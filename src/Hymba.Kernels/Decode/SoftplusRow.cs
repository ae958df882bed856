using System.Runtime.CompilerServices;
using Hymba.Kernels.Lanes;
using Hymba.Kernels.Training;

namespace Hymba.Kernels.Decode;

/// <summary>values = ln(1 + e^(values + bias)), the time step of a scan.</summary>
internal static unsafe class SoftplusRow
{
    /// <summary>Replaces the values. Runs on the calling thread.</summary>
    /// <param name="values">[n].</param>
    /// <param name="bias">[n].</param>
    /// <param name="tier">The vector width.</param>
    /// <exception cref="ArgumentException">The lengths differ.</exception>
    public static void Run(Span<float> values, ReadOnlySpan<float> bias, KernelTier tier)
    {
        if (bias.Length != values.Length)
        {
            throw new ArgumentException($"{values.Length} values cannot have {bias.Length} biases.", nameof(bias));
        }

        fixed (float* v = values, b = bias)
        {
            TierJob.Run(new Job(values.Length, v, b), tier);
        }
    }

    private readonly struct Job(int width, float* values, float* bias) : ITierJob
    {
        public void Run<TLanes>()
            where TLanes : struct, ILanes<TLanes>
        {
            int done = Part<TLanes>(0);
            Part<Lanes1>(done);
        }

        [MethodImpl(MethodImplOptions.AggressiveOptimization)]
        private int Part<TLanes>(int start)
            where TLanes : struct, ILanes<TLanes>
        {
            int i = start;
            for (; i <= width - TLanes.Count; i += TLanes.Count)
            {
                TLanes.Store(Logistic.Softplus(TLanes.Load(values + i) + TLanes.Load(bias + i)), values + i);
            }

            return i;
        }
    }
}
