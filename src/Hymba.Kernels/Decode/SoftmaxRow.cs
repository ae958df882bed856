using System.Runtime.CompilerServices;
using Hymba.Kernels.Lanes;
using Hymba.Kernels.Training;

namespace Hymba.Kernels.Decode;

/// <summary>values = e^values / sum of e^values, shifted by the greatest so that nothing overflows.</summary>
internal static unsafe class SoftmaxRow
{
    /// <summary>Replaces the values. Runs on the calling thread.</summary>
    /// <param name="values">[n], at least one.</param>
    /// <param name="tier">The vector width.</param>
    public static void Run(Span<float> values, KernelTier tier)
    {
        fixed (float* v = values)
        {
            TierJob.Run(new Job(values.Length, v), tier);
        }
    }

    private readonly struct Job(int width, float* values) : ITierJob
    {
        [MethodImpl(MethodImplOptions.AggressiveOptimization)]
        public void Run<TLanes>()
            where TLanes : struct, ILanes<TLanes>
        {
            float max = values[0];
            int i = 0;
            if (width >= TLanes.Count)
            {
                TLanes lanes = TLanes.Load(values);
                for (i = TLanes.Count; i <= width - TLanes.Count; i += TLanes.Count)
                {
                    lanes = TLanes.Greater(lanes, TLanes.Load(values + i));
                }

                max = TLanes.Max(lanes);
            }

            for (; i < width; i++)
            {
                max = MathF.Max(max, values[i]);
            }

            float sum = Exponentials<TLanes>(0, max, out int done);
            sum += Exponentials<Lanes1>(done, max, out _);
            done = Scale<TLanes>(0, 1f / sum);
            Scale<Lanes1>(done, 1f / sum);
        }

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        private float Exponentials<TLanes>(int start, float max, out int end)
            where TLanes : struct, ILanes<TLanes>
        {
            TLanes shift = TLanes.Create(max), sum = TLanes.Create(0f);
            int i = start;
            for (; i <= width - TLanes.Count; i += TLanes.Count)
            {
                TLanes power = Exponential.Exp(TLanes.Load(values + i) - shift);
                TLanes.Store(power, values + i);
                sum += power;
            }

            end = i;
            return LaneSum.Of(sum);
        }

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        private int Scale<TLanes>(int start, float factor)
            where TLanes : struct, ILanes<TLanes>
        {
            TLanes scale = TLanes.Create(factor);
            int i = start;
            for (; i <= width - TLanes.Count; i += TLanes.Count)
            {
                TLanes.Store(TLanes.Load(values + i) * scale, values + i);
            }

            return i;
        }
    }
}
