using System.Runtime.CompilerServices;

namespace Hymba.Validation.Pipeline;

/// <summary>Runs pieces of work one after the other, none longer than it may. A piece that hangs is left behind and the next ones go on.</summary>
/// <param name="timeout">The longest time for one piece; infinite: they run on the caller's thread.</param>
/// <param name="time">The clock.</param>
internal sealed class ValidatorRunner(TimeSpan timeout, TimeProvider time)
{
    /// <summary>Runs them in order.</summary>
    /// <param name="count">How many there are.</param>
    /// <param name="work">Does the one of an index. Must not touch what the caller changes later: one that hangs may end at any time.</param>
    /// <param name="isLast">Whether nothing needs to run after a result.</param>
    /// <param name="cancellationToken">Cancels the wait.</param>
    /// <returns>The outcome of each; pieces that were not needed have none and did not fail.</returns>
    public async ValueTask<Outcome<T>[]> RunAsync<T>(int count, Func<int, T> work, Func<T, bool> isLast, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        if (timeout == Timeout.InfiniteTimeSpan)
        {
            var pass = new Pass<T>(0, count, work, isLast);
            pass.Run();
            return pass.Outcomes;
        }

        var outcomes = new Outcome<T>[count];
        for (var first = 0; first < count;)
        {
            var pass = new Pass<T>(first, count, work, isLast);
            var end = await SuperviseAsync(pass, Task.Run(pass.Run, CancellationToken.None), cancellationToken).ConfigureAwait(false);
            Array.Copy(pass.Outcomes, first, outcomes, first, end - first);
            if (end < count)
            {
                outcomes[end++] = new Outcome<T>(default, FailureKind.Hung);
            }

            first = end;
        }

        return outcomes;
    }

    /// <summary>Waits for a pass; gives the index that hangs, or the end.</summary>
    private async Task<int> SuperviseAsync<T>(Pass<T> pass, Task running, CancellationToken cancellationToken)
    {
        while (true)
        {
            var current = pass.Current;
            try
            {
                await running.WaitAsync(timeout, time, cancellationToken).ConfigureAwait(false);
                return pass.Outcomes.Length;
            }
            catch (TimeoutException)
            {
                if (running.IsCompleted)
                {
                    return pass.Outcomes.Length;
                }

                // One that has not begun waits for a thread and does not hang.
                if (pass.Current == current && current != Pass<T>.NotBegun)
                {
                    pass.Abandon();
                    return current;
                }
            }
            catch (OperationCanceledException)
            {
                pass.Abandon();
                throw;
            }
        }
    }

    /// <summary>What became of one piece of work.</summary>
    internal readonly record struct Outcome<T>(T? Value, FailureKind Failure);

    private sealed class Pass<T>(int first, int count, Func<int, T> work, Func<T, bool> isLast)
    {
        public const int NotBegun = -1;

        private int _current = NotBegun;
        private volatile bool _isAbandoned;

        public Outcome<T>[] Outcomes { get; } = new Outcome<T>[count];

        public int Current => Volatile.Read(ref _current);

        public void Abandon() => _isAbandoned = true;

        public void Run()
        {
            for (var i = first; i < count && !_isAbandoned; i++)
            {
                Volatile.Write(ref _current, i);
                var outcome = RunOne(i);
                if (_isAbandoned)
                {
                    return;
                }

                Outcomes[i] = outcome;
                if (outcome.Failure == FailureKind.None && isLast(outcome.Value!))
                {
                    return;
                }
            }
        }

        [MethodImpl(MethodImplOptions.NoInlining)]
        private Outcome<T> RunOne(int index)
        {
            try
            {
                return new Outcome<T>(work(index), FailureKind.None);
            }
            catch (OperationCanceledException)
            {
                return new Outcome<T>(default, FailureKind.Cancelled);
            }
            catch (Exception)
            {
                // The message may hold the text; only the kind of failure goes on.
                return new Outcome<T>(default, FailureKind.Threw);
            }
        }
    }
}
