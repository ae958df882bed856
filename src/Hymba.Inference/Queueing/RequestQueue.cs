using Hymba.Inference.Generation;

namespace Hymba.Inference.Queueing;

/// <summary>The bounded entrance of a lane: places, deadlines, cancellation, and an estimate of when a place will be free. Thread-safe.</summary>
internal sealed class RequestQueue : IDisposable
{
    private const double PaceWeight = 0.2;
    private static readonly TimeSpan FirstGuess = TimeSpan.FromSeconds(1);

    private readonly HymbaQueueOptions _options;
    private readonly TimeProvider _time;
    private readonly EngineMetrics _metrics;
    private readonly SemaphoreSlim _places;
    private readonly Lock _paceLock = new();
    private readonly Lock _pendingLock = new();
    private readonly CancellationTokenSource _closing = new();
    private TaskCompletionSource? _drained;
    private int _pending;
    private long _lastEnd;
    private double _secondsPerRequest;
    private int _requests;

    public RequestQueue(HymbaQueueOptions options, EngineMetrics metrics, TimeProvider time)
    {
        _options = options;
        _metrics = metrics;
        _time = time;
        _places = new SemaphoreSlim(options.Capacity);
        _secondsPerRequest = FirstGuess.TotalSeconds;
        _lastEnd = time.GetTimestamp();
    }

    /// <summary>Requests that wait or run.</summary>
    public int Requests => Volatile.Read(ref _requests);

    /// <summary>Completes when nothing waits or runs any more. Takes no place itself, so that any number may wait, and give up.</summary>
    public Task DrainAsync(CancellationToken cancellationToken)
    {
        lock (_pendingLock)
        {
            return _pending == 0
                ? Task.CompletedTask
                : (_drained ??= new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously)).Task.WaitAsync(cancellationToken);
        }
    }

    /// <summary>Gets a place and enters the request.</summary>
    /// <param name="request">A checked request.</param>
    /// <param name="stateBytes">Bytes that its sequence state takes.</param>
    /// <param name="cancellationToken">Ends the wait for a place.</param>
    /// <exception cref="QueueFullException">No place is free and the queue does not wait.</exception>
    /// <exception cref="QueueTimeoutException">No place became free within the request's queue wait.</exception>
    public async Task<QueuedRequest> EnterAsync(GenerationRequest request, long stateBytes, CancellationToken cancellationToken)
    {
        long submitted = _time.GetTimestamp();
        TimeSpan? maxWait = request.MaxQueueWait ?? _options.MaxQueueWait, maxTotal = request.MaxTotalTime ?? _options.MaxTotalTime;
        Come();
        try
        {
            if (!_places.Wait(0, CancellationToken.None))
            {
                if (_options.WhenFull == QueueFullMode.FailFast)
                {
                    _metrics.Rejected();
                    throw new QueueFullException(Requests, _options.Capacity, RetryAfter());
                }

                await WaitForPlaceAsync(submitted, Shorter(maxWait, maxTotal), cancellationToken).ConfigureAwait(false);
            }
        }
        catch
        {
            Go();
            throw;
        }

        Interlocked.Increment(ref _requests);
        return new QueuedRequest(request, stateBytes, submitted, maxWait, maxTotal, Leave);
    }

    /// <summary>Lets no one wait for a place any more.</summary>
    public void Dispose() => _closing.Cancel();

    private static TimeSpan? Shorter(TimeSpan? a, TimeSpan? b) => a is null ? b : b is null || a < b ? a : b;

    private async Task WaitForPlaceAsync(long submitted, TimeSpan? limit, CancellationToken cancellationToken)
    {
        using var deadline = limit is TimeSpan span ? new CancellationTokenSource(span, _time) : new CancellationTokenSource();
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, deadline.Token, _closing.Token);
        try
        {
            await _places.WaitAsync(either.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            throw _closing.IsCancellationRequested
                ? new ObjectDisposedException(nameof(HymbaEngine))
                : new QueueTimeoutException(_time.GetElapsedTime(submitted), limit!.Value, started: false);
        }
        catch (OperationCanceledException)
        {
            throw new OperationCanceledException(cancellationToken);
        }
    }

    private void Come()
    {
        lock (_pendingLock)
        {
            _pending++;
        }
    }

    private void Go()
    {
        lock (_pendingLock)
        {
            if (--_pending == 0)
            {
                _drained?.SetResult();
                _drained = null;
            }
        }
    }

    private void Leave(QueuedRequest request)
    {
        long now = _time.GetTimestamp();
        lock (_paceLock)
        {
            // Time without any request says nothing about how fast they go.
            double sinceLast = _time.GetElapsedTime(Math.Max(_lastEnd, request.Submitted), now).TotalSeconds;
            _secondsPerRequest += PaceWeight * (sinceLast - _secondsPerRequest);
            _lastEnd = now;
        }

        Interlocked.Decrement(ref _requests);
        _places.Release();
        Go();
    }

    private TimeSpan RetryAfter()
    {
        lock (_paceLock)
        {
            return TimeSpan.FromSeconds(Math.Clamp(_secondsPerRequest, 0.01, 3600));
        }
    }
}
