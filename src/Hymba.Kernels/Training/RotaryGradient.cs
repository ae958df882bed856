using System.Runtime.CompilerServices;
using Hymba.Kernels.Lanes;

namespace Hymba.Kernels.Training;

/// <summary>
/// Rotary positions for float32 rows of heads [T, heads * Dk]: the pair (j, j + Dk/2) of each head turns by the angle whose cosine and sine
/// stand at [t, j]. The gradient is the same rotation backwards. Runs on the calling thread; safe to call from several threads that write to
/// different buffers.
/// </summary>
internal static unsafe class RotaryGradient
{
    /// <summary>Rotates every head of every row.</summary>
    /// <param name="rows">T.</param>
    /// <param name="heads">Heads in a row.</param>
    /// <param name="headSize">Dk, even.</param>
    /// <param name="x">[T, heads * Dk].</param>
    /// <param name="cosine">[T, Dk/2].</param>
    /// <param name="sine">[T, Dk/2].</param>
    /// <param name="backward">Turns the other way: what the gradient of the output becomes on its way to the input.</param>
    /// <param name="output">[T, heads * Dk]; may be x itself.</param>
    /// <param name="tier">Vector width.</param>
    /// <exception cref="ArgumentException">A span is too short for the sizes, or the head size is odd.</exception>
    public static void Run(
        int rows,
        int heads,
        int headSize,
        ReadOnlyRows x,
        ReadOnlySpan<float> cosine,
        ReadOnlySpan<float> sine,
        bool backward,
        WritableRows output,
        KernelTier tier)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(rows);
        ArgumentOutOfRangeException.ThrowIfNegative(heads);
        ArgumentOutOfRangeException.ThrowIfNegative(headSize);
        if (headSize % 2 != 0)
        {
            throw new ArgumentException($"A head of {headSize} elements has no pairs to rotate.", nameof(headSize));
        }

        int width = checked(heads * headSize), half = headSize / 2;
        x.Require(rows, width, nameof(x));
        output.Require(rows, width, nameof(output));
        ReadOnlyRows.Require(cosine.Length, half, rows, half, nameof(cosine));
        ReadOnlyRows.Require(sine.Length, half, rows, half, nameof(sine));
        fixed (float* from = x.Values, cos = cosine, sin = sine, to = output.Values)
        {
            TierJob.Run(new Job(rows, heads, half, from, x.Stride, cos, sin, backward ? -1f : 1f, to, output.Stride), tier);
        }
    }

    private readonly struct Job(
        int rows, int heads, int half, float* x, int xStride, float* cosine, float* sine, float sign, float* output, int outputStride)
        : ITierJob
    {
        public void Run<TLanes>()
            where TLanes : struct, ILanes<TLanes>
        {
            for (nint row = 0; row < rows; row++)
            {
                int done = Row<TLanes>(row, 0);
                Row<Lanes1>(row, done);
            }
        }

        [MethodImpl(MethodImplOptions.AggressiveOptimization)]
        private int Row<TLanes>(nint row, int start)
            where TLanes : struct, ILanes<TLanes>
        {
            int pair = start;
            for (; pair <= half - TLanes.Count; pair += TLanes.Count)
            {
                TLanes cos = TLanes.Load(cosine + (row * half) + pair);
                TLanes sin = TLanes.Load(sine + (row * half) + pair) * TLanes.Create(sign);
                TLanes minusSin = TLanes.Create(0f) - sin;
                float* from = x + (row * xStride) + pair;
                float* to = output + (row * outputStride) + pair;
                for (int head = 0; head < heads; head++, from += 2 * half, to += 2 * half)
                {
                    TLanes first = TLanes.Load(from), second = TLanes.Load(from + half);
                    TLanes.Store(TLanes.FusedMultiplyAdd(second, minusSin, first * cos), to);
                    TLanes.Store(TLanes.FusedMultiplyAdd(first, sin, second * cos), to + half);
                }
            }

            return pair;
        }
    }
}
