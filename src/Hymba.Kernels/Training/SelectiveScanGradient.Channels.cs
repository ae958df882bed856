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
            float* row = buffers.Rows;
            for (nint t = start; t < end; t++)
            {
                TLanes raw = TLanes.Load(From.Delta(t, channel)) + bias;
                TLanes dt = Logistic.Softplus(raw, out TLanes slope);
                TLanes.Store(dt, row + (DeltaSlot * TLanes.Count));
                TLanes.Store(dt * TLanes.Load(From.Input(t, channel)), row + (DeltaInputSlot * TLanes.Count));
                TLanes.Store(slope, row + (SlopeSlot * TLanes.Count));
                TLanes z = TLanes.Load(From.Gate(t, channel));
                TLanes sigmoid = Logistic.Sigmoid(z);
                TLanes gradient = TLanes.Load(Output + (t * OutputStride) + channel);
                TLanes.Store(gradient * (z * sigmoid), row + (OutputSlot * TLanes.Count));
                TLanes.Store(gradient * Logistic.SiluSlope(z, sigmoid), row + (GateSlot * TLanes.Count));
                TLanes.Store(TLanes.Create(0f), row + (ThroughInputSlot * TLanes.Count));
                TLanes.Store(TLanes.Create(0f), row + (ThroughDecaySlot * TLanes.Count));
                row += Slots * TLanes.Count;
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
                float* row = buffers.Rows + ((t - start) * Slots * TLanes.Count);
                TLanes x = TLanes.Load(From.Input(t, channel));
                TLanes y = From.Advance(t, TLanes.Load(row + (DeltaSlot * TLanes.Count)), x, skip, decay, before, after, kept);
                TLanes.Store(y * TLanes.Load(row + (GateSlot * TLanes.Count)), Gate + (t * GateStride) + channel);
                skipGradient = TLanes.FusedMultiplyAdd(TLanes.Load(row + (OutputSlot * TLanes.Count)), x, skipGradient);
                before = after;
                after += width;
                kept += width;
            }

            TLanes.Store(TLanes.Load(Skip + channel) + skipGradient, Skip + channel);
        }
    }
}
