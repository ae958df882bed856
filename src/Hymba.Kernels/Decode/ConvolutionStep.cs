using System.Runtime.CompilerServices;
using Hymba.Kernels.Lanes;
using Hymba.Kernels.Threading;

namespace Hymba.Kernels.Decode;

/// <summary>One step of the causal depthwise convolution before a scan, with its silu: y = silu(bias + sum over taps of w x).</summary>
internal static unsafe class ConvolutionStep
{
    // 16 channels share a cache line.
    private const int ChannelGrain = 16;

    // Products below which a second thread costs more than it brings.
    private const int MinParallelProducts = 1 << 13;

    /// <summary>Computes y and moves the remembered inputs on by one. The number of threads changes no bit.</summary>
    /// <param name="x">The step's input, [Di].</param>
    /// <param name="past">The C - 1 inputs before it, oldest first, [C - 1, Di]; updated.</param>
    /// <param name="weights">[C, Di]; the last row multiplies x.</param>
    /// <param name="bias">[Di]; zeros for none.</param>
    /// <param name="y">[Di], written.</param>
    /// <param name="maxThreads">The most threads, the calling one included.</param>
    /// <param name="tier">The vector width.</param>
    /// <exception cref="ArgumentException">A span's length does not fit the others'.</exception>
    public static void Run(
        ReadOnlySpan<float> x, Span<float> past, ReadOnlySpan<float> weights, ReadOnlySpan<float> bias, Span<float> y, int maxThreads, KernelTier tier)
    {
        int width = x.Length;
        if (bias.Length != width || y.Length != width || weights.Length != past.Length + width || (width > 0 && past.Length % width != 0))
        {
            throw new ArgumentException(
                $"A step of {width} channels does not fit {past.Length} remembered inputs, {weights.Length} weights, {bias.Length} biases and {y.Length} outputs.");
        }

        fixed (float* input = x, before = past, w = weights, b = bias, output = y)
        {
            var job = new Job(width, width == 0 ? 0 : past.Length / width, input, before, w, b, output);
            TierRange.Run(job, width, ChannelGrain, weights.Length < MinParallelProducts ? 1 : maxThreads, tier);
        }
    }

    private readonly struct Job(int width, int remembered, float* x, float* past, float* weights, float* bias, float* y) : ITierRangeJob
    {
        public void Run<TLanes>(int start, int end)
            where TLanes : struct, ILanes<TLanes>
        {
            int done = Channels<TLanes>(start, end);
            Channels<Lanes1>(done, end);
        }

        [MethodImpl(MethodImplOptions.AggressiveOptimization)]
        private int Channels<TLanes>(int start, int end)
            where TLanes : struct, ILanes<TLanes>
        {
            int i = start;
            for (; i <= end - TLanes.Count; i += TLanes.Count)
            {
                TLanes newest = TLanes.Load(x + i);
                TLanes sum = TLanes.FusedMultiplyAdd(newest, TLanes.Load(weights + ((nint)remembered * width) + i), TLanes.Load(bias + i));
                float* oldest = past + i;
                for (nint tap = 0; tap < remembered; tap++)
                {
                    float* at = oldest + (tap * width);
                    sum = TLanes.FusedMultiplyAdd(TLanes.Load(at), TLanes.Load(weights + (tap * width) + i), sum);
                    TLanes.Store(tap == remembered - 1 ? newest : TLanes.Load(at + width), at);
                }

                TLanes.Store(Exponential.Silu(sum), y + i);
            }

            return i;
        }
    }
}
