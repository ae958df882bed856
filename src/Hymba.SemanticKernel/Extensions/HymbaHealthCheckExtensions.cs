using Hymba.SemanticKernel.DependencyInjection;
using Hymba.SemanticKernel.Hosting;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace Microsoft.Extensions.DependencyInjection;

/// <summary>Adds Hymba's health check.</summary>
public static class HymbaHealthCheckExtensions
{
    /// <summary>
    /// Adds a check that an engine can answer: its native library is there, the model is loaded, its thread is alive and its queue has room.
    /// </summary>
    /// <param name="builder">The health checks.</param>
    /// <param name="serviceId">Which engine; null is the one without a service id.</param>
    /// <param name="name">The check's name; null is <c>hymba</c>, or <c>hymba:ID</c>.</param>
    /// <param name="failureStatus">What a failing check reports; null is unhealthy.</param>
    /// <param name="tags">Tags to filter by.</param>
    public static IHealthChecksBuilder AddHymba(
        this IHealthChecksBuilder builder, string? serviceId = null, string? name = null, HealthStatus? failureStatus = null, IEnumerable<string>? tags = null)
    {
        ArgumentNullException.ThrowIfNull(builder);
        return builder.Add(new HealthCheckRegistration(
            name ?? (serviceId is null ? "hymba" : $"hymba:{serviceId}"),
            provider => new HymbaHealthCheck(EngineRegistration.Find(provider, serviceId)),
            failureStatus,
            tags));
    }
}
