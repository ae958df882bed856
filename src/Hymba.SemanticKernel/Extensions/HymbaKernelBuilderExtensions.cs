using Hymba.Inference;
using Hymba.SemanticKernel;
using Hymba.SemanticKernel.DependencyInjection;
using Hymba.SemanticKernel.Filters;
using Hymba.Validation;
using Microsoft.Extensions.AI;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace Microsoft.SemanticKernel;

/// <summary>Adds Hymba to a kernel under construction.</summary>
public static class HymbaKernelBuilderExtensions
{
    /// <summary>
    /// Adds an engine to the kernel; otherwise as
    /// <see cref="HymbaServiceCollectionExtensions.AddHymbaEngine(IServiceCollection, string, Func{HymbaEngineOptions, HymbaEngineOptions}?, string?)"/>.
    /// </summary>
    /// <param name="builder">The kernel's builder.</param>
    /// <param name="modelPath">
    /// The checkpoint's directory, or <c>nano</c> for the embedded model; goes before the configured one. Null or empty leaves that.
    /// </param>
    /// <param name="configure">Changes the configured options. Null changes nothing.</param>
    /// <param name="serviceId">The key; null adds it without one.</param>
    public static IKernelBuilder AddHymbaEngine(
        this IKernelBuilder builder, string? modelPath, Func<HymbaEngineOptions, HymbaEngineOptions>? configure = null, string? serviceId = null)
    {
        ArgumentNullException.ThrowIfNull(builder);
        builder.Services.AddHymbaEngine(modelPath, configure, serviceId);
        return builder;
    }

    /// <summary>
    /// Adds an engine to the kernel; otherwise as
    /// <see cref="HymbaServiceCollectionExtensions.AddHymbaEngine(IServiceCollection, IConfiguration, Func{HymbaEngineOptions, HymbaEngineOptions}?, string?)"/>.
    /// </summary>
    /// <param name="builder">The kernel's builder.</param>
    /// <param name="section">Holds the engine's options, and in sub-sections those of queue, chat clients and host.</param>
    /// <param name="configure">Changes the configured options. Null changes nothing.</param>
    /// <param name="serviceId">The key; null adds it without one.</param>
    public static IKernelBuilder AddHymbaEngine(
        this IKernelBuilder builder, IConfiguration section, Func<HymbaEngineOptions, HymbaEngineOptions>? configure = null, string? serviceId = null)
    {
        ArgumentNullException.ThrowIfNull(builder);
        builder.Services.AddHymbaEngine(section, configure, serviceId);
        return builder;
    }

    /// <summary>
    /// Adds a chat client with automatic function invocation to the kernel; otherwise as
    /// <see cref="HymbaServiceCollectionExtensions.AddHymbaChatClient"/>.
    /// </summary>
    /// <param name="builder">The kernel's builder.</param>
    /// <param name="configure">Sets options after the configuration. Null sets none.</param>
    /// <param name="serviceId">The client's key; null adds the client without one.</param>
    /// <returns>The builder of the pipeline around the client, inside the function invocation.</returns>
    public static ChatClientBuilder AddHymbaChatClient(
        this IKernelBuilder builder, Action<HymbaChatClientOptions>? configure = null, string? serviceId = null)
    {
        ArgumentNullException.ThrowIfNull(builder);
        return builder.Services.AddHymbaChatClient(configure, serviceId).UseKernelFunctionInvocation();
    }

    /// <summary>
    /// Adds chat completion to the kernel; otherwise as
    /// <see cref="HymbaSemanticKernelServiceExtensions.AddHymbaChatCompletion"/>.
    /// </summary>
    /// <param name="builder">The kernel's builder.</param>
    /// <param name="configure">Sets options of the chat client. Null sets none.</param>
    /// <param name="serviceId">The key; null adds it without one.</param>
    public static IKernelBuilder AddHymbaChatCompletion(
        this IKernelBuilder builder, Action<HymbaChatClientOptions>? configure = null, string? serviceId = null)
    {
        ArgumentNullException.ThrowIfNull(builder);
        builder.Services.AddHymbaChatCompletion(configure, serviceId);
        return builder;
    }

    /// <summary>
    /// Adds text generation to the kernel; otherwise as
    /// <see cref="HymbaSemanticKernelServiceExtensions.AddHymbaTextGeneration"/>.
    /// </summary>
    /// <param name="builder">The kernel's builder.</param>
    /// <param name="configure">Sets options of the chat client. Null sets none.</param>
    /// <param name="serviceId">The key; null adds it without one.</param>
    public static IKernelBuilder AddHymbaTextGeneration(
        this IKernelBuilder builder, Action<HymbaChatClientOptions>? configure = null, string? serviceId = null)
    {
        ArgumentNullException.ThrowIfNull(builder);
        builder.Services.AddHymbaTextGeneration(configure, serviceId);
        return builder;
    }

    /// <summary>
    /// Adds filters that put output validation around what a kernel does beside its chat client: documents among a prompt's arguments, functions
    /// that templates and code call, and, for services that do not validate by themselves, prompts and the calls that models ask for. Registered
    /// Hymba clients validate by themselves; their work is not done twice.
    /// </summary>
    /// <param name="builder">The kernel's builder.</param>
    /// <param name="serviceId">Whose options of output validation hold; null takes those without a service id.</param>
    /// <remarks>
    /// A withheld call that a model asked for ends its turn, with the reason as its result; one of a template or of code throws
    /// <see cref="KernelException"/>. A withheld prompt is not sent: its result has the finish reason <c>content_filter</c>.
    /// </remarks>
    public static IKernelBuilder AddHymbaOutputValidationFilters(this IKernelBuilder builder, string? serviceId = null)
    {
        ArgumentNullException.ThrowIfNull(builder);
        builder.Services.AddHymbaValidation(serviceId);
        builder.Services.AddKeyedSingleton(serviceId, (provider, _) => new FunctionGuard(Pipeline(provider)));
        builder.Services.AddSingleton<IPromptRenderFilter>(provider =>
            new ValidatingPromptFilter(Pipeline(provider), provider.GetRequiredService<ValidatedServices>()));
        builder.Services.AddSingleton<IFunctionInvocationFilter>(provider =>
            new ValidatingFunctionFilter(provider.GetRequiredKeyedService<FunctionGuard>(serviceId)));
        builder.Services.AddSingleton<IAutoFunctionInvocationFilter>(provider => new ValidatingAutoFunctionFilter(
            Pipeline(provider), provider.GetRequiredKeyedService<FunctionGuard>(serviceId), provider.GetRequiredService<ValidatedServices>()));
        return builder;

        ValidationPipeline Pipeline(IServiceProvider provider) => provider.GetRequiredKeyedService<ValidationPipeline>(serviceId);
    }
}
