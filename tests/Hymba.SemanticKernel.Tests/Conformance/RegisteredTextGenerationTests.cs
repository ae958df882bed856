using Microsoft.Extensions.DependencyInjection;
using Microsoft.SemanticKernel;

namespace Hymba.SemanticKernel.Tests.Conformance;

/// <summary>The conformance cases on the text service as it is registered alone.</summary>
public sealed class RegisteredTextGenerationTests : TextGenerationConformance
{
    private protected override void Register(IServiceCollection services, Action<HymbaChatClientOptions> configure)
        => services.AddHymbaTextGeneration(configure);
}
