using Hymba.Inference;
using Hymba.Inference.Generation;
using Hymba.SemanticKernel.Chat;
using Hymba.SemanticKernel.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Hymba.SemanticKernel.Hosting;

/// <summary>
/// Loads an engine when the host starts, makes a dry run, and lets requests end when the host stops. Draining comes after all other
/// services have stopped: they may still need the model.
/// </summary>
internal sealed class EngineHostedService(
    EngineRegistration engine, HymbaHostingOptions options, ILogger<EngineHostedService> logger, TimeProvider time) : IHostedLifecycleService, IDisposable
{
    private readonly CancellationTokenSource _stopping = new();
    private Task _warmUp = Task.CompletedTask;

    /// <inheritdoc/>
    public async Task StartAsync(CancellationToken cancellationToken)
    {
        if (!options.WarmUp)
        {
            return;
        }

        if (options.WaitForWarmUp)
        {
            await WarmUpAsync(cancellationToken).ConfigureAwait(false);
        }
        else
        {
            _warmUp = WarmUpInBackgroundAsync(_stopping.Token);
        }
    }

    /// <inheritdoc/>
    public async Task StopAsync(CancellationToken cancellationToken)
    {
        await _stopping.CancelAsync().ConfigureAwait(false);
        await _warmUp.ConfigureAwait(false);
    }

    /// <inheritdoc/>
    public async Task StoppedAsync(CancellationToken cancellationToken)
    {
        engine.Observer.Close();
        Task idle = engine.Observer.WhenIdleAsync();
        if (idle.IsCompleted)
        {
            return;
        }

        HostingLog.Draining(logger, engine.Observer.Active, options.DrainTimeout);
        try
        {
            await idle.WaitAsync(options.DrainTimeout, time, cancellationToken).ConfigureAwait(false);
        }
        catch (Exception error) when (error is TimeoutException or OperationCanceledException)
        {
            HostingLog.DrainIncomplete(logger, engine.Observer.Active);
        }
    }

    /// <inheritdoc/>
    public Task StartingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <inheritdoc/>
    public Task StartedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <inheritdoc/>
    public Task StoppingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <inheritdoc/>
    public void Dispose() => _stopping.Dispose();

    private async Task WarmUpInBackgroundAsync(CancellationToken cancellationToken)
    {
        try
        {
            await WarmUpAsync(cancellationToken).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            // The host stops before the model was needed.
        }
        catch (HymbaException error)
        {
            HostingLog.WarmUpFailed(logger, engine.ModelId, error);
        }
    }

    private async Task WarmUpAsync(CancellationToken cancellationToken)
    {
        long start = time.GetTimestamp();
        HostingLog.Loading(logger, engine.ModelId);
        Task<LoadedEngine> loading = engine.Source.GetAsync(cancellationToken);
        while (!loading.IsCompleted)
        {
            using var ticked = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
            await Task.WhenAny(loading, Task.Delay(options.ProgressInterval, time, ticked.Token)).ConfigureAwait(false);
            await ticked.CancelAsync().ConfigureAwait(false);
            if (!loading.IsCompleted)
            {
                LoadProgress progress = engine.Source.Progress;
                HostingLog.LoadingProgress(logger, engine.ModelId, progress.BytesRead >> 20, progress.TotalBytes >> 20);
            }
        }

        LoadedEngine loaded = await loading.ConfigureAwait(false);
        await loaded.Engine
            .GenerateAsync(new GenerationRequest { PromptTokens = [loaded.Tokenizer.BosId], MaxNewTokens = 1 }, cancellationToken)
            .ConfigureAwait(false);
        HostingLog.Ready(logger, engine.ModelId, time.GetElapsedTime(start));
    }
}
