using System.Runtime.CompilerServices;
using Hymba.Kernels.Lanes;

namespace Hymba.Kernels.Threading;

/// <summary>Runs an <see cref="ITierRangeJob"/> with the lanes of a tier, its items shared among threads.</summary>
internal static class TierRange
{
    /// <summary>Runs the items [0, count) and waits for them; a tier that the processor lacks runs in software.</summary>
    /// <param name="job">The work.</param>
    /// <param name="count">Number of items.</param>
    /// <param name="grain">Items per piece are a multiple of this, apart from the last piece.</param>
    /// <param name="maxThreads">The most threads, at least 1.</param>
    /// <param name="tier">The vector width.</param>
    public static void Run<TJob>(in TJob job, int count, int grain, int maxThreads, KernelTier tier)
        where TJob : unmanaged, ITierRangeJob
        => RangeSplit.Run(new Tiered<TJob>(job, tier), count, grain, maxThreads);

    private readonly struct Tiered<TJob>(TJob job, KernelTier tier) : IRangeJob
        where TJob : unmanaged, ITierRangeJob
    {
        [MethodImpl(MethodImplOptions.AggressiveOptimization)]
        public void Run(int start, int end)
        {
            switch (tier)
            {
                case KernelTier.Vector512:
                    job.Run<Lanes16>(start, end);
                    break;
                case KernelTier.Vector256:
                    job.Run<Lanes8>(start, end);
                    break;
                case KernelTier.Vector128:
                    job.Run<Lanes4>(start, end);
                    break;
                default:
                    job.Run<Lanes1>(start, end);
                    break;
            }
        }
    }
}
