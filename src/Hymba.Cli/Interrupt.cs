namespace Hymba.Cli;

/// <summary>
/// Requests to stop, from Ctrl+C or a caller's token. While a reply is being written the first request stops only the reply; every other
/// one ends the run. Thread-safe.
/// </summary>
internal sealed class Interrupt : IDisposable
{
    private readonly Lock _lock = new();
    private readonly CancellationTokenSource _exit;
    private CancellationTokenSource? _reply;

    /// <summary>Creates an interrupt that the caller's token triggers too.</summary>
    public Interrupt(CancellationToken cancellationToken = default)
        => _exit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);

    /// <summary>Cancelled when the run is to end.</summary>
    public CancellationToken Exit => _exit.Token;

    /// <summary>Asks to stop.</summary>
    /// <returns>False when the run had already been asked to end.</returns>
    public bool Request()
    {
        // Inside the lock, or the reply could end and be disposed in between.
        lock (_lock)
        {
            if (_exit.IsCancellationRequested)
            {
                return false;
            }

            (_reply is { IsCancellationRequested: false } reply ? reply : _exit).Cancel();
            return true;
        }
    }

    /// <summary>Runs work that the next request stops without ending the run.</summary>
    /// <returns>False when it was stopped.</returns>
    /// <exception cref="OperationCanceledException">The whole run is to end.</exception>
    public async Task<bool> RunReplyAsync(Func<CancellationToken, Task> work)
    {
        using var reply = CancellationTokenSource.CreateLinkedTokenSource(Exit);
        Set(reply);
        try
        {
            await work(reply.Token).ConfigureAwait(false);
            return true;
        }
        catch (OperationCanceledException) when (!Exit.IsCancellationRequested)
        {
            return false;
        }
        finally
        {
            Set(null);
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _exit.Dispose();

    private void Set(CancellationTokenSource? reply)
    {
        lock (_lock)
        {
            _reply = reply;
        }
    }
}
