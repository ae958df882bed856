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
            using var scratch = new AlignedScratch((3 * AlignedScratch.Padded(length)) + (2 * CheckpointInterval * TLanes.Count));
            float* decay = scratch.Take(length);
            float* before = scratch.TakeZeroed(length);
            float* last = scratch.Take(length);
            float* rows = scratch.Take(2 * CheckpointInterval * TLanes.Count); // steps and gates of one block, [2, K, lanes]
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
                    Block<TLanes>(start, end, channel, decay + at, before + at, after + at, rows);
                }

                for (; channel < _from.Channels; channel++)
                {
                    nint at = (nint)channel * _from.States;
                    Block<Lanes1>(start, end, channel, decay + at, before + at, after + at, rows);
                }

                before = after;
                checkpoint += length;
            }
        }

        // Steps and gates of all tokens come first: their long chains of dependent operations then overlap each other instead of stalling the scan.
        // Compiled fully at the first call: the slow first tier keeps lanes in memory.
        [MethodImpl(MethodImplOptions.AggressiveOptimization)]
        private void Block<TLanes>(int start, int end, int channel, float* decay, float* before, float* after, float* steps)
            where TLanes : struct, ILanes<TLanes>
        {
            float* gates = steps + (CheckpointInterval * TLanes.Count);
            nint at = 0;
            TLanes bias = TLanes.Load(_from.DeltaBias + channel);
            for (nint t = start; t < end; t++)
            {
                TLanes.Store(Logistic.Softplus(TLanes.Load(_from.Delta(t, channel)) + bias), steps + at);
                TLanes.Store(Exponential.Silu(TLanes.Load(_from.Gate(t, channel))), gates + at);
                at += TLanes.Count;
            }

            TLanes skip = TLanes.Load(_from.Skip + channel);
            for (nint t = start; t < end; t++)
            {
                TLanes x = TLanes.Load(_from.Input(t, channel));
                TLanes y = _from.Advance(t, TLanes.Load(steps), x, skip, decay, before, after, null);
                TLanes.Store(y * TLanes.Load(gates), _output + (t * _outputStride) + channel);
                before = after;
                steps += TLanes.Count;
                gates += TLanes.Count;
            }
        }
    }
}
