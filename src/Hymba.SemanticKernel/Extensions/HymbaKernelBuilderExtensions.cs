using Hymba.Inference;
using Hymba.SemanticKernel;
using Microsoft.Extensions.AI;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace Microsoft.SemanticKernel;

/// <summary>Adds Hymba to a kernel under construction.</summary>
public static class HymbaKernelBuilderExtensions
{
    /// <inheritdoc cref="HymbaServiceCollectionExtensions.AddHymbaEngine(IServiceCollection, string, Func{HymbaEngineOptions, HymbaEngineOptions}?, string?)"/>
    /// <param name="builder">The kernel's builder.</param>
    public static IKernelBuilder AddHymbaEngine(
        this IKernelBuilder builder, string modelPath, Func<HymbaEngineOptions, HymbaEngineOptions>? configure = null, string? serviceId = null)
    {
        ArgumentNullException.ThrowIfNull(builder);
        builder.Services.AddHymbaEngine(modelPath, configure, serviceId);
        return builder;
    }

    /// <inheritdoc cref="HymbaServiceCollectionExtensions.AddHymbaEngine(IServiceCollection, IConfiguration, Func{HymbaEngineOptions, HymbaEngineOptions}?, string?)"/>
    /// <param name="builder">The kernel's builder.</param>
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

    /// <inheritdoc cref="HymbaSemanticKernelServiceExtensions.AddHymbaChatCompletion"/>
    /// <param name="builder">The kernel's builder.</param>
    public static IKernelBuilder AddHymbaChatCompletion(
        this IKernelBuilder builder, Action<HymbaChatClientOptions>? configure = null, string? serviceId = null)
    {
        ArgumentNullException.ThrowIfNull(builder);
        builder.Services.AddHymbaChatCompletion(configure, serviceId);
        return builder;
    }

    /// <inheritdoc cref="HymbaSemanticKernelServiceExtensions.AddHymbaTextGeneration"/>
    /// <param name="builder">The kernel's builder.</param>
    public static IKernelBuilder AddHymbaTextGeneration(
        this IKernelBuilder builder, Action<HymbaChatClientOptions>? configure = null, string? serviceId = null)
    {
        ArgumentNullException.ThrowIfNull(builder);
        builder.Services.AddHymbaTextGeneration(configure, serviceId);
        return builder;
    }
}
