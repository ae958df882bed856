using Hymba.Inference;
using Microsoft.Extensions.AI;

namespace Hymba.SemanticKernel.Tests.Conformance;

/// <summary>The conformance cases on the client alone.</summary>
public sealed class RawChatClientTests : ChatClientConformance
{
    private protected override async Task<IChatClient> CreateAsync(Script? script)
    {
        HymbaEngine engine = await TinyModel.EngineAsync();
        return engine.AsIChatClient(script?.ClientOptions);
    }
}
