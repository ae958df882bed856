using System.Runtime.CompilerServices;
using Hymba.Kernels.Lanes;

namespace Hymba.Kernels.Training;

internal static partial class SelectiveScanGradient
{
    private readonly unsafe partial struct BackwardPass
    {
        /// <summary>Fills the buffers of a block with states, powers and dy, and finishes the gradients by z and D, which need y.</summary>
        [MethodImpl(MethodImplOptions.AggressiveOptimization)]
        private void Recompute<TLanes>(int start, int end, int channel, float* decay, float* before, in Buffers buffers)
            where TLanes : struct, ILanes<TLanes>
        {
            int states = From.States;
            int width = states * TLanes.Count;
            float* s = buffers.States;
            float* kept = buffers.Kept;
            new ReadOnlySpan<float>(before, width).CopyTo(new Span<float>(s, width));
            TLanes bias = TLanes.Load(From.DeltaBias + channel);
            TLanes skip = TLanes.Load(From.Skip + channel);
            TLanes skipGradient = TLanes.Create(0f);
            for (nint t = start; t < end; t++)
            {
                TLanes raw = TLanes.Load(From.Delta(t, channel)) + bias;
                TLanes dt = Logistic.Softplus(raw);
                TLanes x = TLanes.Load(From.Input(t, channel));
                float* b = From.InputMatrix(t);
                float* c = From.OutputMatrix(t);
                TLanes dtx = dt * x;
                TLanes y = skip * x;
                for (int n = 0; n < states; n++)
                {
                    TLanes a = DecayPower.Of(dt, TLanes.Load(decay + (n * TLanes.Count)));
                    TLanes next = TLanes.FusedMultiplyAdd(a, TLanes.Load(s), dtx * TLanes.Create(b[n]));
                    TLanes.Store(a, kept);
                    TLanes.Store(next, s + width);
                    y = TLanes.FusedMultiplyAdd(next, TLanes.Create(c[n]), y);
                    s += TLanes.Count;
                    kept += TLanes.Count;
                }

                TLanes z = TLanes.Load(From.Gate(t, channel));
                TLanes sigmoid = Logistic.Sigmoid(z);
                TLanes gradient = TLanes.Load(Output + (t * OutputStride) + channel);
                TLanes dy = gradient * (z * sigmoid);
                TLanes.Store(gradient * y * Logistic.SiluSlope(z, sigmoid), Gate + (t * GateStride) + channel);
                skipGradient = TLanes.FusedMultiplyAdd(dy, x, skipGradient);
                nint at = (t - start) * TLanes.Count;
                TLanes.Store(dt, buffers.Delta + at);
                TLanes.Store(Logistic.Sigmoid(raw), buffers.Slope + at);
                TLanes.Store(dy, buffers.Output + at);
            }

            TLanes.Store(TLanes.Load(Skip + channel) + skipGradient, Skip + channel);
        }

        /// <summary>Walks a block from its last token to its first.</summary>
        [MethodImpl(MethodImplOptions.AggressiveOptimization)]
        private void Reverse<TLanes>(
            int start, int end, int channel, float* decay, float* adjoint, float* decayGradient, in Buffers buffers)
            where TLanes : struct, ILanes<TLanes>
        {
            int states = From.States;
            int width = states * TLanes.Count;
            int step = buffers.Width;
            TLanes skip = TLanes.Load(From.Skip + channel);
            TLanes biasGradient = TLanes.Create(0f);
            for (nint t = end - 1; t >= start; t--)
            {
                nint row = t - start;
                TLanes dt = TLanes.Load(buffers.Delta + (row * TLanes.Count));
                TLanes dy = TLanes.Load(buffers.Output + (row * TLanes.Count));
                TLanes x = TLanes.Load(From.Input(t, channel));
                float* b = From.InputMatrix(t);
                float* c = From.OutputMatrix(t);
                float* before = buffers.States + (row * width);
                float* kept = buffers.Kept + (row * width);
                float* inputMatrix = buffers.InputMatrix + (row * states * step);
                float* outputMatrix = buffers.OutputMatrix + (row * states * step);
                TLanes dtx = dt * x;
                TLanes throughInput = TLanes.Create(0f);
                TLanes throughDecay = TLanes.Create(0f);
                for (int n = 0; n < states; n++)
                {
                    nint at = n * TLanes.Count;
                    nint sum = n * step;
                    TLanes g = TLanes.FusedMultiplyAdd(dy, TLanes.Create(c[n]), TLanes.Load(adjoint + at));
                    TLanes.Store(
                        TLanes.FusedMultiplyAdd(dy, TLanes.Load(before + width + at), TLanes.Load(outputMatrix + sum)),
                        outputMatrix + sum);
                    TLanes.Store(TLanes.FusedMultiplyAdd(g, dtx, TLanes.Load(inputMatrix + sum)), inputMatrix + sum);
                    throughInput = TLanes.FusedMultiplyAdd(g, TLanes.Create(b[n]), throughInput);
                    TLanes passed = g * TLanes.Load(kept + at);
                    TLanes.Store(passed, adjoint + at);
                    TLanes h = passed * TLanes.Load(before + at);
                    throughDecay = TLanes.FusedMultiplyAdd(h, TLanes.Load(decay + at), throughDecay);
                    TLanes.Store(TLanes.FusedMultiplyAdd(h, dt, TLanes.Load(decayGradient + at)), decayGradient + at);
                }

                TLanes.Store(TLanes.FusedMultiplyAdd(dt, throughInput, skip * dy), Input + (t * InputStride) + channel);
                TLanes byDelta = TLanes.FusedMultiplyAdd(x, throughInput, TLanes.Create(DecayPower.Ln2) * throughDecay);
                byDelta *= TLanes.Load(buffers.Slope + (row * TLanes.Count));
                TLanes.Store(byDelta, Delta + (t * DeltaStride) + channel);
                biasGradient += byDelta;
            }

            TLanes.Store(TLanes.Load(DeltaBias + channel) + biasGradient, DeltaBias + channel);
        }
    }
}
