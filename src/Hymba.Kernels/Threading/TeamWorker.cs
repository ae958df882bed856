using System.Diagnostics;

namespace Hymba.Kernels.Threading;

/// <summary>
/// A thread of the team. Without work it looks for some for a moment, for between two products of a decode step there is no time to wake a thread, and then sleeps
/// until it is needed.
/// </summary>
internal sealed unsafe class TeamWorker
{
    // Longer than what one thread does between two jobs of a decode step, shorter than anybody would notice.
    private static readonly long SearchTicks = Stopwatch.Frequency / 5_000;

    private readonly WorkerTeam _team;
    private readonly int _index;
    private readonly object _call = new();
    private bool _isCalled;
    private int _sleeps;

    /// <summary>Starts the thread.</summary>
    /// <param name="team">Whose other lanes it helps with.</param>
    /// <param name="index">Which worker of the team, counted from 0.</param>
    public TeamWorker(WorkerTeam team, int index)
    {
        (_team, _index) = (team, index);
        Lane = WorkLane.Create();
        new Thread(Live) { IsBackground = true, Name = $"hymba worker {index + 1}" }.Start();
    }

    /// <summary>Its pieces.</summary>
    public WorkLane* Lane { get; }

    /// <summary>Wakes it if it sleeps.</summary>
    public void Wake()
    {
        if (Volatile.Read(ref _sleeps) != 0 && Interlocked.Exchange(ref _sleeps, 0) != 0)
        {
            lock (_call)
            {
                _isCalled = true;
                Monitor.Pulse(_call);
            }
        }
    }

    private void Live()
    {
        bool isPinned = false;
        for (long seen = 0; ;)
        {
            seen = WaitForJob(seen);
            if (_team.IsPinned && !isPinned)
            {
                // The first core is left to the thread that brings the work.
                isPinned = true;
                CoreAffinity.TryPin(_index + 1);
            }

            _team.Work(Lane);
        }
    }

    private long WaitForJob(long seen)
    {
        long until = Stopwatch.GetTimestamp() + SearchTicks;
        while (true)
        {
            long number = Lane->Number;
            if (number != seen)
            {
                return number;
            }

            Thread.SpinWait(WorkerTeam.SpinsBetweenLooks);
            if (Stopwatch.GetTimestamp() < until)
            {
                continue;
            }

            // Whoever starts a job after this sees that the worker sleeps; a job that was started before is seen here.
            Interlocked.Exchange(ref _sleeps, 1);
            if (Lane->Number == seen || Interlocked.Exchange(ref _sleeps, 0) == 0)
            {
                Sleep();
            }
        }
    }

    private void Sleep()
    {
        lock (_call)
        {
            while (!_isCalled)
            {
                Monitor.Wait(_call);
            }

            _isCalled = false;
        }
    }
}
