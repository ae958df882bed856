using System.Runtime.CompilerServices;
using Hymba.Kernels.Lanes;

namespace Hymba.Kernels.Training;

internal static unsafe partial class CausalConvGradient
{
    private readonly struct BackwardPass
    {
        public required int Tokens { get; init; }

        public required int Channels { get; init; }

        public required int Taps { get; init; }

        public required float* Weight { get; init; }

        public required float* Bias { get; init; }

        public required float* Input { get; init; }

        public required nint InputStride { get; init; }

        public required float* Output { get; init; }

        public required nint OutputStride { get; init; }

        public required float* InputGradient { get; init; }

        public required nint InputGradientStride { get; init; }

        public required float* WeightGradient { get; init; }

        public required float* BiasGradient { get; init; }

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

        [MethodImpl(MethodImplOptions.AggressiveOptimization)]
        private void Sequence<TLanes>()
            where TLanes : struct, ILanes<TLanes>
        {
            for (int t = 0; t < Tokens; t++)
            {
                int channel = 0;
                for (; channel <= Channels - TLanes.Count; channel += TLanes.Count)
                {
                    Step<TLanes>(t, channel);
                }

                for (; channel < Channels; channel++)
                {
                    Step<Lanes1>(t, channel);
                }
            }
        }

        // Each token hands its share to the tokens it has read; the current one's gradient begins here.
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        private void Step<TLanes>(nint t, int channel)
            where TLanes : struct, ILanes<TLanes>
        {
            float* x = Input + (t * InputStride) + channel;
            TLanes u = Sum<TLanes>(x, InputStride, Weight + channel, Channels, Taps, (int)t, TLanes.Load(Bias + channel));
            TLanes gradient = TLanes.Load(Output + (t * OutputStride) + channel) * Logistic.SiluSlope(u, Logistic.Sigmoid(u));
            TLanes.Store(TLanes.Load(BiasGradient + channel) + gradient, BiasGradient + channel);
            float* to = InputGradient + (t * InputGradientStride) + channel;
            nint tap = ((nint)(Taps - 1) * Channels) + channel;
            TLanes.Store(gradient * TLanes.Load(Weight + tap), to);
            TLanes.Store(TLanes.FusedMultiplyAdd(gradient, TLanes.Load(x), TLanes.Load(WeightGradient + tap)), WeightGradient + tap);
            for (int back = Math.Min(Taps - 1, (int)t); back > 0; back--)
            {
                tap -= Channels;
                to -= InputGradientStride;
                x -= InputStride;
                TLanes.Store(TLanes.FusedMultiplyAdd(gradient, TLanes.Load(Weight + tap), TLanes.Load(to)), to);
                TLanes.Store(TLanes.FusedMultiplyAdd(gradient, TLanes.Load(x), TLanes.Load(WeightGradient + tap)), WeightGradient + tap);
            }
        }
    }
}
