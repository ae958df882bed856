using Hymba.Inference;
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
        if (engine.Source.Loaded is not null)
        {
            return HealthCheckResult.Healthy($"{engine.ModelId} is ready.", data);
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
}
