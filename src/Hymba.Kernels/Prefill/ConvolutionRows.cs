using System.Runtime.CompilerServices;
using Hymba.Kernels.Lanes;
using Hymba.Kernels.Threading;

namespace Hymba.Kernels.Prefill;

/// <summary>
/// The causal depthwise convolution before a scan over many tokens, with its silu: y = silu(bias + sum over taps of w x). Each element is computed in one
/// order of operations, the same as in a single step. Safe to call from several threads for different outputs.
/// </summary>
internal static unsafe class ConvolutionRows<TFormat, TElement>
    where TFormat : struct, IElement<TElement>
    where TElement : unmanaged
{
    private const int Grain = 4;

    /// <summary>Computes y and moves the remembered inputs on.</summary>
    /// <param name="x">Raw channel inputs, [tokens, Di].</param>
    /// <param name="tokens">T, 1 or more.</param>
    /// <param name="past">The C - 1 inputs before them, oldest first, [C - 1, Di]; updated.</param>
    /// <param name="weights">[C, Di]; the last row multiplies the newest input.</param>
    /// <param name="bias">[Di]; zeros for none. Its length is Di.</param>
    /// <param name="y">[tokens, Di], written.</param>
    /// <param name="rounded">y once more as elements; may be left out.</param>
    /// <param name="maxThreads">The most threads.</param>
    /// <param name="tier">The vector width.</param>
    /// <exception cref="ArgumentException">A matrix is smaller than the sizes say.</exception>
    public static void Run(
        NativeRows<TElement> x,
        int tokens,
        Span<float> past,
        ReadOnlySpan<float> weights,
        ReadOnlySpan<float> bias,
        NativeRows<float> y,
        NativeRows<TElement> rounded,
        int maxThreads,
        KernelTier tier)
    {
        int width = bias.Length;
        x.Require(tokens, width, nameof(x));
        y.Require(tokens, width, nameof(y));
        if (weights.Length != past.Length + width || (width > 0 && past.Length % width != 0))
        {
            throw new ArgumentException($"{weights.Length} weights do not fit {past.Length} remembered inputs of {width} channels.", nameof(weights));
        }

        if (!rounded.IsEmpty)
        {
            rounded.Require(tokens, width, nameof(rounded));
        }

        int remembered = width == 0 ? 0 : past.Length / width;
        fixed (float* before = past, w = weights, b = bias)
        {
            TierRange.Run(new Job(x, width, remembered, before, w, b, y, rounded), tokens, Grain, maxThreads, tier);
            Remember(x, tokens, width, remembered, before);
        }
    }

    private static void Remember(NativeRows<TElement> x, int tokens, int width, int remembered, float* past)
    {
        for (int row = 0; row < remembered; row++)
        {
            float* to = past + ((nint)row * width);
            int token = tokens - remembered + row;
            if (token < 0)
            {
                new Span<float>(past + ((nint)(row + tokens) * width), width).CopyTo(new Span<float>(to, width));
                continue;
            }

            for (int i = 0; i < width; i++)
            {
                Lanes1.Store(TFormat.Load<Lanes1>(x.Row(token) + i), to + i);
            }
        }
    }

    private readonly struct Job(
        NativeRows<TElement> x, int width, int remembered, float* past, float* weights, float* bias, NativeRows<float> y, NativeRows<TElement> rounded)
        : ITierRangeJob
    {
        public void Run<TLanes>(int start, int end)
            where TLanes : struct, ILanes<TLanes>
        {
            for (int token = start; token < end; token++)
            {
                int done = Channels<TLanes>(token, 0);
                Channels<Lanes1>(token, done);
            }
        }

        [MethodImpl(MethodImplOptions.AggressiveOptimization)]
        private int Channels<TLanes>(int token, int start)
            where TLanes : struct, ILanes<TLanes>
        {
            float* to = y.Row(token);
            TElement* copy = rounded.IsEmpty ? null : rounded.Row(token);
            int i = start;
            for (; i <= width - TLanes.Count; i += TLanes.Count)
            {
                TLanes sum = TLanes.FusedMultiplyAdd(
                    TFormat.Load<TLanes>(x.Row(token) + i), TLanes.Load(weights + ((nint)remembered * width) + i), TLanes.Load(bias + i));
                for (int tap = 0; tap < remembered; tap++)
                {
                    int at = token - remembered + tap;
                    TLanes input = at < 0 ? TLanes.Load(past + ((nint)(remembered + at) * width) + i) : TFormat.Load<TLanes>(x.Row(at) + i);
                    sum = TLanes.FusedMultiplyAdd(input, TLanes.Load(weights + ((nint)tap * width) + i), sum);
                }

                TLanes value = Exponential.Silu(sum);
                TLanes.Store(value, to + i);
                if (copy is not null)
                {
                    TFormat.Store(value, copy + i);
                }
            }

            return i;
        }
    }
}
