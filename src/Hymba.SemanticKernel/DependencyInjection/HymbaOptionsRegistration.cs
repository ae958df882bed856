using System.Diagnostics.Metrics;
using Hymba.Inference;
using Hymba.SemanticKernel.Telemetry;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Polly;

namespace Hymba.SemanticKernel.DependencyInjection;

/// <summary>Registers options: bound to their part of the configuration, validated when the host starts, all errors together.</summary>
internal static class HymbaOptionsRegistration
{
    /// <summary>The engine's options, and what every other registration needs.</summary>
    public static void AddEngineOptions(this IServiceCollection services, string? serviceId)
    {
        services.TryAddSingleton(TimeProvider.System);
        services.TryAddSingleton(provider => provider.GetService<IMeterFactory>() is { } meters
            ? new RequestMetrics(meters.Create(HymbaTelemetry.MeterName))
            : RequestMetrics.Shared);
        services.TryAddSingleton(provider => new DefaultModelNotice(provider.GetService<ILoggerFactory>()));
        services.TryAddTransient<IOptionsFactory<HymbaEngineOptions>, EngineOptionsFactory>();
        services.AddSingleton(new EngineOptionsStep(serviceId ?? Options.DefaultName, (provider, options) =>
        {
            HymbaConfiguration.Find(provider, serviceId)?.Bind(options);
            return options;
        }));
        services.AddOptions<HymbaEngineOptions>(serviceId).ValidateOnStart();
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IValidateOptions<HymbaEngineOptions>>(
            new ListingValidator<HymbaEngineOptions>(options => options.Validate())));
        services.AddBound<HymbaHostingOptions>(serviceId, "Hosting", options => options.Validate());
    }

    /// <summary>The chat client's options.</summary>
    public static void AddChatOptions(this IServiceCollection services, string? serviceId)
    {
        services.AddBound<HymbaChatClientOptions>(serviceId, "Chat", options => options.Validate());
        services.AddBound<HymbaResilienceOptions>(serviceId, "Resilience", options => options.Validate());
        services.AddResiliencePipelineRegistry<string>();
        services.AddHymbaValidation(serviceId);
    }

    private static void AddBound<TOptions>(
        this IServiceCollection services, string? serviceId, string part, Func<TOptions, IReadOnlyList<string>> errors)
        where TOptions : class
    {
        services.AddOptions<TOptions>(serviceId)
            .Configure<IServiceProvider>((options, provider) => HymbaConfiguration.Find(provider, serviceId)?.GetSection(part).Bind(options))
            .ValidateOnStart();
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IValidateOptions<TOptions>>(new ListingValidator<TOptions>(errors)));
    }
}
