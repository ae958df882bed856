using System.Collections.Concurrent;
using System.Diagnostics;
using Hymba.Inference.Generation;
using Microsoft.Extensions.Logging;

namespace Hymba.Inference.Queueing;

/// <summary>
/// The one thread on which a model runs. It loads the model, takes turns between requests (one sequence per forward pass), runs other work between
/// turns, and loads the model anew when it fails. TorchSharp's thread-static scopes never leave it. The public members are thread-safe.
/// </summary>
/// <typeparam name="TReplica">The loaded model.</typeparam>
internal sealed partial class EngineLane<TReplica> : IDisposable
    where TReplica : class, IEngineReplica
{
    private const int MostRetries = 2;

    private readonly Func<TReplica> _load;
    private readonly HymbaQueueOptions _options;
    private readonly TimeProvider _time;
    private readonly ILogger _logger;
    private readonly EngineMetrics _metrics;
    private readonly LaneScheduler _scheduler;
    private readonly ConcurrentQueue<Action> _jobs = new();
    private readonly ConcurrentQueue<QueuedRequest> _arrivals = new();
    private readonly SemaphoreSlim _wake = new(0);
    private readonly Thread _thread;
    private readonly TaskCompletionSource _stopped = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private TReplica? _replica;
    private volatile bool _closing;
    private volatile string? _fault;
    private volatile int _restarts;
    private volatile int _active;

    public EngineLane(Func<TReplica> load, HymbaQueueOptions options, EngineMetrics metrics, TimeProvider time, ILogger logger)
    {
        _load = load;
        _options = options;
        _metrics = metrics;
        _time = time;
        _logger = logger;
        _scheduler = new LaneScheduler(options, time);
        _thread = new Thread(Run) { IsBackground = true, Name = "Hymba engine" };
        _thread.Start();
    }

    /// <summary>Whether the lane takes work.</summary>
    public bool Alive => !_closing;

    /// <summary>Why the model is not loaded; null when it is.</summary>
    public string? Fault => _fault;

    /// <summary>How often the model was loaded anew.</summary>
    public int Restarts => _restarts;

    /// <summary>Requests that hold a sequence state.</summary>
    public int Active => _active;

    /// <summary>Hands over a request.</summary>
    public void Submit(QueuedRequest request)
    {
        _arrivals.Enqueue(request);
        _wake.Release();
        if (_closing)
        {
            request.End(Closed());
        }
    }

    /// <summary>Lets the lane look at its requests, because one was cancelled.</summary>
    public void Wake() => _wake.Release();

    /// <summary>Runs work between two turns; cancelled work that has not begun is skipped.</summary>
    /// <exception cref="ObjectDisposedException">The lane is closed.</exception>
    public async Task<T> RunAsync<T>(Func<TReplica, T> work, CancellationToken cancellationToken)
    {
        var item = new WorkItem<T>(() => work(_replica ??= Load()), cancellationToken);
        _jobs.Enqueue(item.Run);
        _wake.Release();
        await Task.WhenAny(item.Task, _stopped.Task).ConfigureAwait(false);
        return item.Task.IsCompleted ? await item.Task.ConfigureAwait(false) : throw Closed();
    }

    /// <summary>Ends all requests, waits for the running step, frees the model.</summary>
    public void Dispose()
    {
        _closing = true;
        _wake.Release();
        if (Thread.CurrentThread != _thread)
        {
            _thread.Join();
        }
    }

    private static ObjectDisposedException Closed() => new(nameof(HymbaEngine));

    private void Run()
    {
        QueuedRequest? running = null;
        bool requestsDue = false;
        int reloaded = 0;
        while (!_closing)
        {
            while (_arrivals.TryDequeue(out QueuedRequest? arrival))
            {
                _scheduler.Add(arrival);
            }

            Sweep();
            // Other work and requests alternate, so that neither keeps the other waiting for more than a turn.
            if (!requestsDue && _jobs.TryDequeue(out Action? job))
            {
                requestsDue = true;
                job();
            }
            else if (_scheduler.Next(running) is QueuedRequest next)
            {
                requestsDue = false;
                running = next;
                TakeTurn(next);
            }
            else if (requestsDue)
            {
                requestsDue = false;
            }
            else if (reloaded != _restarts)
            {
                // A health check may keep requests away until the engine is well again: it must not need one to become so.
                if (_replica is null)
                {
                    TryLoad();
                }

                reloaded = _restarts;
            }
            else
            {
                _wake.Wait();
            }
        }

        Close();
    }

    private void Close()
    {
        while (_arrivals.TryDequeue(out QueuedRequest? arrival))
        {
            _scheduler.Add(arrival);
        }

        foreach (QueuedRequest request in _scheduler.Requests)
        {
            Discard(request);
            request.End(Closed());
        }

        FreeReplica();
        _stopped.SetResult();
    }

    // Requests end from outside (cancelled, abandoned) or by a deadline; what they hold is freed here.
    private void Sweep()
    {
        foreach (QueuedRequest request in _scheduler.Requests.ToArray())
        {
            TimeSpan age = _time.GetElapsedTime(request.Submitted);
            if (request.Started is null && request.MaxQueueWait is TimeSpan wait && age > wait)
            {
                request.End(new QueueTimeoutException(age, wait, started: false));
            }
            else if (request.MaxTotalTime is TimeSpan total && age > total)
            {
                request.End(new QueueTimeoutException(age, total, request.Started is not null));
            }

            if (request.Done)
            {
                Forget(request);
            }
        }
    }

    private void TakeTurn(QueuedRequest request)
    {
        if (_replica is null && !TryLoad())
        {
            return;
        }

        long started = _time.GetTimestamp();
        try
        {
            if (request.Session is null)
            {
                request.Session = _replica!.Start(request.Request);
                request.Started ??= started;
                _active = _scheduler.Active;
            }

            for (int step = 0; !request.Done && !_closing; step++)
            {
                bool more = Advance(request, request.Session);
                // With slices off the same request has the next turn too; in between, others' deadlines are looked at.
                if (!more || step + 1 >= Math.Max(1, _options.SliceSteps) || !_jobs.IsEmpty)
                {
                    break;
                }
            }

            _scheduler.Charge(request, _time.GetElapsedTime(started));
            if (request.Session.Finished)
            {
                // Freed first: whoever sees the end may count on its place and its memory.
                Forget(request);
                request.End(null);
            }
        }
        catch (Exception error) when (error is HymbaException or OperationCanceledException or RequestCodeException)
        {
            request.End(error is RequestCodeException ? error.InnerException : error);
        }
#pragma warning disable CA1031 // Whatever else goes wrong is the engine's failure: its requests must learn of it, and the lane must live on.
        catch (Exception error)
#pragma warning restore CA1031
        {
            Recover(error, culprit: request);
        }

        if (request.Done)
        {
            Forget(request);
        }
    }

    private bool Advance(QueuedRequest request, IGenerationSession session)
    {
        bool added = session.Step(request.Receive ??= update => Emit(request, update));

        // A prompt chunk takes as long as many tokens: it is a turn of its own.
        return added && !session.Finished
            && !(request.MaxTotalTime is TimeSpan total && _time.GetElapsedTime(request.Submitted) > total);
    }

    private void Emit(QueuedRequest request, GenerationUpdate update)
    {
        if (!request.Emitted)
        {
            _metrics.FirstToken(_time.GetElapsedTime(request.Submitted));
        }

        if (update.Result is GenerationResult result)
        {
            TimeSpan waited = _time.GetElapsedTime(request.Submitted, request.Started ?? request.Submitted);
            update = update with { Result = result with { Timings = result.Timings with { QueueWait = waited } } };
            _metrics.Finished(update.Result!);
        }

        request.Emit(update);
    }

    private void Forget(QueuedRequest request)
    {
        Discard(request);
        _scheduler.Remove(request);
        _active = _scheduler.Active;
    }

    private TReplica Load()
    {
        TReplica replica = _load();
        _fault = null;
        return replica;
    }

    private bool TryLoad()
    {
        try
        {
            _replica = Load();
            return true;
        }
#pragma warning disable CA1031 // A model that cannot be loaded now may be loaded later; the lane must live on.
        catch (Exception error)
#pragma warning restore CA1031
        {
            Recover(error, culprit: null);
            return false;
        }
    }

    // A step's failure counts against the request that made it and against those that must start over; a failure to load against all.
    private void Recover(Exception error, QueuedRequest? culprit)
    {
        _fault = error.Message;
        _restarts++;
        Watchers.Tell(() => Log.Faulted(_logger, error, _scheduler.Requests.Count));
        foreach (QueuedRequest request in _scheduler.Requests.ToArray())
        {
            bool held = request.Session is not null;
            Discard(request);
            if (culprit is not null && request != culprit && !held)
            {
                continue;
            }

            if (request.Emitted || ++request.Retries > MostRetries)
            {
                request.End(new EngineFaultException($"The engine failed while it computed this request: {error.Message}", error));
            }
            else if (held)
            {
                Watchers.Tell(() => Log.Retried(_logger, request.Retries, MostRetries));
            }
        }

        FreeReplica();
        _active = 0;
        Debug.Assert(_scheduler.Active == 0, "No session outlives its replica.");
    }

    private void FreeReplica()
    {
        try
        {
            _replica?.Dispose();
        }
#pragma warning disable CA1031 // A model that failed may fail again while it is freed; the new one does not depend on it.
        catch (Exception disposal)
#pragma warning restore CA1031
        {
            Watchers.Tell(() => Log.DisposalFailed(_logger, disposal));
        }

        _replica = null;
    }

    private void Discard(QueuedRequest request)
    {
        try
        {
            request.Session?.Dispose();
        }
#pragma warning disable CA1031 // As in FreeReplica.
        catch (Exception disposal)
#pragma warning restore CA1031
        {
            Watchers.Tell(() => Log.DisposalFailed(_logger, disposal));
        }

        request.Session = null;
    }

    private static partial class Log
    {
        [LoggerMessage(10, LogLevel.Error, "The engine failed with {Requests} requests in the queue; it is loaded anew.")]
        public static partial void Faulted(ILogger logger, Exception error, int requests);

        [LoggerMessage(11, LogLevel.Warning, "A request starts over after the engine's failure ({Retry} of at most {MostRetries}).")]
        public static partial void Retried(ILogger logger, int retry, int mostRetries);

        [LoggerMessage(12, LogLevel.Warning, "Freeing the failed engine failed as well.")]
        public static partial void DisposalFailed(ILogger logger, Exception error);
    }
}
