using System.Runtime.CompilerServices;
using Hymba.Kernels.Lanes;
using Hymba.Kernels.Threading;
using Hymba.Kernels.Training;

namespace Hymba.Kernels.Prefill;

/// <summary>
/// What joins the branches of a layer: the scan's output times silu(z), both branches normalised by root mean square, and their average. Safe to call from
/// several threads for different outputs.
/// </summary>
internal static unsafe class GatedAverageRows<TFormat, TElement>
    where TFormat : struct, IElement<TElement>
    where TElement : unmanaged
{
    private const int Grain = 4;

    /// <summary>Computes y = (norm(a) w1 + norm(s silu(z)) w2) / 2.</summary>
    /// <param name="attended">a, [rows, Di].</param>
    /// <param name="attendedWeight">w1, [Di]; its length is Di.</param>
    /// <param name="scanned">s, [rows, Di]; becomes s silu(z).</param>
    /// <param name="gate">z, [rows, Di].</param>
    /// <param name="scannedWeight">w2, [Di].</param>
    /// <param name="epsilon">Added to the means of squares.</param>
    /// <param name="y">[rows, Di], written.</param>
    /// <param name="rows">0 or more.</param>
    /// <param name="maxThreads">The most threads.</param>
    /// <param name="tier">The vector width.</param>
    /// <exception cref="ArgumentException">A matrix is smaller than the sizes say.</exception>
    public static void Run(
        NativeRows<float> attended,
        ReadOnlySpan<float> attendedWeight,
        NativeRows<float> scanned,
        NativeRows<TElement> gate,
        ReadOnlySpan<float> scannedWeight,
        float epsilon,
        NativeRows<TElement> y,
        int rows,
        int maxThreads,
        KernelTier tier)
    {
        int width = attendedWeight.Length;
        ReadOnlyRows.Require(scannedWeight.Length, width, 1, width, nameof(scannedWeight));
        attended.Require(rows, width, nameof(attended));
        scanned.Require(rows, width, nameof(scanned));
        gate.Require(rows, width, nameof(gate));
        y.Require(rows, width, nameof(y));
        fixed (float* first = attendedWeight, second = scannedWeight)
        {
            TierRange.Run(new Job(attended, first, scanned, gate, second, epsilon, y, width), rows, Grain, maxThreads, tier);
        }
    }

    private readonly struct Job(
        NativeRows<float> attended,
        float* attendedWeight,
        NativeRows<float> scanned,
        NativeRows<TElement> gate,
        float* scannedWeight,
        float epsilon,
        NativeRows<TElement> y,
        int width)
        : ITierRangeJob
    {
        public void Run<TLanes>(int start, int end)
            where TLanes : struct, ILanes<TLanes>
        {
            for (int row = start; row < end; row++)
            {
                int done = Gate<TLanes>(row, 0);
                Gate<Lanes1>(row, done);
                float first = 0.5f * RmsRow.InverseRms<TLanes>(attended.Row(row), width, epsilon);
                float second = 0.5f * RmsRow.InverseRms<TLanes>(scanned.Row(row), width, epsilon);
                done = Average<TLanes>(row, first, second, 0);
                Average<Lanes1>(row, first, second, done);
            }
        }

        [MethodImpl(MethodImplOptions.AggressiveOptimization)]
        private int Gate<TLanes>(int row, int start)
            where TLanes : struct, ILanes<TLanes>
        {
            float* s = scanned.Row(row);
            TElement* z = gate.Row(row);
            int i = start;
            for (; i <= width - TLanes.Count; i += TLanes.Count)
            {
                TLanes.Store(TLanes.Load(s + i) * Exponential.Silu(TFormat.Load<TLanes>(z + i)), s + i);
            }

            return i;
        }

        [MethodImpl(MethodImplOptions.AggressiveOptimization)]
        private int Average<TLanes>(int row, float first, float second, int start)
            where TLanes : struct, ILanes<TLanes>
        {
            float* a = attended.Row(row);
            float* s = scanned.Row(row);
            TElement* to = y.Row(row);
            TLanes firsts = TLanes.Create(first), seconds = TLanes.Create(second);
            int i = start;
            for (; i <= width - TLanes.Count; i += TLanes.Count)
            {
                TLanes left = TLanes.Load(a + i) * firsts * TLanes.Load(attendedWeight + i);
                TFormat.Store(TLanes.FusedMultiplyAdd(TLanes.Load(s + i) * seconds, TLanes.Load(scannedWeight + i), left), to + i);
            }

            return i;
        }
    }
}
