using Hymba.Inference;
using Microsoft.Extensions.AI;
using Microsoft.Extensions.Logging.Abstractions;

namespace Hymba.SemanticKernel.Tests.Conformance;

/// <summary>The conformance cases on the usual pipeline around the client.</summary>
public sealed class PipelineChatClientTests : ChatClientConformance
{
    private protected override async Task<IChatClient> CreateAsync(Script? script)
    {
        HymbaEngine engine = await TinyModel.EngineAsync();
        return engine.AsIChatClient(script?.ClientOptions).AsBuilder()
            .UseFunctionInvocation()
            .UseOpenTelemetry()
            .UseLogging(NullLoggerFactory.Instance)
            .Build();
    }
}
