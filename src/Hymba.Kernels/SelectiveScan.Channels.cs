using System.Runtime.CompilerServices;
using Hymba.Kernels.Lanes;

namespace Hymba.Kernels;

internal static partial class SelectiveScan
{
    // Lanes are channels, so the sum over states needs no horizontal addition and is the same chain of fused multiply-adds in every tier.
    private readonly unsafe partial struct Job
    {
        public void Run(int start, int end)
        {
            switch (Tier)
            {
                case KernelTier.Vector512:
                    Channels<Lanes16>(start, end);
                    break;
                case KernelTier.Vector256:
                    Channels<Lanes8>(start, end);
                    break;
                case KernelTier.Vector128:
                    Channels<Lanes4>(start, end);
                    break;
                default:
                    Channels<Lanes1>(start, end);
                    break;
            }
        }

        [SkipLocalsInit]
        private void Channels<TLanes>(int start, int end)
            where TLanes : struct, ILanes<TLanes>
        {
            float* decay = stackalloc float[States * TLanes.Count]; // [N, lanes]
            float* state = stackalloc float[States * TLanes.Count]; // [N, lanes]
            int channel = start;
            for (; channel <= end - TLanes.Count; channel += TLanes.Count)
            {
                Block<TLanes>(channel, decay, state);
            }

            for (; channel < end; channel++)
            {
                Block<Lanes1>(channel, decay, state);
            }
        }

        // Compiled fully at the first call: the first prompt would run it in the slow first tier, where lanes live in memory.
        [MethodImpl(MethodImplOptions.AggressiveOptimization)]
        private void Block<TLanes>(int channel, float* decay, float* state)
            where TLanes : struct, ILanes<TLanes>
        {
            WeightPrefetch.Tile(Decay + ((nint)channel * States), TLanes.Count * States);
            WeightPrefetch.Tile(State + ((nint)channel * States), TLanes.Count * States);
            TileTranspose.Run(Decay + ((nint)channel * States), TLanes.Count, States, decay);
            TileTranspose.Run(State + ((nint)channel * States), TLanes.Count, States, state);
            TLanes skip = TLanes.Load(Skip + channel);
            for (nint t = 0; t < Tokens; t++)
            {
                TLanes y = Step<TLanes>(t, channel, decay, state, skip);
                if (Gate is not null)
                {
                    y *= Exponential.Silu(TLanes.Load(Gate + (t * GateStride) + channel));
                }

                TLanes.Store(y, Output + (t * OutputStride) + channel);
            }

            TileTranspose.Run(state, States, TLanes.Count, State + ((nint)channel * States));
        }

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        private TLanes Step<TLanes>(nint t, int channel, float* decay, float* state, TLanes skip)
            where TLanes : struct, ILanes<TLanes>
        {
            TLanes dt = TLanes.Load(Delta + (t * DeltaStride) + channel);
            TLanes x = TLanes.Load(Input + (t * InputStride) + channel);
            float* b = InputMatrix + (t * InputMatrixStride);
            float* c = OutputMatrix + (t * OutputMatrixStride);
            TLanes dtx = dt * x;
            TLanes sum = TLanes.Create(0f);
            int states = States;
            for (int n = 0; n < states; n++)
            {
                float* lanes = state + (n * TLanes.Count);
                TLanes kept = Exponential.Exp(dt * TLanes.Load(decay + (n * TLanes.Count)));
                TLanes s = TLanes.FusedMultiplyAdd(kept, TLanes.Load(lanes), dtx * TLanes.Create(b[n]));
                TLanes.Store(s, lanes);
                sum = TLanes.FusedMultiplyAdd(s, TLanes.Create(c[n]), sum);
            }

            return TLanes.FusedMultiplyAdd(skip, x, sum);
        }
    }
}
