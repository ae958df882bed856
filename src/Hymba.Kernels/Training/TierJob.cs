using Hymba.Kernels.Lanes;

namespace Hymba.Kernels.Training;

/// <summary>Runs an <see cref="ITierJob"/> with the lanes of a tier.</summary>
internal static class TierJob
{
    /// <summary>Runs it on the calling thread; a tier that the processor lacks runs in software.</summary>
    public static void Run<TJob>(in TJob job, KernelTier tier)
        where TJob : struct, ITierJob
    {
        switch (tier)
        {
            case KernelTier.Vector512:
                job.Run<Lanes16>();
                break;
            case KernelTier.Vector256:
                job.Run<Lanes8>();
                break;
            case KernelTier.Vector128:
                job.Run<Lanes4>();
                break;
            default:
                job.Run<Lanes1>();
                break;
        }
    }
}
