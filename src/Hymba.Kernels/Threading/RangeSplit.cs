using System.Runtime.CompilerServices;

namespace Hymba.Kernels.Threading;

/// <summary>Splits a job over threads. The pieces never depend on timing, and no item's result depends on the pieces.</summary>
internal static unsafe class RangeSplit
{
    // The last one is a thirty-second of a thread's items: so much less than one may the threads be through after each other.
    private const int UsualPieces = 6;

    /// <summary>Runs a job's items [0, count) on the calling thread and up to maxThreads - 1 others, and waits for all of them.</summary>
    /// <param name="job">The work.</param>
    /// <param name="count">Number of items.</param>
    /// <param name="grain">Items per piece are a multiple of this, apart from the last piece.</param>
    /// <param name="maxThreads">The most threads, at least 1.</param>
    /// <param name="piecesPerThread">The most pieces of a thread; 1 where what neighbouring items share is lost at the ends of pieces.</param>
    public static void Run<TJob>(TJob job, int count, int grain, int maxThreads, int piecesPerThread = UsualPieces)
        where TJob : unmanaged, IRangeJob
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(maxThreads);
        int grains = (count + grain - 1) / grain;
        if (maxThreads == 1 || grains <= 1)
        {
            RunPiece<TJob>(&job, 0, count);
            return;
        }

        WorkerTeam.Shared.Run(&RunPiece<TJob>, &job, count, grain, piecesPerThread, maxThreads);
    }

    // Not inlined: a kernel would be compiled once more, with the caller's profile instead of fully from the start.
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static void RunPiece<TJob>(void* job, int start, int end)
        where TJob : unmanaged, IRangeJob
        => (*(TJob*)job).Run(start, end);
}
