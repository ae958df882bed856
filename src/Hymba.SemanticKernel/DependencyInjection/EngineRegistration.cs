using Hymba.Inference;
using Hymba.SemanticKernel.Chat;
using Hymba.SemanticKernel.Telemetry;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Polly.Registry;

namespace Hymba.SemanticKernel.DependencyInjection;

/// <summary>A registered engine with what its clients, its health check and the host share. Owns the engine.</summary>
internal sealed class EngineRegistration : IAsyncDisposable, IDisposable
{
    public EngineRegistration(IServiceProvider services, string? serviceId)
    {
        // Services are disposed in the reverse order of their making. The registry waits for requests under way, which the engine's end cuts
        // short: it must come after the engine, so it is made before.
        _ = services.GetService<ResiliencePipelineRegistry<string>>();
        HymbaEngineOptions options = services.GetRequiredService<IOptionsMonitor<HymbaEngineOptions>>().Get(serviceId);
        ILoggerFactory? loggers = services.GetService<ILoggerFactory>();
        ModelId = ModelName.FromPath(options.ModelPath);
        Source = new EngineSource((progress, cancellationToken) => HymbaEngine.LoadAsync(
            options with { ModelPath = HymbaModels.Resolve(options.ModelPath) }, progress, loggers, cancellationToken));
        Observer = new RequestObserver(services.GetRequiredService<RequestMetrics>(), services.GetRequiredService<TimeProvider>());
    }

    /// <summary>The model's name, unless a client has another.</summary>
    public string ModelId { get; }

    public EngineSource Source { get; }

    public RequestObserver Observer { get; }

    /// <summary>The engine of a service id, or the one without an id, which clients of any id may share.</summary>
    /// <exception cref="InvalidOperationException">There is neither.</exception>
    public static EngineRegistration Find(IServiceProvider services, string? serviceId)
        => services.GetKeyedService<EngineRegistration>(serviceId)
        ?? services.GetService<EngineRegistration>()
        ?? throw new InvalidOperationException(
            $"No Hymba engine is registered{(serviceId is null ? "" : $" for the service id '{serviceId}', nor one without an id")}; call AddHymbaEngine.");

    public void Dispose() => Source.Dispose();

    public ValueTask DisposeAsync() => Source.DisposeAsync();
}
