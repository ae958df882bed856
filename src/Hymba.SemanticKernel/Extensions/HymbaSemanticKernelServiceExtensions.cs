using Hymba.SemanticKernel;
using Hymba.SemanticKernel.DependencyInjection;
using Hymba.SemanticKernel.Filters;
using Microsoft.Extensions.AI;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.SemanticKernel.ChatCompletion;
using Microsoft.SemanticKernel.TextGeneration;

namespace Microsoft.SemanticKernel;

/// <summary>Registers Hymba as Semantic Kernel's chat completion and text generation.</summary>
public static class HymbaSemanticKernelServiceExtensions
{
    /// <summary>
    /// Registers an <see cref="IChatCompletionService"/>, with automatic function invocation, over the Hymba chat client of the same id;
    /// where there is none yet, one is registered too.
    /// </summary>
    /// <param name="services">The services.</param>
    /// <param name="configure">Sets options of the chat client. Null sets none.</param>
    /// <param name="serviceId">The key; null registers without one.</param>
    public static IServiceCollection AddHymbaChatCompletion(
        this IServiceCollection services, Action<HymbaChatClientOptions>? configure = null, string? serviceId = null)
    {
        ChatClientKey key = EnsureClient(services, configure, serviceId);
        return services.AddKeyedSingleton<IChatCompletionService>(serviceId, (provider, _) =>
        {
            IChatClient client = key.Resolve(provider);
            if (client.GetService<FunctionInvokingChatClient>() is null)
            {
                client = client.AsBuilder().UseKernelFunctionInvocation(provider.GetService<ILoggerFactory>()).Build(provider);
            }

            IChatCompletionService service = client.AsChatCompletionService(provider);
            provider.GetRequiredService<ValidatedServices>().Add(service, client);
            return service;
        });
    }

    /// <summary>
    /// Registers an <see cref="ITextGenerationService"/> over the Hymba chat client of the same id; where there is none yet, one is
    /// registered too.
    /// </summary>
    /// <param name="services">The services.</param>
    /// <param name="configure">Sets options of the chat client. Null sets none.</param>
    /// <param name="serviceId">The key; null registers without one.</param>
    /// <remarks>
    /// The service continues a prompt as it is. A kernel that has it and no chat completion runs its prompts through it, without the chat
    /// template: add <see cref="AddHymbaChatCompletion"/> for conversations.
    /// </remarks>
    public static IServiceCollection AddHymbaTextGeneration(
        this IServiceCollection services, Action<HymbaChatClientOptions>? configure = null, string? serviceId = null)
    {
        ChatClientKey key = EnsureClient(services, configure, serviceId);
        return services.AddKeyedSingleton<ITextGenerationService>(serviceId, (provider, _) => new HymbaTextGenerationService(key.Resolve(provider)));
    }

    private static ChatClientKey EnsureClient(IServiceCollection services, Action<HymbaChatClientOptions>? configure, string? serviceId)
    {
        ArgumentNullException.ThrowIfNull(services);
        var key = new ChatClientKey(serviceId);
        if (!key.IsIn(services))
        {
            services.AddHymbaChatClient(configure, serviceId);
        }
        else if (configure is not null)
        {
            services.Configure(serviceId, configure);
        }

        return key;
    }
}
