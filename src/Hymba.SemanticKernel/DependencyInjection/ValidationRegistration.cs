using Hymba.SemanticKernel.Filters;
using Hymba.Validation;
using Hymba.Validation.Policies;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;

namespace Hymba.SemanticKernel.DependencyInjection;

/// <summary>Registers output validation for the clients of one service id: a pipeline with options of that name.</summary>
internal static class ValidationRegistration
{
    private const string Part = "Validation";

    /// <summary>Registers the pipeline of a service id; more than once does nothing more.</summary>
    public static void AddHymbaValidation(this IServiceCollection services, string? serviceId)
    {
        if (services.Any(service => service.ServiceType == typeof(Mark) && Equals(service.ServiceKey, serviceId)))
        {
            return;
        }

        services.AddKeyedSingleton(serviceId, new Mark());
        services.TryAddSingleton<ValidatedServices>();
        services.AddOutputValidation(name: serviceId);
        services.AddOptions<OutputValidationOptions>(serviceId)
            .Configure<IServiceProvider>((options, provider) =>
            {
                foreach (IConfiguration section in Sections(provider, serviceId))
                {
                    ConfiguredOptions.Bind(section, options);
                }
            })
            .PostConfigure<IServiceProvider>((options, provider) =>
            {
                options.Documents = options.Documents == DocumentSlot.Default ? HymbaDocument.Slot : options.Documents;

                // As clients find their engine: that of the same id, or the one without.
                options.SuffixModel ??= provider.GetKeyedService<SuffixModel>(serviceId) ?? provider.GetService<SuffixModel>();
            });
        services.AddSingleton<IOptionsChangeTokenSource<OutputValidationOptions>>(provider => new SectionsChangeTokenSource(
            serviceId ?? Options.DefaultName, [.. Sections(provider, serviceId)]));
    }

    /// <summary>The pipeline of a service id; null where its options leave nothing to do.</summary>
    public static ValidationPipeline? Find(IServiceProvider services, string? serviceId)
    {
        OutputValidationOptions options = services.GetRequiredService<IOptionsMonitor<OutputValidationOptions>>().Get(serviceId);
        return options is { Preset: ValidationPreset.None, Policies.Count: 0, Validators.Count: 0, Judges.Count: 0 }
            ? null
            : services.GetRequiredKeyedService<ValidationPipeline>(serviceId);
    }

    // What is configured for all holds for each, and what is configured for one comes on top.
    private static IEnumerable<IConfiguration> Sections(IServiceProvider services, string? serviceId)
    {
        string?[] ids = serviceId is null ? [null] : [null, serviceId];
        return ids.Select(id => HymbaConfiguration.Find(services, id)?.GetSection(Part)).OfType<IConfiguration>();
    }

    private sealed record Mark;
}
