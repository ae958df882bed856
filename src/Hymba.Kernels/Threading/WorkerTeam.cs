using System.Runtime.CompilerServices;

namespace Hymba.Kernels.Threading;

/// <summary>
/// Threads that stay for the process and share the pieces of one job after the other; an idle team costs nothing. Each has neighbouring pieces of its own, in which
/// what it asks for ahead of one piece serves the next, and helps the others when it has done them.
/// </summary>
/// <remarks>
/// Thread-safe: while one thread uses the team, another that comes works alone. Starting a job allocates nothing once the workers run.
/// </remarks>
internal sealed unsafe class WorkerTeam
{
    /// <summary>Between two looks at what another thread writes: some tens of nanoseconds.</summary>
    public const int SpinsBetweenLooks = 1;

    // A piece of a decode step is done by then; if not, the thread that has it may wait for this one's core.
    private const int LooksBeforeYielding = 1_000;

    private readonly Lock _using = new();
    private readonly WorkLane* _callersLane = WorkLane.Create();
    private TeamWorker[] _workers = [];
    private long _number;
    private long _pieces;
    private volatile bool _isPinned;

    private WorkerTeam()
    {
    }

    /// <summary>The process's team.</summary>
    public static WorkerTeam Shared { get; } = new();

    /// <summary>Whether workers are to keep to a core each.</summary>
    public bool IsPinned => _isPinned;

    /// <summary>Runs all pieces and waits for them.</summary>
    /// <param name="run">Does the items [start, end) of the job that it is given; must not throw.</param>
    /// <param name="job">Handed to it; must stay in place until this returns.</param>
    /// <param name="count">Number of items.</param>
    /// <param name="grain">Items per piece are a multiple of this, apart from the last piece.</param>
    /// <param name="mostPieces">Of each thread; those of a grain each if there are no more, else each half of what is left.</param>
    /// <param name="maxThreads">The most threads, the calling one included.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void Run(delegate*<void*, int, int, void> run, void* job, int count, int grain, int mostPieces, int maxThreads)
    {
        int grains = (int)(((long)count + grain - 1) / grain);

        // The lock lets its own thread in again: a job inside of a job works alone too.
        if (Math.Min(mostPieces, (grains / maxThreads) + 1) > WorkLane.MostPieces || _using.IsHeldByCurrentThread || !_using.TryEnter())
        {
            run(job, 0, count);
            return;
        }

        try
        {
            Grow(maxThreads - 1);
            _number++;
            for (int i = maxThreads - 1; i >= 0; i--)
            {
                int first = FirstOf(i), here = FirstOf(i + 1) - first;
                int pieces = WorkLane.PiecesOf(here, mostPieces);
                _pieces += pieces;
                WorkLane* lane = i == 0 ? _callersLane : _workers[i - 1].Lane;
                lane->Open(_number, run, job, count, grain, first, here, pieces);
            }

            Wake(maxThreads - 1);
            _callersLane->Done += _callersLane->Work(1);

            // One that fell asleep meanwhile is seen only now: before, what was written above need not have reached it.
            Interlocked.MemoryBarrier();
            Wake(maxThreads - 1);
            Work(_callersLane);
            Wait();
        }
        finally
        {
            _using.Exit();
        }

        // Rounded up: the calling thread begins first.
        int FirstOf(int lane) => (int)((((long)grains * lane) + maxThreads - 1) / maxThreads);
    }

    /// <summary>Keeps each worker on a core of its own from its next job on, for as long as the process lives; the caller's thread stays free.</summary>
    /// <returns>Whether the system can do so; if not, nothing changes.</returns>
    public bool Pin() => _isPinned = CoreAffinity.IsSupported;

    /// <summary>Does a lane's pieces, then those of other lanes that nobody has taken yet.</summary>
    /// <param name="own">The calling thread's.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void Work(WorkLane* own)
    {
        Add(own, own->Work());
        int others = _callersLane->Work();
        foreach (TeamWorker worker in _workers)
        {
            others += worker.Lane->Work();
        }

        Add(own, others);

        // Not written without need: the line would have to come back from whoever waits.
        static void Add(WorkLane* own, int done)
        {
            if (done > 0)
            {
                own->Done += done;
            }
        }
    }

    private void Wake(int members)
    {
        for (int i = 0; i < members; i++)
        {
            _workers[i].Wake();
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void Wait()
    {
        var wait = default(SpinWait);
        for (int looks = 0; Done() < _pieces; looks++)
        {
            if (looks < LooksBeforeYielding)
            {
                Thread.SpinWait(SpinsBetweenLooks);
            }
            else
            {
                wait.SpinOnce(sleep1Threshold: -1);
            }
        }
    }

    private long Done()
    {
        long done = _callersLane->Done;
        foreach (TeamWorker worker in _workers)
        {
            done += worker.Lane->Done;
        }

        return done;
    }

    private void Grow(int workers)
    {
        if (_workers.Length < workers)
        {
            _workers = [.. _workers, .. Enumerable.Range(_workers.Length, workers - _workers.Length).Select(index => new TeamWorker(this, index))];
        }
    }
}
