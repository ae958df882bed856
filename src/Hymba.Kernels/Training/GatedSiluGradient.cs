using System.Runtime.CompilerServices;
using Hymba.Kernels.Lanes;

namespace Hymba.Kernels.Training;

/// <summary>
/// The activation of a gated feed-forward block over float32 rows [R, F], and its gradient: <c>out = silu(gate) * up</c>. Gate and up may be
/// the halves of one matrix. Runs on the calling thread; safe to call from several threads that write to different buffers.
/// </summary>
internal static unsafe class GatedSiluGradient
{
    /// <summary>Writes the output.</summary>
    /// <param name="rows">R.</param>
    /// <param name="width">F.</param>
    /// <param name="gate">[R, F].</param>
    /// <param name="up">[R, F].</param>
    /// <param name="output">[R, F]; may be gate or up itself if the gradient is not needed.</param>
    /// <param name="tier">Vector width.</param>
    /// <exception cref="ArgumentException">A span is too short for the sizes.</exception>
    public static void Forward(int rows, int width, ReadOnlyRows gate, ReadOnlyRows up, WritableRows output, KernelTier tier)
    {
        Check(rows, width, gate, up);
        output.Require(rows, width, nameof(output));
        fixed (float* g = gate.Values, u = up.Values, to = output.Values)
        {
            TierJob.Run(new ForwardJob(rows, width, g, gate.Stride, u, up.Stride, to, output.Stride), tier);
        }
    }

    /// <summary>Writes the gradients of gate and up.</summary>
    /// <param name="rows">R.</param>
    /// <param name="width">F.</param>
    /// <param name="outputGradient">[R, F]; may be a gradient that is written.</param>
    /// <param name="gate">[R, F].</param>
    /// <param name="up">[R, F].</param>
    /// <param name="gateGradient">[R, F]; may be gate itself.</param>
    /// <param name="upGradient">[R, F]; may be up itself.</param>
    /// <param name="tier">Vector width.</param>
    /// <exception cref="ArgumentException">A span is too short for the sizes.</exception>
    public static void Backward(
        int rows,
        int width,
        ReadOnlyRows outputGradient,
        ReadOnlyRows gate,
        ReadOnlyRows up,
        WritableRows gateGradient,
        WritableRows upGradient,
        KernelTier tier)
    {
        Check(rows, width, gate, up);
        outputGradient.Require(rows, width, nameof(outputGradient));
        gateGradient.Require(rows, width, nameof(gateGradient));
        upGradient.Require(rows, width, nameof(upGradient));
        fixed (float* from = outputGradient.Values, g = gate.Values, u = up.Values, dg = gateGradient.Values, du = upGradient.Values)
        {
            var job = new BackwardJob(
                rows, width, from, outputGradient.Stride, g, gate.Stride, u, up.Stride, dg, gateGradient.Stride, du, upGradient.Stride);
            TierJob.Run(job, tier);
        }
    }

    private static void Check(int rows, int width, ReadOnlyRows gate, ReadOnlyRows up)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(rows);
        ArgumentOutOfRangeException.ThrowIfNegative(width);
        gate.Require(rows, width, nameof(gate));
        up.Require(rows, width, nameof(up));
    }

    private readonly struct ForwardJob(
        int rows, int width, float* gate, int gateStride, float* up, int upStride, float* output, int outputStride) : ITierJob
    {
        public void Run<TLanes>()
            where TLanes : struct, ILanes<TLanes>
        {
            for (nint row = 0; row < rows; row++)
            {
                int done = Row<TLanes>(gate + (row * gateStride), up + (row * upStride), 0, width, output + (row * outputStride));
                Row<Lanes1>(gate + (row * gateStride), up + (row * upStride), done, width, output + (row * outputStride));
            }
        }

        [MethodImpl(MethodImplOptions.AggressiveOptimization)]
        private static int Row<TLanes>(float* gate, float* up, int start, int width, float* output)
            where TLanes : struct, ILanes<TLanes>
        {
            int i = start;
            for (; i <= width - TLanes.Count; i += TLanes.Count)
            {
                TLanes.Store(Exponential.Silu(TLanes.Load(gate + i)) * TLanes.Load(up + i), output + i);
            }

            return i;
        }
    }

    private readonly struct BackwardJob(
        int rows,
        int width,
        float* outputGradient,
        int outputGradientStride,
        float* gate,
        int gateStride,
        float* up,
        int upStride,
        float* gateGradient,
        int gateGradientStride,
        float* upGradient,
        int upGradientStride) : ITierJob
    {
        public void Run<TLanes>()
            where TLanes : struct, ILanes<TLanes>
        {
            for (nint row = 0; row < rows; row++)
            {
                float* from = outputGradient + (row * outputGradientStride);
                float* g = gate + (row * gateStride), u = up + (row * upStride);
                float* dg = gateGradient + (row * gateGradientStride), du = upGradient + (row * upGradientStride);
                int done = Row<TLanes>(from, g, u, 0, width, dg, du);
                Row<Lanes1>(from, g, u, done, width, dg, du);
            }
        }

        // silu' = s (1 + g (1 - s)) with the sigmoid s; g (1 - s) is g - g s, which the forward value gives for nothing.
        [MethodImpl(MethodImplOptions.AggressiveOptimization)]
        private static int Row<TLanes>(float* from, float* gate, float* up, int start, int width, float* dGate, float* dUp)
            where TLanes : struct, ILanes<TLanes>
        {
            TLanes one = TLanes.Create(1f), zero = TLanes.Create(0f);
            int i = start;
            for (; i <= width - TLanes.Count; i += TLanes.Count)
            {
                TLanes g = TLanes.Load(gate + i), d = TLanes.Load(from + i), u = TLanes.Load(up + i);
                TLanes sigmoid = one / (one + Exponential.Exp(zero - g));
                TLanes silu = g * sigmoid;
                TLanes.Store(d * u * TLanes.FusedMultiplyAdd(sigmoid, g - silu, sigmoid), dGate + i);
                TLanes.Store(d * silu, dUp + i);
            }

            return i;
        }
    }
}
