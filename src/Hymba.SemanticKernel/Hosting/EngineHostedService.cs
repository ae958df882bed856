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
    Lazy<EngineRegistration> registration, Lazy<HymbaHostingOptions> hosting, ILogger<EngineHostedService> logger, TimeProvider time)
    : IHostedLifecycleService, IDisposable
{
    private readonly CancellationTokenSource _stopping = new();
    private Task _warmUp = Task.CompletedTask;

    // Read late: the host makes its services before it validates options, and all that is wrong with them is to be reported together.
    private EngineRegistration Engine => registration.Value;

    private HymbaHostingOptions HostingOptions => hosting.Value;

    /// <inheritdoc/>
    public async Task StartAsync(CancellationToken cancellationToken)
    {
        if (!HostingOptions.WarmUp)
        {
            return;
        }

        if (HostingOptions.WaitForWarmUp)
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
        Engine.Observer.Close();
        Task idle = Engine.Observer.WhenIdleAsync();
        if (idle.IsCompleted)
        {
            return;
        }

        HostingLog.Draining(logger, Engine.Observer.Active, HostingOptions.DrainTimeout);
        try
        {
            await idle.WaitAsync(HostingOptions.DrainTimeout, time, cancellationToken).ConfigureAwait(false);
        }
        catch (Exception error) when (error is TimeoutException or OperationCanceledException)
        {
            HostingLog.DrainIncomplete(logger, Engine.Observer.Active);
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
#pragma warning disable CA1031 // Nobody awaits the warm-up before the host stops: the log is where any failure belongs.
        catch (Exception error)
#pragma warning restore CA1031
        {
            HostingLog.WarmUpFailed(logger, Engine.ModelId, error);
        }
    }

    private async Task WarmUpAsync(CancellationToken cancellationToken)
    {
        long start = time.GetTimestamp();
        HostingLog.Loading(logger, Engine.ModelId);
        Task<LoadedEngine> loading = Engine.Source.GetAsync(cancellationToken);
        while (!loading.IsCompleted)
        {
            using var ticked = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
            await Task.WhenAny(loading, Task.Delay(HostingOptions.ProgressInterval, time, ticked.Token)).ConfigureAwait(false);
            await ticked.CancelAsync().ConfigureAwait(false);
            if (!loading.IsCompleted)
            {
                LoadProgress progress = Engine.Source.Progress;
                HostingLog.LoadingProgress(logger, Engine.ModelId, progress.BytesRead >> 20, progress.TotalBytes >> 20);
            }
        }

        LoadedEngine loaded = await loading.ConfigureAwait(false);
        try
        {
            await loaded.Engine
                .GenerateAsync(new GenerationRequest { PromptTokens = [loaded.Tokenizer.BosId], MaxNewTokens = 1 }, cancellationToken)
                .ConfigureAwait(false);
        }
        catch (QueueFullException)
        {
            // Requests that came early warm the engine up as well.
        }

        HostingLog.Ready(logger, Engine.ModelId, time.GetElapsedTime(start));
    }
}
