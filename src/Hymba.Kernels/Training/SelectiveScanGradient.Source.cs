using System.Runtime.CompilerServices;
using Hymba.Kernels.Lanes;

namespace Hymba.Kernels.Training;

internal static partial class SelectiveScanGradient
{
    /// <summary>The inputs as pointers, and the step of the recurrence that both passes share.</summary>
    private readonly unsafe struct Source(
        in SelectiveScanInputs inputs,
        float* delta,
        float* deltaBias,
        float* input,
        float* inputMatrix,
        float* outputMatrix,
        float* decay,
        float* skip,
        float* gate)
    {
        public readonly int Tokens = inputs.Tokens;
        public readonly int Channels = inputs.Channels;
        public readonly int States = inputs.States;
        public readonly float* DeltaBias = deltaBias;
        public readonly float* Skip = skip;
        private readonly float* _delta = delta;
        private readonly nint _deltaStride = inputs.Delta.Stride;
        private readonly float* _input = input;
        private readonly nint _inputStride = inputs.Input.Stride;
        private readonly float* _inputMatrix = inputMatrix;
        public readonly nint InputMatrixStride = inputs.InputMatrix.Stride;
        private readonly float* _outputMatrix = outputMatrix;
        public readonly nint OutputMatrixStride = inputs.OutputMatrix.Stride;
        private readonly float* _decay = decay;
        private readonly float* _gate = gate;
        private readonly nint _gateStride = inputs.Gate.Stride;

        public int StateLength => Channels * States;

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public float* Delta(nint token, int channel) => _delta + (token * _deltaStride) + channel;

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public float* Input(nint token, int channel) => _input + (token * _inputStride) + channel;

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public float* Gate(nint token, int channel) => _gate + (token * _gateStride) + channel;

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public float* InputMatrix(nint token) => _inputMatrix + (token * InputMatrixStride);

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public float* OutputMatrix(nint token) => _outputMatrix + (token * OutputMatrixStride);

        /// <summary>One token of some channels: the states after it, exp(dt A) where asked for, and y.</summary>
        /// <param name="t">The token.</param>
        /// <param name="dt">Its step after softplus.</param>
        /// <param name="x">Its x.</param>
        /// <param name="skip">D.</param>
        /// <param name="decay">A log2(e), [N, lanes].</param>
        /// <param name="before">The states, [N, lanes].</param>
        /// <param name="after">Receives the states; may be the same memory.</param>
        /// <param name="kept">Receives exp(dt A), [N, lanes]; null for a caller that does not need it.</param>
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public TLanes Advance<TLanes>(nint t, TLanes dt, TLanes x, TLanes skip, float* decay, float* before, float* after, float* kept)
            where TLanes : struct, ILanes<TLanes>
        {
            float* b = InputMatrix(t);
            float* c = OutputMatrix(t);
            TLanes dtx = dt * x;
            TLanes even = skip * x;
            TLanes odd = TLanes.Create(0f);
            nint n = 0;
            for (; n < States - 1; n += 2)
            {
                even = State(n, dt, dtx, b, c, decay, before, after, kept, even);
                odd = State(n + 1, dt, dtx, b, c, decay, before, after, kept, odd);
            }

            return (n < States ? State(n, dt, dtx, b, c, decay, before, after, kept, even) : even) + odd;
        }

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        private static TLanes State<TLanes>(
            nint n, TLanes dt, TLanes dtx, float* b, float* c, float* decay, float* before, float* after, float* kept, TLanes y)
            where TLanes : struct, ILanes<TLanes>
        {
            nint at = n * TLanes.Count;
            TLanes a = DecayPower.Of(dt, TLanes.Load(decay + at));
            TLanes s = TLanes.FusedMultiplyAdd(a, TLanes.Load(before + at), dtx * TLanes.Create(b[n]));
            if (kept is not null)
            {
                TLanes.Store(a, kept + at);
            }

            TLanes.Store(s, after + at);
            return TLanes.FusedMultiplyAdd(s, TLanes.Create(c[n]), y);
        }

        /// <summary>A log2(e) of every channel, in lane order: [channel blocks, N, lanes], then [N] of each channel of the rest.</summary>
        public void ScaleDecay<TLanes>(float* scaled)
            where TLanes : struct, ILanes<TLanes>
        {
            int channel = 0;
            for (; channel <= Channels - TLanes.Count; channel += TLanes.Count)
            {
                TileTranspose.Run(_decay + ((nint)channel * States), TLanes.Count, States, scaled + ((nint)channel * States));
            }

            nint turned = (nint)channel * States;
            new ReadOnlySpan<float>(_decay + turned, StateLength - (int)turned).CopyTo(new Span<float>(scaled + turned, StateLength - (int)turned));
            for (int i = 0; i < StateLength; i++)
            {
                scaled[i] *= DecayPower.Log2E;
            }
        }
    }
}
