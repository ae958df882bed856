using System.Collections.Concurrent;

namespace Hymba.Inference.Queueing;

/// <summary>
/// The one thread on which a model runs: forward passes never overlap, and TorchSharp's thread-static scopes stay where they were opened.
/// Work is done in the order it came. Thread-safe.
/// </summary>
internal sealed class EngineLane : IDisposable
{
    private readonly BlockingCollection<Action> _work = [];
    private readonly Thread _thread;

    public EngineLane(string name)
    {
        _thread = new Thread(Run) { IsBackground = true, Name = name };
        _thread.Start();
    }

    /// <summary>Runs the work on the lane's thread; cancelled work that has not begun is skipped.</summary>
    /// <exception cref="ObjectDisposedException">The lane is closed.</exception>
    public Task<T> RunAsync<T>(Func<T> work, CancellationToken cancellationToken)
    {
        var completion = new TaskCompletionSource<T>(TaskCreationOptions.RunContinuationsAsynchronously);
        try
        {
            _work.Add(() => Complete(completion, work, cancellationToken), cancellationToken);
        }
        catch (InvalidOperationException)
        {
            throw new ObjectDisposedException(nameof(EngineLane));
        }

        return completion.Task;
    }

    /// <summary>Finishes what has been accepted and ends the thread.</summary>
    public void Dispose()
    {
        _work.CompleteAdding();
        if (Thread.CurrentThread != _thread)
        {
            _thread.Join();
            _work.Dispose();
        }
    }

    private static void Complete<T>(TaskCompletionSource<T> completion, Func<T> work, CancellationToken cancellationToken)
    {
        if (cancellationToken.IsCancellationRequested)
        {
            completion.SetCanceled(cancellationToken);
            return;
        }

        try
        {
            completion.SetResult(work());
        }
        catch (OperationCanceledException canceled)
        {
            completion.SetCanceled(canceled.CancellationToken);
        }
#pragma warning disable CA1031 // Whatever the work throws belongs to its caller, and must not end the lane.
        catch (Exception error)
#pragma warning restore CA1031
        {
            completion.SetException(error);
        }
    }

    private void Run()
    {
        foreach (Action work in _work.GetConsumingEnumerable())
        {
            work();
        }
    }
}
