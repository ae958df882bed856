using System.Runtime.CompilerServices;
using Hymba.Kernels.Lanes;
using Hymba.Kernels.Training;

namespace Hymba.Kernels.Decode;

/// <summary>One step of the causal depthwise convolution before a scan, with its silu: y = silu(bias + sum over taps of w x).</summary>
internal static unsafe class ConvolutionStep
{
    /// <summary>Computes y and moves the remembered inputs on by one. Runs on the calling thread.</summary>
    /// <param name="x">The step's input, [Di].</param>
    /// <param name="past">The C - 1 inputs before it, oldest first, [C - 1, Di]; updated.</param>
    /// <param name="weights">[C, Di]; the last row multiplies x.</param>
    /// <param name="bias">[Di]; zeros for none.</param>
    /// <param name="y">[Di], written.</param>
    /// <param name="tier">The vector width.</param>
    /// <exception cref="ArgumentException">A span's length does not fit the others'.</exception>
    public static void Run(
        ReadOnlySpan<float> x, Span<float> past, ReadOnlySpan<float> weights, ReadOnlySpan<float> bias, Span<float> y, KernelTier tier)
    {
        int width = x.Length;
        if (bias.Length != width || y.Length != width || weights.Length != past.Length + width || (width > 0 && past.Length % width != 0))
        {
            throw new ArgumentException(
                $"A step of {width} channels does not fit {past.Length} remembered inputs, {weights.Length} weights, {bias.Length} biases and {y.Length} outputs.");
        }

        fixed (float* input = x, before = past, w = weights, b = bias, output = y)
        {
            TierJob.Run(new Job(width, width == 0 ? 0 : past.Length / width, input, before, w, b, output), tier);
        }

        if (past.Length > 0)
        {
            past[width..].CopyTo(past);
            x.CopyTo(past[^width..]);
        }
    }

    private readonly struct Job(int width, int remembered, float* x, float* past, float* weights, float* bias, float* y) : ITierJob
    {
        public void Run<TLanes>()
            where TLanes : struct, ILanes<TLanes>
        {
            int done = Channels<TLanes>(0);
            Channels<Lanes1>(done);
        }

        [MethodImpl(MethodImplOptions.AggressiveOptimization)]
        private int Channels<TLanes>(int start)
            where TLanes : struct, ILanes<TLanes>
        {
            int i = start;
            for (; i <= width - TLanes.Count; i += TLanes.Count)
            {
                TLanes sum = TLanes.FusedMultiplyAdd(TLanes.Load(x + i), TLanes.Load(weights + ((nint)remembered * width) + i), TLanes.Load(bias + i));
                for (nint tap = 0; tap < remembered; tap++)
                {
                    sum = TLanes.FusedMultiplyAdd(TLanes.Load(past + (tap * width) + i), TLanes.Load(weights + (tap * width) + i), sum);
                }

                TLanes.Store(Exponential.Silu(sum), y + i);
            }

            return i;
        }
    }
}
