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
    private Action? _atEnd;

    public EngineLane(string name)
    {
        _thread = new Thread(Run) { IsBackground = true, Name = name };
        _thread.Start();
    }

    /// <summary>Runs the work on the lane's thread; work that is cancelled before it begins ends at once and is skipped.</summary>
    /// <exception cref="ObjectDisposedException">The lane is closed.</exception>
    public Task<T> RunAsync<T>(Func<T> work, CancellationToken cancellationToken)
    {
        var item = new WorkItem<T>(work, cancellationToken);
        try
        {
            _work.Add(item.Run, CancellationToken.None);
        }
        catch (InvalidOperationException)
        {
            throw new ObjectDisposedException(nameof(HymbaEngine));
        }

        return item.Task;
    }

    /// <summary>
    /// Finishes what has been accepted, does the last thing and ends the thread. Waits for all that, unless called by the work itself.
    /// </summary>
    /// <param name="last">Runs on the lane's thread when no work is left; must not throw.</param>
    public void Close(Action? last)
    {
        _atEnd = last;
        _work.CompleteAdding();
        if (Thread.CurrentThread != _thread)
        {
            _thread.Join();
            _work.Dispose();
        }
    }

    /// <summary>As <see cref="Close"/>, without a last thing.</summary>
    public void Dispose() => Close(null);

    private void Run()
    {
        foreach (Action work in _work.GetConsumingEnumerable())
        {
            work();
        }

        _atEnd?.Invoke();
    }
}
