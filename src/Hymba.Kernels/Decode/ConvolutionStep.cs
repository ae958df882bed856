using System.Runtime.CompilerServices;
using Hymba.Kernels.Lanes;
using Hymba.Kernels.Threading;
using Hymba.Kernels.Training;

namespace Hymba.Kernels.Decode;

/// <summary>The causal depthwise convolution before a scan, token by token, with its silu: y = silu(bias + sum over taps of w x).</summary>
internal static unsafe class ConvolutionStep
{
    // 16 channels share a cache line.
    private const int ChannelGrain = 16;

    // Weights below which a second thread costs more than it brings: they are read from memory once for all tokens.
    private const int MinParallelWeights = 1 << 13;

    /// <summary>Computes y and moves the remembered inputs on by the tokens. The number of threads changes no bit, nor do other tokens.</summary>
    /// <param name="tokens">How many follow each other, 0 or more.</param>
    /// <param name="x">The tokens' inputs, [tokens, Di].</param>
    /// <param name="past">The C - 1 inputs before them, oldest first, [C - 1, Di]; updated.</param>
    /// <param name="weights">[C, Di]; the last row multiplies a token's own input.</param>
    /// <param name="bias">[Di]; zeros for none.</param>
    /// <param name="y">[tokens, Di], written.</param>
    /// <param name="maxThreads">The most threads, the calling one included.</param>
    /// <param name="tier">The vector width.</param>
    /// <exception cref="ArgumentException">A span's length does not fit the others'.</exception>
    public static void Run(
        int tokens,
        ReadOnlyRows x,
        Span<float> past,
        ReadOnlySpan<float> weights,
        ReadOnlySpan<float> bias,
        WritableRows y,
        int maxThreads,
        KernelTier tier)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(tokens);
        int width = bias.Length;
        if (weights.Length != past.Length + width || (width > 0 && past.Length % width != 0))
        {
            throw new ArgumentException(
                $"A convolution of {width} channels, as many as biases, does not fit {past.Length} remembered inputs and {weights.Length} weights.");
        }

        x.Require(tokens, width, nameof(x));
        y.Require(tokens, width, nameof(y));
        fixed (float* input = x.Values, before = past, w = weights, b = bias, output = y.Values)
        {
            var job = new Job(tokens, width, width == 0 ? 0 : past.Length / width, input, x.Stride, before, w, b, output, y.Stride);
            TierRange.Run(job, width, ChannelGrain, weights.Length < MinParallelWeights ? 1 : maxThreads, tier);
        }
    }

    private readonly struct Job(
        int tokens, int width, int remembered, float* input, nint inputStride, float* past, float* weights, float* bias, float* output, nint outputStride)
        : ITierRangeJob
    {
        public void Run<TLanes>(int start, int end)
            where TLanes : struct, ILanes<TLanes>
        {
            for (nint token = 0; token < tokens; token++)
            {
                float* x = input + (token * inputStride), y = output + (token * outputStride);
                int done = Channels<TLanes>(x, y, start, end);
                Channels<Lanes1>(x, y, done, end);
            }
        }

        [MethodImpl(MethodImplOptions.AggressiveOptimization)]
        private int Channels<TLanes>(float* x, float* y, int start, int end)
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
