using System.Runtime.CompilerServices;
using Hymba.Kernels.Lanes;

namespace Hymba.Kernels.Training;

internal static unsafe partial class CausalConvGradient
{
    private readonly struct ForwardPass
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

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        private void Step<TLanes>(nint t, int channel)
            where TLanes : struct, ILanes<TLanes>
        {
            TLanes u = Sum<TLanes>(
                Input + (t * InputStride) + channel, InputStride, Weight + channel, Channels, Taps, (int)t, TLanes.Load(Bias + channel));
            TLanes.Store(Exponential.Silu(u), Output + (t * OutputStride) + channel);
        }
    }

    /// <summary>u of some channels: from the current token back to the first tap or the sequence's start.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static TLanes Sum<TLanes>(float* input, nint stride, float* weight, int channels, int taps, int token, TLanes bias)
        where TLanes : struct, ILanes<TLanes>
    {
        float* w = weight + ((nint)(taps - 1) * channels);
        for (int back = Math.Min(taps - 1, token); back >= 0; back--)
        {
            bias = TLanes.FusedMultiplyAdd(TLanes.Load(w), TLanes.Load(input), bias);
            w -= channels;
            input -= stride;
        }

        return bias;
    }
}
