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
        private readonly nint _inputMatrixStride = inputs.InputMatrix.Stride;
        private readonly float* _outputMatrix = outputMatrix;
        private readonly nint _outputMatrixStride = inputs.OutputMatrix.Stride;
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
        public float* InputMatrix(nint token) => _inputMatrix + (token * _inputMatrixStride);

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public float* OutputMatrix(nint token) => _outputMatrix + (token * _outputMatrixStride);

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
