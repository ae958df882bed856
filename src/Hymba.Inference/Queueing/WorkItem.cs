namespace Hymba.Inference.Queueing;

/// <summary>
/// One piece of work on its way through a lane. It is either run or, when its token is cancelled first, cancelled on the spot: a caller
/// that gives up does not wait for the work in front of it.
/// </summary>
internal sealed class WorkItem<T>
{
    private readonly TaskCompletionSource<T> _completion = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly Func<T> _work;
    private readonly CancellationTokenRegistration _registration;
    private int _claimed;

    public WorkItem(Func<T> work, CancellationToken cancellationToken)
    {
        _work = work;
        _registration = cancellationToken.UnsafeRegister(static (item, token) => ((WorkItem<T>)item!).Cancel(token), this);
    }

    /// <summary>The outcome.</summary>
    public Task<T> Task => _completion.Task;

    /// <summary>Does the work, unless it was cancelled before. Throws nothing: what the work throws belongs to its caller.</summary>
    public void Run()
    {
        if (!Claim())
        {
            return;
        }

        _registration.Unregister();
        try
        {
            _completion.SetResult(_work());
        }
        catch (OperationCanceledException canceled)
        {
            _completion.SetCanceled(canceled.CancellationToken);
        }
#pragma warning disable CA1031 // Whatever the work throws must not end the lane.
        catch (Exception error)
#pragma warning restore CA1031
        {
            _completion.SetException(error);
        }
    }

    private void Cancel(CancellationToken token)
    {
        if (Claim())
        {
            _completion.SetCanceled(token);
        }
    }

    private bool Claim() => Interlocked.Exchange(ref _claimed, 1) == 0;
}
