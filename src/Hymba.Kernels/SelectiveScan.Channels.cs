using System.Runtime.CompilerServices;
using Hymba.Kernels.Lanes;

namespace Hymba.Kernels;

internal static partial class SelectiveScan
{
    // Lanes are channels, so the sum over states needs no horizontal addition and is the same chain of fused multiply-adds in every tier.
    private readonly unsafe partial struct Job
    {
        // States whose exponentials are computed beside each other.
        private const int Beside = 4;

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
            float* scratch = stackalloc float[AlignedScratch.RentedLength(2 * States * TLanes.Count)];
            float* decay = AlignedScratch.Align(scratch); // [N, lanes]
            float* state = decay + (States * TLanes.Count); // [N, lanes]
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
            WeightPrefetch.Stretch(Decay + ((nint)channel * States), TLanes.Count * States * sizeof(float));
            WeightPrefetch.Stretch(State + ((nint)channel * States), TLanes.Count * States * sizeof(float));
            if (StateBefore is not null)
            {
                new ReadOnlySpan<float>(State + ((nint)channel * States), TLanes.Count * States)
                    .CopyTo(new Span<float>(StateBefore + ((nint)channel * States), TLanes.Count * States));
            }

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
            int states = States, n = 0;
            for (; n <= states - Beside; n += Beside)
            {
                float* rates = decay + (n * TLanes.Count);
                TLanes k0 = dt * TLanes.Load(rates), k1 = dt * TLanes.Load(rates + TLanes.Count);
                TLanes k2 = dt * TLanes.Load(rates + (2 * TLanes.Count)), k3 = dt * TLanes.Load(rates + (3 * TLanes.Count));
                Exponential.Four(ref k0, ref k1, ref k2, ref k3);
                Update(n, k0, dtx, b, c, state, ref sum);
                Update(n + 1, k1, dtx, b, c, state, ref sum);
                Update(n + 2, k2, dtx, b, c, state, ref sum);
                Update(n + 3, k3, dtx, b, c, state, ref sum);
            }

            for (; n < states; n++)
            {
                Update(n, Exponential.Exp(dt * TLanes.Load(decay + (n * TLanes.Count))), dtx, b, c, state, ref sum);
            }

            return TLanes.FusedMultiplyAdd(skip, x, sum);
        }

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        private static void Update<TLanes>(int n, TLanes kept, TLanes dtx, float* b, float* c, float* state, ref TLanes sum)
            where TLanes : struct, ILanes<TLanes>
        {
            float* lanes = state + (n * TLanes.Count);
            TLanes s = TLanes.FusedMultiplyAdd(kept, TLanes.Load(lanes), dtx * TLanes.Create(b[n]));
            TLanes.Store(s, lanes);
            sum = TLanes.FusedMultiplyAdd(s, TLanes.Create(c[n]), sum);
        }
    }
}
