using System.Runtime.CompilerServices;
using Hymba.Kernels.Lanes;
using Hymba.Kernels.Threading;

namespace Hymba.Kernels.Prefill;

/// <summary>The time steps of a scan: y = ln(1 + e^(x + bias)). Safe to call from several threads for different outputs.</summary>
internal static unsafe class SoftplusRows<TFormat, TElement>
    where TFormat : struct, IElement<TElement>
    where TElement : unmanaged
{
    private const int Grain = 4;

    /// <summary>Computes y.</summary>
    /// <param name="x">[rows, width].</param>
    /// <param name="rows">0 or more.</param>
    /// <param name="bias">[width]; its length is the width.</param>
    /// <param name="y">[rows, width], written.</param>
    /// <param name="maxThreads">The most threads.</param>
    /// <param name="tier">The vector width.</param>
    /// <exception cref="ArgumentException">A matrix is smaller than the sizes say.</exception>
    public static void Run(NativeRows<TElement> x, int rows, ReadOnlySpan<float> bias, NativeRows<float> y, int maxThreads, KernelTier tier)
    {
        x.Require(rows, bias.Length, nameof(x));
        y.Require(rows, bias.Length, nameof(y));
        fixed (float* b = bias)
        {
            TierRange.Run(new Job(x, bias.Length, b, y), rows, Grain, maxThreads, tier);
        }
    }

    private readonly struct Job(NativeRows<TElement> x, int width, float* bias, NativeRows<float> y) : ITierRangeJob
    {
        public void Run<TLanes>(int start, int end)
            where TLanes : struct, ILanes<TLanes>
        {
            for (int row = start; row < end; row++)
            {
                int done = Row<TLanes>(row, 0);
                Row<Lanes1>(row, done);
            }
        }

        [MethodImpl(MethodImplOptions.AggressiveOptimization)]
        private int Row<TLanes>(int row, int start)
            where TLanes : struct, ILanes<TLanes>
        {
            TElement* from = x.Row(row);
            float* to = y.Row(row);
            int i = start;
            for (; i <= width - TLanes.Count; i += TLanes.Count)
            {
                TLanes.Store(Logistic.Softplus(TFormat.Load<TLanes>(from + i) + TLanes.Load(bias + i)), to + i);
            }

            return i;
        }
    }
}
