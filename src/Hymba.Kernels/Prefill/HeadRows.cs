using System.Runtime.CompilerServices;
using Hymba.Kernels.Lanes;
using Hymba.Kernels.Threading;

namespace Hymba.Kernels.Prefill;

/// <summary>
/// Puts the heads of many tokens where attention wants them: blocks of tokens, in a block [key-value heads, tokens, heads that share one, size]. Turns
/// them by their rotary positions on the way. Safe to call from several threads for different outputs.
/// </summary>
internal static unsafe class HeadRows<TFormat, TElement>
    where TFormat : struct, IElement<TElement>
    where TElement : unmanaged
{
    private const int Grain = 8;

    /// <summary>Stacks and rotates.</summary>
    /// <param name="x">[tokens, heads * size].</param>
    /// <param name="tokens">T.</param>
    /// <param name="layout">The heads and blocks.</param>
    /// <param name="cosine">[tokens, size / 2]; nothing for heads that are not rotated. The pair of j is j + size / 2.</param>
    /// <param name="sine">As the cosines.</param>
    /// <param name="factor">What the result is multiplied by.</param>
    /// <param name="y">Tokens * heads * size elements, written.</param>
    /// <param name="maxThreads">The most threads.</param>
    /// <param name="tier">The vector width.</param>
    /// <exception cref="ArgumentException">A matrix is smaller than the sizes say.</exception>
    public static void Stack(
        NativeRows<TElement> x,
        int tokens,
        HeadLayout layout,
        ReadOnlySpan<float> cosine,
        ReadOnlySpan<float> sine,
        float factor,
        NativeRows<TElement> y,
        int maxThreads,
        KernelTier tier)
    {
        int width = layout.Heads * layout.Size;
        x.Require(tokens, width, nameof(x));
        y.Require(1, tokens * width, nameof(y));
        if (!cosine.IsEmpty)
        {
            ReadOnlyRows.Require(cosine.Length, layout.Size / 2, tokens, layout.Size / 2, nameof(cosine));
            ReadOnlyRows.Require(sine.Length, layout.Size / 2, tokens, layout.Size / 2, nameof(sine));
        }

        fixed (float* cos = cosine, sin = sine)
        {
            TierRange.Run(new StackJob(x, tokens, layout, cos, sin, factor, y.Row(0)), tokens, Grain, maxThreads, tier);
        }
    }

    /// <summary>Takes one block back into rows, each head's row times a factor of its own.</summary>
    /// <param name="x">The block, [key-value heads, count * heads that share one, size].</param>
    /// <param name="factors">One for each row of the block.</param>
    /// <param name="count">Tokens of the block.</param>
    /// <param name="layout">The heads.</param>
    /// <param name="y">[count, heads * size], written.</param>
    /// <param name="maxThreads">The most threads.</param>
    /// <param name="tier">The vector width.</param>
    /// <exception cref="ArgumentException">A matrix is smaller than the sizes say.</exception>
    public static void Unstack(
        NativeRows<TElement> x, NativeRows<float> factors, int count, HeadLayout layout, NativeRows<float> y, int maxThreads, KernelTier tier)
    {
        x.Require(1, count * layout.Heads * layout.Size, nameof(x));
        factors.Require(1, count * layout.Heads, nameof(factors));
        y.Require(count, layout.Heads * layout.Size, nameof(y));
        TierRange.Run(new UnstackJob(x.Row(0), factors.Row(0), count, layout, y), count, Grain, maxThreads, tier);
    }

    private readonly struct StackJob(
        NativeRows<TElement> x, int tokens, HeadLayout layout, float* cosine, float* sine, float factor, TElement* y)
        : ITierRangeJob
    {
        public void Run<TLanes>(int start, int end)
            where TLanes : struct, ILanes<TLanes>
        {
            for (int token = start; token < end; token++)
            {
                int first = token / layout.BlockTokens * layout.BlockTokens;
                int count = Math.Min(layout.BlockTokens, tokens - first);
                TElement* block = y + ((nint)first * layout.Heads * layout.Size);
                for (int head = 0; head < layout.Heads; head++)
                {
                    TElement* from = x.Row(token) + ((nint)head * layout.Size);
                    TElement* to = block + ((nint)layout.RowOf(head, token - first, count) * layout.Size);
                    if (cosine is null)
                    {
                        int copied = Copy<TLanes>(from, to, 0);
                        Copy<Lanes1>(from, to, copied);
                    }
                    else
                    {
                        int done = Rotate<TLanes>(token, from, to, 0);
                        Rotate<Lanes1>(token, from, to, done);
                    }
                }
            }
        }

        [MethodImpl(MethodImplOptions.AggressiveOptimization)]
        private int Copy<TLanes>(TElement* from, TElement* to, int start)
            where TLanes : struct, ILanes<TLanes>
        {
            TLanes scale = TLanes.Create(factor);
            int i = start;
            for (; i <= layout.Size - TLanes.Count; i += TLanes.Count)
            {
                TFormat.Store(TFormat.Load<TLanes>(from + i) * scale, to + i);
            }

            return i;
        }

        [MethodImpl(MethodImplOptions.AggressiveOptimization)]
        private int Rotate<TLanes>(int token, TElement* from, TElement* to, int start)
            where TLanes : struct, ILanes<TLanes>
        {
            int half = layout.Size / 2;
            TLanes scale = TLanes.Create(factor);
            int pair = start;
            for (; pair <= half - TLanes.Count; pair += TLanes.Count)
            {
                TLanes cos = TLanes.Load(cosine + ((nint)token * half) + pair) * scale, sin = TLanes.Load(sine + ((nint)token * half) + pair) * scale;
                TLanes first = TFormat.Load<TLanes>(from + pair), second = TFormat.Load<TLanes>(from + half + pair);
                TFormat.Store((first * cos) - (second * sin), to + pair);
                TFormat.Store(TLanes.FusedMultiplyAdd(first, sin, second * cos), to + half + pair);
            }

            return pair;
        }
    }

    private readonly struct UnstackJob(TElement* x, float* factors, int count, HeadLayout layout, NativeRows<float> y) : ITierRangeJob
    {
        public void Run<TLanes>(int start, int end)
            where TLanes : struct, ILanes<TLanes>
        {
            for (int token = start; token < end; token++)
            {
                for (int head = 0; head < layout.Heads; head++)
                {
                    int row = layout.RowOf(head, token, count);
                    TElement* from = x + ((nint)row * layout.Size);
                    float* to = y.Row(token) + ((nint)head * layout.Size);
                    int done = Scale<TLanes>(from, factors[row], to, 0);
                    Scale<Lanes1>(from, factors[row], to, done);
                }
            }
        }

        [MethodImpl(MethodImplOptions.AggressiveOptimization)]
        private int Scale<TLanes>(TElement* from, float factor, float* to, int start)
            where TLanes : struct, ILanes<TLanes>
        {
            TLanes scale = TLanes.Create(factor);
            int i = start;
            for (; i <= layout.Size - TLanes.Count; i += TLanes.Count)
            {
                TLanes.Store(TFormat.Load<TLanes>(from + i) * scale, to + i);
            }

            return i;
        }
    }
}
