using System.Runtime.CompilerServices;
using Hymba.Kernels.Lanes;

namespace Hymba.Kernels.Training;

internal static partial class SelectiveScanGradient
{
    private readonly unsafe partial struct BackwardPass
    {
        /// <summary>Fills the buffers of a block with what needs no state, token by token independent of each other.</summary>
        [MethodImpl(MethodImplOptions.AggressiveOptimization)]
        private void Prepare<TLanes>(int start, int end, int channel, in Buffers buffers)
            where TLanes : struct, ILanes<TLanes>
        {
            TLanes bias = TLanes.Load(From.DeltaBias + channel);
            nint at = 0;
            for (nint t = start; t < end; t++)
            {
                TLanes raw = TLanes.Load(From.Delta(t, channel)) + bias;
                TLanes dt = Logistic.Softplus(raw);
                TLanes.Store(dt, buffers.Delta + at);
                TLanes.Store(dt * TLanes.Load(From.Input(t, channel)), buffers.DeltaInput + at);
                TLanes.Store(Logistic.Sigmoid(raw), buffers.Slope + at);
                TLanes z = TLanes.Load(From.Gate(t, channel));
                TLanes sigmoid = Logistic.Sigmoid(z);
                TLanes gradient = TLanes.Load(Output + (t * OutputStride) + channel);
                TLanes.Store(gradient * (z * sigmoid), buffers.Output + at);
                TLanes.Store(gradient * Logistic.SiluSlope(z, sigmoid), buffers.Gate + at);
                at += TLanes.Count;
            }
        }

        /// <summary>Fills the buffers of a block with states and powers, and finishes the gradients by z and D, which need y or no state.</summary>
        [MethodImpl(MethodImplOptions.AggressiveOptimization)]
        private void Recompute<TLanes>(int start, int end, int channel, float* decay, float* before, in Buffers buffers)
            where TLanes : struct, ILanes<TLanes>
        {
            int width = From.States * TLanes.Count;
            float* after = buffers.States + width;
            float* kept = buffers.Kept;
            new ReadOnlySpan<float>(before, width).CopyTo(new Span<float>(buffers.States, width));
            before = buffers.States;
            TLanes skip = TLanes.Load(From.Skip + channel);
            TLanes skipGradient = TLanes.Create(0f);
            for (nint t = start; t < end; t++)
            {
                nint at = (t - start) * TLanes.Count;
                TLanes x = TLanes.Load(From.Input(t, channel));
                TLanes y = From.Advance(t, TLanes.Load(buffers.Delta + at), x, skip, decay, before, after, kept);
                TLanes.Store(y * TLanes.Load(buffers.Gate + at), Gate + (t * GateStride) + channel);
                skipGradient = TLanes.FusedMultiplyAdd(TLanes.Load(buffers.Output + at), x, skipGradient);
                before = after;
                after += width;
                kept += width;
            }

            TLanes.Store(TLanes.Load(Skip + channel) + skipGradient, Skip + channel);
        }
    }
}
