using Hymba.Inference;

namespace Hymba.SemanticKernel.Chat;

/// <summary>
/// Gives the engine to all who share it, and loads it when the first of them asks. A load that failed is tried again at the next call.
/// Thread-safe.
/// </summary>
internal sealed class EngineSource : IAsyncDisposable, IDisposable
{
    private readonly Lock _gate = new();
    private readonly Func<IProgress<LoadProgress>, CancellationToken, Task<HymbaEngine>> _load;
    private readonly CancellationTokenSource _closing = new();
    private readonly CancellationToken _closingToken;
    private readonly bool _owns;
    private Task<LoadedEngine>? _loading;
    private long _bytesRead;
    private long _totalBytes;
    private bool _disposed;

    /// <summary>Wraps an engine that is there.</summary>
    public EngineSource(HymbaEngine engine, bool owns)
    {
        _closingToken = _closing.Token;
        _loading = Task.FromResult(new LoadedEngine(engine));
        _load = (_, _) => Task.FromResult(engine);
        _owns = owns;
    }

    /// <summary>Loads an engine on demand, and owns it.</summary>
    public EngineSource(Func<IProgress<LoadProgress>, CancellationToken, Task<HymbaEngine>> load)
    {
        _closingToken = _closing.Token;
        _load = load;
        _owns = true;
    }

    /// <summary>The engine where it is loaded, null otherwise.</summary>
    public LoadedEngine? Loaded
    {
        get
        {
            lock (_gate)
            {
                return !_disposed && _loading is { IsCompletedSuccessfully: true } ? _loading.Result : null;
            }
        }
    }

    /// <summary>Why the last load failed; null where it did not.</summary>
    public Exception? Failure
    {
        get
        {
            lock (_gate)
            {
                return _loading?.Exception?.InnerException;
            }
        }
    }

    /// <summary>How far loading has come.</summary>
    public LoadProgress Progress => new(Interlocked.Read(ref _bytesRead), Interlocked.Read(ref _totalBytes));

    /// <summary>The engine, once it is loaded.</summary>
    /// <param name="cancellationToken">Ends the wait, not the load: others may be waiting too.</param>
    /// <exception cref="ObjectDisposedException">The source is disposed.</exception>
    public Task<LoadedEngine> GetAsync(CancellationToken cancellationToken)
    {
        lock (_gate)
        {
            ObjectDisposedException.ThrowIf(_disposed, typeof(HymbaEngine));
            if (_loading is null or { IsCompleted: true, IsCompletedSuccessfully: false })
            {
                _loading = Task.Run(LoadAsync, CancellationToken.None);
            }

            return _loading.WaitAsync(cancellationToken);
        }
    }

    /// <summary>Cancels a load and, where the engine is owned, frees it.</summary>
    public void Dispose()
    {
        if (Close() is { } loading)
        {
            ((Task)loading).ContinueWith(_ => { }, TaskScheduler.Default).Wait();
            if (loading.IsCompletedSuccessfully)
            {
                loading.Result.Engine.Dispose();
            }
        }
    }

    /// <inheritdoc cref="Dispose"/>
    public async ValueTask DisposeAsync()
    {
        if (Close() is { } loading)
        {
            await ((Task)loading).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            if (loading.IsCompletedSuccessfully)
            {
                await (await loading.ConfigureAwait(false)).Engine.DisposeAsync().ConfigureAwait(false);
            }
        }
    }

    // The load, begun or done, whose engine is to be freed; null where there is none or it belongs to somebody else.
    private Task<LoadedEngine>? Close()
    {
        lock (_gate)
        {
            if (_disposed)
            {
                return null;
            }

            _disposed = true;
        }

        _closing.Cancel();
        _closing.Dispose();
        return _owns ? _loading : null;
    }

    private async Task<LoadedEngine> LoadAsync()
    {
        HymbaEngine engine;
        try
        {
            engine = await _load(new Recorder(this), _closingToken).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (_closingToken.IsCancellationRequested)
        {
            // Those who wait cancelled nothing themselves.
            throw new ObjectDisposedException(nameof(HymbaEngine));
        }

        try
        {
            return new LoadedEngine(engine);
        }
        catch
        {
            await engine.DisposeAsync().ConfigureAwait(false);
            throw;
        }
    }

    // Progress<T> would post to the thread pool and could report late and out of order.
    private sealed class Recorder(EngineSource source) : IProgress<LoadProgress>
    {
        public void Report(LoadProgress value)
        {
            Interlocked.Exchange(ref source._bytesRead, value.BytesRead);
            Interlocked.Exchange(ref source._totalBytes, value.TotalBytes);
        }
    }
}
