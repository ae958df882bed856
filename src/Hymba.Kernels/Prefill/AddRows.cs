using System.Runtime.CompilerServices;
using Hymba.Kernels.Lanes;
using Hymba.Kernels.Threading;

namespace Hymba.Kernels.Prefill;

/// <summary>Rows added to the residual stream. Safe to call from several threads for different outputs.</summary>
internal static unsafe class AddRows<TFormat, TElement>
    where TFormat : struct, IElement<TElement>
    where TElement : unmanaged
{
    private const int Grain = 4;

    /// <summary>sum += x.</summary>
    /// <param name="x">[rows, width].</param>
    /// <param name="rows">0 or more.</param>
    /// <param name="width">0 or more.</param>
    /// <param name="sum">[rows, width], added to.</param>
    /// <param name="maxThreads">The most threads.</param>
    /// <param name="tier">The vector width.</param>
    /// <exception cref="ArgumentException">A matrix is smaller than the sizes say.</exception>
    public static void Run(NativeRows<TElement> x, int rows, int width, NativeRows<float> sum, int maxThreads, KernelTier tier)
    {
        x.Require(rows, width, nameof(x));
        sum.Require(rows, width, nameof(sum));
        TierRange.Run(new Job(x, width, sum), rows, Grain, maxThreads, tier);
    }

    private readonly struct Job(NativeRows<TElement> x, int width, NativeRows<float> sum) : ITierRangeJob
    {
        public void Run<TLanes>(int start, int end)
            where TLanes : struct, ILanes<TLanes>
        {
            for (int row = start; row < end; row++)
            {
                int done = Add<TLanes>(row, 0);
                Add<Lanes1>(row, done);
            }
        }

        [MethodImpl(MethodImplOptions.AggressiveOptimization)]
        private int Add<TLanes>(int row, int start)
            where TLanes : struct, ILanes<TLanes>
        {
            TElement* from = x.Row(row);
            float* to = sum.Row(row);
            int i = start;
            for (; i <= width - TLanes.Count; i += TLanes.Count)
            {
                TLanes.Store(TLanes.Load(to + i) + TFormat.Load<TLanes>(from + i), to + i);
            }

            return i;
        }
    }
}
