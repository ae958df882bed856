using System.Runtime.CompilerServices;
using Hymba.Kernels.Lanes;
using Hymba.Kernels.Threading;

namespace Hymba.Kernels.Prefill;

/// <summary>The activation in the middle of a feed-forward block. Safe to call from several threads for different outputs.</summary>
internal static unsafe class ActivationRows<TFormat, TElement>
    where TFormat : struct, IElement<TElement>
    where TElement : unmanaged
{
    private const int Grain = 4;

    /// <summary>up = silu(gate) up; without a gate up = max(up, 0)².</summary>
    /// <param name="gate">[rows, width], or nothing.</param>
    /// <param name="up">[rows, width], overwritten.</param>
    /// <param name="rows">0 or more.</param>
    /// <param name="width">0 or more.</param>
    /// <param name="maxThreads">The most threads.</param>
    /// <param name="tier">The vector width.</param>
    /// <exception cref="ArgumentException">A matrix is smaller than the sizes say.</exception>
    public static void Run(NativeRows<TElement> gate, NativeRows<TElement> up, int rows, int width, int maxThreads, KernelTier tier)
    {
        up.Require(rows, width, nameof(up));
        if (!gate.IsEmpty)
        {
            gate.Require(rows, width, nameof(gate));
        }

        TierRange.Run(new Job(gate, up, width), rows, Grain, maxThreads, tier);
    }

    private readonly struct Job(NativeRows<TElement> gate, NativeRows<TElement> up, int width) : ITierRangeJob
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
            TElement* g = gate.IsEmpty ? null : gate.Row(row);
            TElement* u = up.Row(row);
            TLanes zero = TLanes.Create(0f);
            int i = start;
            for (; i <= width - TLanes.Count; i += TLanes.Count)
            {
                TLanes value = TFormat.Load<TLanes>(u + i);
                TLanes factor = g is null ? TLanes.Greater(value, zero) : Exponential.Silu(TFormat.Load<TLanes>(g + i));
                TFormat.Store(g is null ? factor * factor : factor * value, u + i);
            }

            return i;
        }
    }
}
