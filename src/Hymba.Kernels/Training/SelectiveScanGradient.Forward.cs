using System.Runtime.CompilerServices;
using Hymba.Kernels.Lanes;

namespace Hymba.Kernels.Training;

internal static partial class SelectiveScanGradient
{
    // Lanes are channels. All channels go through one block of tokens before the next, so that the block's rows stay in the cache.
    private readonly unsafe struct ForwardPass(Source from, float* output, nint outputStride, float* checkpoints)
    {
        private readonly Source _from = from;
        private readonly float* _output = output;
        private readonly nint _outputStride = outputStride;
        private readonly float* _checkpoints = checkpoints;

        public void Run(KernelTier tier)
        {
            switch (tier)
            {
                case KernelTier.Vector512:
                    Sequence<Lanes16>();
                    break;
                case KernelTier.Vector256:
                    Sequence<Lanes8>();
                    break;
                case KernelTier.Vector128:
                    Sequence<Lanes4>();
                    break;
                default:
                    Sequence<Lanes1>();
                    break;
            }
        }

        private void Sequence<TLanes>()
            where TLanes : struct, ILanes<TLanes>
        {
            int length = _from.StateLength;
            using var scratch = new AlignedScratch(AlignedScratch.Padded(length) * 3);
            float* decay = scratch.Take(length);
            float* before = scratch.TakeZeroed(length);
            float* last = scratch.Take(length);
            _from.ScaleDecay<TLanes>(decay);
            float* checkpoint = _checkpoints;
            for (int start = 0; start < _from.Tokens; start += CheckpointInterval)
            {
                int end = Math.Min(start + CheckpointInterval, _from.Tokens);
                float* after = end < _from.Tokens ? checkpoint : last;
                int channel = 0;
                for (; channel <= _from.Channels - TLanes.Count; channel += TLanes.Count)
                {
                    nint at = (nint)channel * _from.States;
                    Block<TLanes>(start, end, channel, decay + at, before + at, after + at);
                }

                for (; channel < _from.Channels; channel++)
                {
                    nint at = (nint)channel * _from.States;
                    Block<Lanes1>(start, end, channel, decay + at, before + at, after + at);
                }

                before = after;
                checkpoint += length;
            }
        }

        // Compiled fully at the first call: the slow first tier keeps lanes in memory.
        [MethodImpl(MethodImplOptions.AggressiveOptimization)]
        private void Block<TLanes>(int start, int end, int channel, float* decay, float* before, float* after)
            where TLanes : struct, ILanes<TLanes>
        {
            int states = _from.States;
            TLanes bias = TLanes.Load(_from.DeltaBias + channel);
            TLanes skip = TLanes.Load(_from.Skip + channel);
            for (nint t = start; t < end; t++)
            {
                TLanes dt = Logistic.Softplus(TLanes.Load(_from.Delta(t, channel)) + bias);
                TLanes x = TLanes.Load(_from.Input(t, channel));
                float* b = _from.InputMatrix(t);
                float* c = _from.OutputMatrix(t);
                TLanes dtx = dt * x;
                TLanes y = skip * x;
                for (int n = 0; n < states; n++)
                {
                    nint at = n * TLanes.Count;
                    TLanes kept = DecayPower.Of(dt, TLanes.Load(decay + at));
                    TLanes s = TLanes.FusedMultiplyAdd(kept, TLanes.Load(before + at), dtx * TLanes.Create(b[n]));
                    TLanes.Store(s, after + at);
                    y = TLanes.FusedMultiplyAdd(s, TLanes.Create(c[n]), y);
                }

                before = after;
                TLanes.Store(y * Exponential.Silu(TLanes.Load(_from.Gate(t, channel))), _output + (t * _outputStride) + channel);
            }
        }
    }
}
