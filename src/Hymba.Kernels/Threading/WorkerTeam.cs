using System.Diagnostics;

namespace Hymba.Kernels.Threading;

/// <summary>
/// Threads that stay for the process and share the pieces of one job after the other. A worker that has nothing to do looks for work for a moment, for
/// between two products of a decode step there is no time to wake a thread, and then sleeps until it is needed: an idle team costs nothing.
/// </summary>
/// <remarks>
/// Thread-safe: while one thread uses the team, another that comes works alone. Starting a job allocates nothing once the workers run.
/// </remarks>
internal sealed unsafe class WorkerTeam
{
    // Longer than what one thread does between two jobs of a decode step, shorter than anybody would notice.
    private static readonly long SearchTicks = Stopwatch.Frequency / 5_000;

    // Each some tens of nanoseconds, as long as news takes from one core to another.
    private const int SpinsBetweenLooks = 1;

    // A piece of a decode step is done by then; if not, the thread that has it may wait for this one's core.
    private const int LooksBeforeYielding = 1_000;
    private const int TurnBits = 24;
    private const long TurnMask = (1L << TurnBits) - 1;

    private readonly Lock _using = new();
    private Worker[] _workers = [];

    // What the workers read. The ticket holds the job's number and the next free piece: a piece is taken by exchanging the whole, so that whoever gets one
    // knows that the other fields are that job's.
    private delegate*<void*, int, int, void> _run;
    private void* _job;
    private int _count;
    private int _pieceItems;
    private int _pieces;
    private int _members;
    private long _ticket;
    private int _done;
    private volatile bool _isPinned;

    private WorkerTeam()
    {
    }

    /// <summary>The process's team.</summary>
    public static WorkerTeam Shared { get; } = new();

    /// <summary>Runs all pieces and waits for them.</summary>
    /// <param name="run">Does the items [start, end) of the job that it is given; must not throw.</param>
    /// <param name="job">Handed to it; must stay in place until this returns.</param>
    /// <param name="count">Number of items.</param>
    /// <param name="pieceItems">Items of a piece.</param>
    /// <param name="maxThreads">The most threads, the calling one included.</param>
    public void Run(delegate*<void*, int, int, void> run, void* job, int count, int pieceItems, int maxThreads)
    {
        // The lock lets its own thread in again: a job inside of a job works alone too.
        if (_using.IsHeldByCurrentThread || !_using.TryEnter())
        {
            run(job, 0, count);
            return;
        }

        try
        {
            Grow(maxThreads - 1);

            // Closed while the fields change: a worker that still holds the last job's ticket takes nothing with it.
            long number = (_ticket >> TurnBits) + 1;
            Interlocked.Exchange(ref _ticket, (number << TurnBits) | TurnMask);
            _run = run;
            _job = job;
            (_count, _pieceItems, _members, _done) = (count, pieceItems, maxThreads - 1, 0);
            _pieces = (count + pieceItems - 1) / pieceItems;
            Interlocked.Exchange(ref _ticket, (number + 1) << TurnBits);
            for (int i = 0; i < _members; i++)
            {
                _workers[i].Wake();
            }

            Work();
            var wait = default(SpinWait);
            for (int looks = 0; Volatile.Read(ref _done) < _pieces; looks++)
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
        finally
        {
            _using.Exit();
        }
    }

    /// <summary>Keeps each worker on a core of its own from its next job on, for as long as the process lives; the caller's thread stays free.</summary>
    /// <returns>Whether the system can do so; if not, nothing changes.</returns>
    public bool Pin() => _isPinned = CoreAffinity.IsSupported;

    private void Grow(int workers)
    {
        if (_workers.Length < workers)
        {
            _workers = [.. _workers, .. Enumerable.Range(_workers.Length, workers - _workers.Length).Select(index => new Worker(this, index))];
        }
    }

    private long Number => Volatile.Read(ref _ticket) >> TurnBits;

    // Takes pieces while there are any.
    private void Work()
    {
        while (true)
        {
            long ticket = Volatile.Read(ref _ticket);
            int turn = (int)(ticket & TurnMask);
            delegate*<void*, int, int, void> run = _run;
            void* job = _job;
            (int count, int items, int pieces, int threads) = (_count, _pieceItems, _pieces, _members + 1);
            int inTurn = (pieces + threads - 1) / threads;
            if (turn >= inTurn * threads)
            {
                return;
            }

            if (Interlocked.CompareExchange(ref _ticket, ticket + 1, ticket) != ticket)
            {
                continue;
            }

            int piece = (turn % threads * inTurn) + (turn / threads);
            if (piece < pieces)
            {
                int start = piece * items;
                run(job, start, Math.Min(count, start + items));
                Interlocked.Increment(ref _done);
            }
        }
    }

    private sealed class Worker
    {
        private readonly WorkerTeam _team;
        private readonly int _index;
        private readonly object _call = new();
        private bool _isCalled;
        private int _sleeps;

        public Worker(WorkerTeam team, int index)
        {
            (_team, _index) = (team, index);
            new Thread(Live) { IsBackground = true, Name = $"hymba worker {index + 1}" }.Start();
        }

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
                if (_team._isPinned && !isPinned)
                {
                    // The first core is left to the thread that brings the work.
                    isPinned = true;
                    CoreAffinity.TryPin(_index + 1);
                }

                if (_index < Volatile.Read(ref _team._members))
                {
                    _team.Work();
                }
            }
        }

        private long WaitForJob(long seen)
        {
            long until = Stopwatch.GetTimestamp() + SearchTicks;
            while (true)
            {
                long number = _team.Number;
                if (number != seen)
                {
                    return number;
                }

                Thread.SpinWait(SpinsBetweenLooks);
                if (Stopwatch.GetTimestamp() < until)
                {
                    continue;
                }

                // Whoever starts a job after this sees that the worker sleeps; a job that was started before is seen here.
                Interlocked.Exchange(ref _sleeps, 1);
                if (_team.Number == seen || Interlocked.Exchange(ref _sleeps, 0) == 0)
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
}
