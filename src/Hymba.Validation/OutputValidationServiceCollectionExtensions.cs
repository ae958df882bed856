using System.Diagnostics.Metrics;
using Hymba.Validation.Audit;
using Hymba.Validation.Pipeline;
using Hymba.Validation.Policies;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Hymba.Validation;

/// <summary>Registers output validation.</summary>
public static class OutputValidationServiceCollectionExtensions
{
    /// <summary>
    /// Registers the pipeline with the package's validators, those registered as <see cref="ITextValidator"/> and
    /// <see cref="IToolCallValidator"/>, and every <see cref="IAuditSink"/>. Its options are validated when the host starts, all errors together.
    /// </summary>
    /// <param name="services">The services.</param>
    /// <param name="configure">Sets options, after configuration. Default: nothing.</param>
    /// <param name="section">Configuration of the options; followed when it changes. Default: none.</param>
    /// <param name="name">The options' name and the pipeline's key, for pipelines with options of their own. Default null: without one.</param>
    public static IServiceCollection AddOutputValidation(
        this IServiceCollection services, Action<OutputValidationOptions>? configure = null, IConfiguration? section = null, string? name = null)
    {
        ArgumentNullException.ThrowIfNull(services);
        var options = services.AddOptions<OutputValidationOptions>(name).ValidateOnStart();
        if (section is not null)
        {
            options.Configure(bound => ConfiguredOptions.Bind(section, bound));
            services.AddSingleton<IOptionsChangeTokenSource<OutputValidationOptions>>(
                new ConfigurationChangeTokenSource<OutputValidationOptions>(name, section));
        }

        if (configure is not null)
        {
            options.Configure(configure);
        }

        services.TryAddSingleton(Parts);
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IValidateOptions<OutputValidationOptions>, StartChecker>());
        services.TryAddKeyedSingleton(name, (provider, _) =>
        {
            var monitor = provider.GetRequiredService<IOptionsMonitor<OutputValidationOptions>>();
            var parts = provider.GetRequiredService<PipelineParts>();
            return new ValidationPipeline(() => monitor.Get(name), parts with { Name = name ?? Options.DefaultName });
        });
        return services;
    }

    /// <summary>Registers a text validator.</summary>
    /// <typeparam name="TValidator">Its type.</typeparam>
    /// <param name="services">The services.</param>
    public static IServiceCollection AddTextValidator<TValidator>(this IServiceCollection services)
        where TValidator : class, ITextValidator
    {
        ArgumentNullException.ThrowIfNull(services);
        services.TryAddEnumerable(ServiceDescriptor.Singleton<ITextValidator, TValidator>());
        return services;
    }

    /// <summary>Registers a text validator.</summary>
    /// <param name="services">The services.</param>
    /// <param name="validator">The validator, such as one of <see cref="TextValidator"/>.</param>
    public static IServiceCollection AddTextValidator(this IServiceCollection services, ITextValidator validator)
    {
        ArgumentNullException.ThrowIfNull(services);
        ArgumentNullException.ThrowIfNull(validator);
        return services.AddSingleton(validator);
    }

    /// <summary>What the container has for a pipeline.</summary>
    internal static PipelineParts Parts(IServiceProvider provider) => new(
        Options.DefaultName,
        [.. BuiltInValidators.Text.Values.SelectMany(make => make()), .. provider.GetService<IEnumerable<ITextValidator>>() ?? []],
        [.. BuiltInValidators.Tools.Values.SelectMany(make => make()), .. provider.GetService<IEnumerable<IToolCallValidator>>() ?? []],
        [.. provider.GetService<IEnumerable<IAuditSink>>() ?? []],
        provider.GetService<IMeterFactory>() is { } meters
            ? new ValidationMetrics(meters.Create(ValidationTelemetry.MeterName))
            : ValidationMetrics.Shared,
        provider.GetService<TimeProvider>() ?? TimeProvider.System,
        ValidationPipeline.Logger(provider.GetService<ILoggerFactory>()));
}
