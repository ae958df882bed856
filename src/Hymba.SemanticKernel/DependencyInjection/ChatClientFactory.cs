using Hymba.SemanticKernel.Chat;
using Hymba.SemanticKernel.Resilience;
using Hymba.Validation;
using Microsoft.Extensions.AI;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using Polly;
using Polly.Registry;

namespace Hymba.SemanticKernel.DependencyInjection;

/// <summary>Makes the innermost part of a registered client: the client itself in its resilience pipeline, and output validation around both.</summary>
internal static class ChatClientFactory
{
    public static IChatClient Create(IServiceProvider services, string? serviceId)
    {
        EngineRegistration engine = EngineRegistration.Find(services, serviceId);
        HymbaChatClientOptions options = services.GetRequiredService<IOptionsMonitor<HymbaChatClientOptions>>().Get(serviceId);
        var client = new HymbaChatClient(
            engine.Source,
            options.ModelId ?? engine.ModelId,
            options,
            ownsSource: false,
            engine.Observer,
            (services.GetService<ILoggerFactory>() ?? NullLoggerFactory.Instance).CreateLogger<HymbaChatClient>(),
            services.GetRequiredService<TimeProvider>());
        var resilient = new ResilientChatClient(client, Pipeline(services, serviceId));
        return ValidationRegistration.Find(services, serviceId) is { } validation
            ? new OutputValidationChatClient(resilient, validation)
            : resilient;
    }

    // The application's own pipeline comes first, whether it was registered before or after.
    private static ResiliencePipeline Pipeline(IServiceProvider services, string? serviceId)
    {
        var registry = services.GetRequiredService<ResiliencePipelineRegistry<string>>();
        string name = HymbaResilienceOptions.PipelineName(serviceId);
        return registry.TryGetPipeline(name, out ResiliencePipeline? pipeline)
            ? pipeline
            : registry.GetOrAddPipeline(name, builder =>
            {
                builder.TimeProvider = services.GetRequiredService<TimeProvider>();
                DefaultPipeline.Configure(builder, services.GetRequiredService<IOptionsMonitor<HymbaResilienceOptions>>().Get(serviceId));
            });
    }
}
