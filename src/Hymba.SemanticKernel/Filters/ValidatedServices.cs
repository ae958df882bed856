using System.Runtime.CompilerServices;
using Hymba.Validation;
using Microsoft.Extensions.AI;
using Microsoft.SemanticKernel;
using Microsoft.SemanticKernel.ChatCompletion;
using Microsoft.SemanticKernel.TextGeneration;

namespace Hymba.SemanticKernel.Filters;

/// <summary>
/// Knows which services of a kernel validate by themselves, so that filters need not do it again: chat completion hides the client that it works
/// on. Thread-safe.
/// </summary>
internal sealed class ValidatedServices
{
    private readonly ConditionalWeakTable<IChatCompletionService, ValidationPipeline> _pipelines = [];

    /// <summary>Remembers a service by the client that it works on.</summary>
    public void Add(IChatCompletionService service, IChatClient client)
    {
        if (client.GetService<ValidationPipeline>() is { } pipeline)
        {
            _pipelines.AddOrUpdate(service, pipeline);
        }
    }

    /// <summary>Whether all that a kernel may send prompts to passes a pipeline. A kernel chooses its service at each prompt.</summary>
    public bool Cover(Kernel kernel, ValidationPipeline pipeline)
    {
        ValidationPipeline?[] all =
        [
            .. kernel.GetAllServices<IChatCompletionService>().Select(service => _pipelines.TryGetValue(service, out ValidationPipeline? found) ? found : null),
            .. kernel.GetAllServices<ITextGenerationService>().Select(service => (service as HymbaTextGenerationService)?.Validation),
            .. kernel.GetAllServices<IChatClient>().Select(client => client.GetService<ValidationPipeline>()),
        ];
        return all.Length > 0 && all.All(found => found == pipeline);
    }
}
