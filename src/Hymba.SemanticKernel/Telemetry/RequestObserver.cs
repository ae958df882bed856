namespace Hymba.SemanticKernel.Telemetry;

/// <summary>Counts the requests under way and measures each; lets a shutdown wait for the last of them. Thread-safe.</summary>
internal sealed class RequestObserver(RequestMetrics metrics, TimeProvider time)
{
    private readonly Lock _gate = new();
    private int _active;
    private bool _closed;
    private TaskCompletionSource? _idle;

    /// <summary>Requests under way.</summary>
    public int Active
    {
        get
        {
            lock (_gate)
            {
                return _active;
            }
        }
    }

    /// <summary>Takes no more requests: the application ends.</summary>
    public void Close()
    {
        lock (_gate)
        {
            _closed = true;
        }
    }

    /// <summary>Begins to observe a request; dispose it when the request has ended, in whatever way.</summary>
    /// <exception cref="ObjectDisposedException">No more requests are taken.</exception>
    public ObservedRequest Begin(string modelId)
    {
        lock (_gate)
        {
            ObjectDisposedException.ThrowIf(_closed, typeof(Hymba.Inference.HymbaEngine));
            _active++;
        }

        return new ObservedRequest(metrics, time, modelId, End);
    }

    /// <summary>Ends when no request is under way.</summary>
    public Task WhenIdleAsync()
    {
        lock (_gate)
        {
            return _active == 0
                ? Task.CompletedTask
                : (_idle ??= new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously)).Task;
        }
    }

    private void End()
    {
        lock (_gate)
        {
            if (--_active == 0)
            {
                _idle?.SetResult();
                _idle = null;
            }
        }
    }
}
