using Hymba.Inference;
using Hymba.Inference.Queueing;
using Hymba.SemanticKernel.Chat;
using Hymba.SemanticKernel.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace Hymba.SemanticKernel.Hosting;

/// <summary>Tells whether an engine can answer: native library there, model loaded.</summary>
internal sealed class HymbaHealthCheck(EngineRegistration engine) : IHealthCheck
{
    /// <inheritdoc/>
    public Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
        => Task.FromResult(Check(context.Registration.FailureStatus));

    private HealthCheckResult Check(HealthStatus failure)
    {
        var data = new Dictionary<string, object> { ["model"] = engine.ModelId, ["active_requests"] = engine.Observer.Active };
        if (engine.Source.Loaded is LoadedEngine loaded)
        {
            return FromStatus(engine.ModelId, loaded.Engine.Status, failure, data);
        }

        if (engine.Source.Failure is Exception error)
        {
            string what = error is NativeLibraryException ? "The native library cannot be loaded" : $"{engine.ModelId} cannot be loaded";
            return new HealthCheckResult(failure, $"{what}: {error.Message}", error, data);
        }

        LoadProgress progress = engine.Source.Progress;
        data["bytes_read"] = progress.BytesRead;
        data["total_bytes"] = progress.TotalBytes;
        return new HealthCheckResult(failure, $"{engine.ModelId} is not loaded yet.", null, data);
    }

    /// <summary>What the state of a loaded engine means.</summary>
    internal static HealthCheckResult FromStatus(string modelId, EngineStatus status, HealthStatus failure, Dictionary<string, object> data)
    {
        data["queue_length"] = status.Requests;
        data["queue_capacity"] = status.Capacity;
        data["restarts"] = status.Restarts;
        return !status.Alive ? new HealthCheckResult(failure, $"The thread of {modelId} has ended: {status.Fault ?? "it was disposed"}", null, data)
            : status.Fault is not null ? new HealthCheckResult(failure, $"{modelId} has failed: {status.Fault}", null, data)
            : status.Requests >= status.Capacity ? HealthCheckResult.Degraded($"The queue of {modelId} is full: {status.Requests} of {status.Capacity}.", null, data)
            : HealthCheckResult.Healthy($"{modelId} is ready.", data);
    }
}
