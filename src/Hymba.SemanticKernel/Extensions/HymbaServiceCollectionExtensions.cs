using Hymba.Inference;
using Hymba.SemanticKernel;
using Hymba.SemanticKernel.Chat;
using Hymba.SemanticKernel.DependencyInjection;
using Hymba.SemanticKernel.Hosting;
using Microsoft.Extensions.AI;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;

namespace Microsoft.Extensions.DependencyInjection;

/// <summary>Registers Hymba engines and chat clients.</summary>
public static class HymbaServiceCollectionExtensions
{
    /// <summary>
    /// Registers an engine whose options come from the application's configuration: the section <c>Hymba</c>, or <c>Hymba:ID</c> for an
    /// engine with a service id. Where that names no model either, the engine runs <see cref="HymbaModels.Nano"/>, and the log says so.
    /// </summary>
    /// <param name="services">The services.</param>
    /// <param name="configure">Changes the configured options: <c>options =&gt; options with { Device = "cuda" }</c>. Null changes nothing.</param>
    /// <param name="serviceId">The engine's key and the name of its options; null registers the engine without a key.</param>
    /// <remarks>
    /// One engine per id is loaded, by the host when it starts or else by the first request. Resolving <see cref="HymbaEngine"/> itself
    /// blocks until it is loaded; clients wait without blocking. The container disposes it.
    /// </remarks>
    public static IServiceCollection AddHymbaEngine(
        this IServiceCollection services, Func<HymbaEngineOptions, HymbaEngineOptions>? configure = null, string? serviceId = null)
    {
        ArgumentNullException.ThrowIfNull(services);
        bool first = !services.Any(service => service.ServiceType == typeof(EngineRegistration) && Equals(service.ServiceKey, serviceId));
        if (first)
        {
            services.AddEngineOptions(serviceId);
            services.AddKeyedSingleton(serviceId, (provider, _) => new EngineRegistration(provider, serviceId));
            services.AddKeyedSingleton(serviceId, (provider, _) => provider.GetRequiredKeyedService<EngineRegistration>(serviceId)
                .Source.GetAsync(CancellationToken.None).GetAwaiter().GetResult().Engine);
            services.AddKeyedSingleton(serviceId, (provider, _) => EngineSuffixModel.Create(
                async token => (await provider.GetRequiredKeyedService<EngineRegistration>(serviceId).Source.GetAsync(token).ConfigureAwait(false)).Engine,
                provider.GetService<ILoggerFactory>()));
            services.AddSingleton<IHostedService>(provider => new EngineHostedService(
                new Lazy<EngineRegistration>(() => provider.GetRequiredKeyedService<EngineRegistration>(serviceId)),
                new Lazy<HymbaHostingOptions>(() => provider.GetRequiredService<IOptionsMonitor<HymbaHostingOptions>>().Get(serviceId)),
                (provider.GetService<ILoggerFactory>() ?? NullLoggerFactory.Instance).CreateLogger<EngineHostedService>(),
                provider.GetRequiredService<TimeProvider>()));
        }

        if (configure is not null)
        {
            services.AddSingleton(new EngineOptionsStep(serviceId ?? Options.Options.DefaultName, (_, options) => configure(options)));
        }

        return services;
    }

    /// <summary>Registers an engine for a checkpoint.</summary>
    /// <param name="services">The services.</param>
    /// <param name="modelPath">
    /// The checkpoint's directory, or <c>nano</c> for the embedded model; goes before the configured one. Null or empty leaves that.
    /// </param>
    /// <param name="configure">Changes the configured options. Null changes nothing.</param>
    /// <param name="serviceId">The engine's key and the name of its options; null registers the engine without a key.</param>
    /// <inheritdoc cref="AddHymbaEngine(IServiceCollection, Func{HymbaEngineOptions, HymbaEngineOptions}?, string?)" path="/remarks"/>
    public static IServiceCollection AddHymbaEngine(
        this IServiceCollection services,
        string? modelPath,
        Func<HymbaEngineOptions, HymbaEngineOptions>? configure = null,
        string? serviceId = null)
    {
        if (string.IsNullOrEmpty(modelPath))
        {
            return services.AddHymbaEngine(configure, serviceId);
        }

        return services.AddHymbaEngine(
            options => configure is null ? options with { ModelPath = modelPath } : configure(options with { ModelPath = modelPath }), serviceId);
    }

    /// <summary>Registers an engine whose options come from a section of its own.</summary>
    /// <param name="services">The services.</param>
    /// <param name="section">
    /// Holds the engine's options, and in sub-sections those of the queue (<c>Queue</c>), of chat clients with the same id (<c>Chat</c>,
    /// <c>Resilience</c>, <c>Validation</c>) and of the host (<c>Hosting</c>).
    /// </param>
    /// <param name="configure">Changes the configured options. Null changes nothing.</param>
    /// <param name="serviceId">The engine's key and the name of its options; null registers the engine without a key.</param>
    /// <inheritdoc cref="AddHymbaEngine(IServiceCollection, Func{HymbaEngineOptions, HymbaEngineOptions}?, string?)" path="/remarks"/>
    public static IServiceCollection AddHymbaEngine(
        this IServiceCollection services,
        IConfiguration section,
        Func<HymbaEngineOptions, HymbaEngineOptions>? configure = null,
        string? serviceId = null)
    {
        ArgumentNullException.ThrowIfNull(services);
        ArgumentNullException.ThrowIfNull(section);
        services.AddKeyedSingleton(serviceId, new HymbaConfiguration(section));
        return services.AddHymbaEngine(configure, serviceId);
    }

    /// <summary>
    /// Registers a chat client as <see cref="IChatClient"/>. It works on the engine of the same id, or on the engine without one. Around each
    /// request lies the resilience pipeline that <see cref="HymbaResilienceOptions"/> describes, and around that output validation, as
    /// <c>OutputValidationOptions</c> of the client's name say: by default the preset <c>Standard</c>; <c>None</c> leaves it out.
    /// </summary>
    /// <param name="services">The services.</param>
    /// <param name="configure">Sets options after the configuration. Null sets none.</param>
    /// <param name="serviceId">The client's key and the name of its options; null registers the client without a key.</param>
    /// <returns>The builder of the pipeline around the client: what is added first is outermost.</returns>
    public static ChatClientBuilder AddHymbaChatClient(
        this IServiceCollection services, Action<HymbaChatClientOptions>? configure = null, string? serviceId = null)
    {
        ArgumentNullException.ThrowIfNull(services);
        var key = new ChatClientKey(serviceId);
        if (!key.IsIn(services))
        {
            services.AddChatOptions(serviceId);
        }

        if (configure is not null)
        {
            services.Configure(serviceId, configure);
        }

        ChatClientBuilder builder = services.AddKeyedChatClient(key, provider => ChatClientFactory.Create(provider, serviceId));
        services.AddKeyedSingleton(serviceId, (provider, _) => key.Resolve(provider));
        return builder;
    }
}
