using System.Runtime.CompilerServices;
using Hymba.Kernels.Lanes;

namespace Hymba.Kernels.Training;

internal static partial class SelectiveScanGradient
{
    private readonly unsafe partial struct BackwardPass
    {
        /// <summary>Walks a block from its last token to its first, two states at a time: what a state carries stays in registers.</summary>
        [MethodImpl(MethodImplOptions.AggressiveOptimization)]
        private void Reverse<TLanes>(
            int start, int end, int channel, float* decay, float* adjoint, float* decayGradient, in Buffers buffers)
            where TLanes : struct, ILanes<TLanes>
        {
            int tokens = end - start;
            int n = 0;
            for (; n < From.States - 1; n += 2)
            {
                nint at = n * TLanes.Count;
                Pair<TLanes>(start, tokens, n, decay + at, adjoint + at, decayGradient + at, buffers);
            }

            if (n < From.States)
            {
                nint at = n * TLanes.Count;
                Single<TLanes>(start, tokens, n, decay + at, adjoint + at, decayGradient + at, buffers);
            }

            TLanes skip = TLanes.Load(From.Skip + channel);
            TLanes biasGradient = TLanes.Create(0f);
            for (nint t = end - 1; t >= start; t--)
            {
                float* row = buffers.Rows + ((t - start) * Slots * TLanes.Count);
                TLanes throughInput = TLanes.Load(row + (ThroughInputSlot * TLanes.Count));
                TLanes byInput = TLanes.FusedMultiplyAdd(
                    TLanes.Load(row + (DeltaSlot * TLanes.Count)), throughInput, skip * TLanes.Load(row + (OutputSlot * TLanes.Count)));
                TLanes.Store(byInput, Input + (t * InputStride) + channel);
                TLanes byDelta = TLanes.Create(DecayPower.Ln2) * TLanes.Load(row + (ThroughDecaySlot * TLanes.Count));
                byDelta = TLanes.FusedMultiplyAdd(TLanes.Load(From.Input(t, channel)), throughInput, byDelta);
                byDelta *= TLanes.Load(row + (SlopeSlot * TLanes.Count));
                TLanes.Store(byDelta, Delta + (t * DeltaStride) + channel);
                biasGradient += byDelta;
            }

            TLanes.Store(TLanes.Load(DeltaBias + channel) + biasGradient, DeltaBias + channel);
        }

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        private void Pair<TLanes>(int start, int tokens, int n, float* decay, float* adjoint, float* decayGradient, in Buffers buffers)
            where TLanes : struct, ILanes<TLanes>
        {
            nint step = buffers.Width;
            nint width = (nint)From.States * TLanes.Count;
            nint sums = From.States * step;
            nint last = tokens - 1;
            float* before = buffers.States + (last * width) + (n * TLanes.Count);
            float* kept = buffers.Kept + (last * width) + (n * TLanes.Count);
            float* inputMatrix = buffers.InputMatrix + (last * sums) + (n * step);
            float* outputMatrix = buffers.OutputMatrix + (last * sums) + (n * step);
            float* row = buffers.Rows + (last * Slots * TLanes.Count);
            float* b = From.InputMatrix(start + last) + n;
            float* c = From.OutputMatrix(start + last) + n;
            TLanes decay0 = TLanes.Load(decay), decay1 = TLanes.Load(decay + TLanes.Count);
            TLanes g0 = TLanes.Load(adjoint), g1 = TLanes.Load(adjoint + TLanes.Count);
            TLanes to0 = TLanes.Load(decayGradient), to1 = TLanes.Load(decayGradient + TLanes.Count);
            TLanes after0 = TLanes.Load(before + width), after1 = TLanes.Load(before + width + TLanes.Count);
            for (nint t = last; t >= 0; t--)
            {
                TLanes dt = TLanes.Load(row + (DeltaSlot * TLanes.Count));
                TLanes dtx = TLanes.Load(row + (DeltaInputSlot * TLanes.Count));
                TLanes dy = TLanes.Load(row + (OutputSlot * TLanes.Count));
                TLanes throughInput = TLanes.Load(row + (ThroughInputSlot * TLanes.Count));
                TLanes throughDecay = TLanes.Load(row + (ThroughDecaySlot * TLanes.Count));
                State(
                    dt, dtx, dy, b, c, before, kept, inputMatrix, outputMatrix,
                    decay0, ref g0, ref to0, ref after0, ref throughInput, ref throughDecay);
                State(
                    dt, dtx, dy, b + 1, c + 1, before + TLanes.Count, kept + TLanes.Count, inputMatrix + step, outputMatrix + step,
                    decay1, ref g1, ref to1, ref after1, ref throughInput, ref throughDecay);
                TLanes.Store(throughInput, row + (ThroughInputSlot * TLanes.Count));
                TLanes.Store(throughDecay, row + (ThroughDecaySlot * TLanes.Count));
                row -= Slots * TLanes.Count;
                b -= From.InputMatrixStride;
                c -= From.OutputMatrixStride;
                before -= width;
                kept -= width;
                inputMatrix -= sums;
                outputMatrix -= sums;
            }

            TLanes.Store(g0, adjoint);
            TLanes.Store(g1, adjoint + TLanes.Count);
            TLanes.Store(to0, decayGradient);
            TLanes.Store(to1, decayGradient + TLanes.Count);
        }

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        private void Single<TLanes>(int start, int tokens, int n, float* decay, float* adjoint, float* decayGradient, in Buffers buffers)
            where TLanes : struct, ILanes<TLanes>
        {
            nint width = (nint)From.States * TLanes.Count;
            TLanes g = TLanes.Load(adjoint), to = TLanes.Load(decayGradient);
            TLanes after = TLanes.Load(buffers.States + (tokens * width) + (n * TLanes.Count));
            for (nint t = tokens - 1; t >= 0; t--)
            {
                float* row = buffers.Rows + (t * Slots * TLanes.Count);
                nint lanes = (t * width) + (n * TLanes.Count);
                nint sum = ((t * From.States) + n) * buffers.Width;
                TLanes throughInput = TLanes.Load(row + (ThroughInputSlot * TLanes.Count));
                TLanes throughDecay = TLanes.Load(row + (ThroughDecaySlot * TLanes.Count));
                State(
                    TLanes.Load(row + (DeltaSlot * TLanes.Count)), TLanes.Load(row + (DeltaInputSlot * TLanes.Count)),
                    TLanes.Load(row + (OutputSlot * TLanes.Count)),
                    From.InputMatrix(start + t) + n, From.OutputMatrix(start + t) + n, buffers.States + lanes, buffers.Kept + lanes,
                    buffers.InputMatrix + sum, buffers.OutputMatrix + sum, TLanes.Load(decay),
                    ref g, ref to, ref after, ref throughInput, ref throughDecay);
                TLanes.Store(throughInput, row + (ThroughInputSlot * TLanes.Count));
                TLanes.Store(throughDecay, row + (ThroughDecaySlot * TLanes.Count));
            }

            TLanes.Store(g, adjoint);
            TLanes.Store(to, decayGradient);
        }

        /// <summary>One token of one state, as at the head of this struct.</summary>
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        private static void State<TLanes>(
            TLanes dt,
            TLanes dtx,
            TLanes dy,
            float* b,
            float* c,
            float* before,
            float* kept,
            float* inputMatrix,
            float* outputMatrix,
            TLanes decay,
            ref TLanes g,
            ref TLanes decayGradient,
            ref TLanes after,
            ref TLanes throughInput,
            ref TLanes throughDecay)
            where TLanes : struct, ILanes<TLanes>
        {
            TLanes.Store(TLanes.FusedMultiplyAdd(dy, after, TLanes.Load(outputMatrix)), outputMatrix);
            g = TLanes.FusedMultiplyAdd(dy, TLanes.Create(*c), g);
            TLanes.Store(TLanes.FusedMultiplyAdd(g, dtx, TLanes.Load(inputMatrix)), inputMatrix);
            throughInput = TLanes.FusedMultiplyAdd(g, TLanes.Create(*b), throughInput);
            g *= TLanes.Load(kept);
            after = TLanes.Load(before);
            TLanes h = g * after;
            throughDecay = TLanes.FusedMultiplyAdd(h, decay, throughDecay);
            decayGradient = TLanes.FusedMultiplyAdd(h, dt, decayGradient);
        }
    }
}
